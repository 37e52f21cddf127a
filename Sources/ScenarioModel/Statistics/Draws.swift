// What a scenario draws: durations, gaps between arrivals, orders and choices. All durations are nanoseconds.

extension SeededGenerator {
  /// A number in `0 ..< 1` with 53 random bits.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// An integer in `0 ..< bound`, without bias. `bound` must be positive.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019. Own code rather than
  /// the standard library's, whose algorithm may change between compiler versions and with it every recorded seed.
  package mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound > 0, "nothing to draw from")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// An order of `0 ..< count`, each as likely as the other (Fisher and Yates; Knuth, TAOCP 3.4.2, algorithm P).
  package mutating func permutation(count: Int) -> [Int] {
    var order = Array(0..<count)
    var left = count
    while left > 1 {
      let picked = Int(below(UInt64(left)))
      left -= 1
      order.swapAt(left, picked)
    }
    return order
  }

  /// A duration in `low ... high` ns, each as likely as the other. `low` must not exceed `high`.
  package mutating func uniform(_ low: Int64, _ high: Int64) -> Int64 {
    precondition(low <= high, "an empty range has nothing to draw from")
    let span = UInt64(bitPattern: high &- low)
    let offset = span == .max ? next() : below(span + 1)
    return low &+ Int64(bitPattern: offset)
  }

  /// An exponential duration with the given mean, in ns; zero if the mean is not positive.
  ///
  /// Inversion: `-mean ln(1 - u)`, which is finite because `u < 1`.
  package mutating func exponential(mean: Double) -> Int64 {
    guard mean > 0 else { return 0 }
    return SeededGenerator.nanoseconds(-mean * Elementary.log(1 - unit()))
  }

  /// The gap to the next arrival of a Poisson process, in ns: exponential with mean `1 / rate`.
  ///
  /// - Parameter perSecond: arrivals per second; a rate that is not positive never arrives (`Int64.max`).
  package mutating func poissonGap(perSecond: Double) -> Int64 {
    guard perSecond > 0 else { return .max }
    return exponential(mean: 1e9 / perSecond)
  }

  /// A lognormal duration in ns: `median * exp(sigma * z)` with `z` standard normal.
  ///
  /// Its mean is `median * exp(sigma^2 / 2)`, its 99th percentile `median * exp(2.326 * sigma)`.
  package mutating func lognormal(median: Double, sigma: Double) -> Int64 {
    guard median > 0 else { return 0 }
    return SeededGenerator.nanoseconds(median * Elementary.exp(sigma * normal()))
  }

  /// A standard normal number, by Marsaglia's polar method (SIAM Review 6(3), 1964).
  ///
  /// The second number of each pair is dropped, so that the generator remains its four words.
  package mutating func normal() -> Double {
    while true {
      let x = 2 * unit() - 1
      let y = 2 * unit() - 1
      let square = x * x + y * y
      if square > 0 && square < 1 { return x * (-2 * Elementary.log(square) / square).squareRoot() }
    }
  }

  /// Rounds to whole nanoseconds, from zero up to the largest integer.
  private static func nanoseconds(_ value: Double) -> Int64 {
    let rounded = value.rounded()
    return rounded < 0x1p63 ? Int64(max(0, rounded)) : .max
  }
}
