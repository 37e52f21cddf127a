// A rate of arrivals that changes with time, and the moments at which it brings the next one.

/// Rates that are reached one after another at equal distances in time, and between which the rate changes evenly; a single
/// one holds all the time.
package struct RateProfile: Sendable, Hashable {
  /// Per second, above 0; at least one.
  package var rates: [Double]
  /// ns; above 0.
  package var duration: Int64
  package init(_ rates: [Double], duration: Int64) {
    self.rates = rates
    self.duration = duration
  }

  /// How many arrivals are expected in all.
  package var expected: Double {
    let parts = zip(rates, rates.dropFirst()).map { ($0 + $1) / 2 }
    let mean = parts.isEmpty ? rates[0] : parts.reduce(0, +) / Double(parts.count)
    return mean * Double(duration) / 1e9
  }

  /// When so many arrivals are expected to have come, in ns from the start; nil when that is not before the end.
  ///
  /// The expected number is the integral of the rate: in a part of length d from rate a to rate b it is
  /// `a t + (b - a) t^2 / 2 d` at t, whose root is written so that nothing cancels. With gaps drawn for a rate of one it
  /// also spaces a Poisson process whose rate changes (time rescaling: Daley and Vere-Jones, "An Introduction to the Theory
  /// of Point Processes", 2003, section 7.4).
  package func time(of count: Double) -> Int64? {
    let parts = max(1, rates.count - 1)
    let length = Double(duration) / 1e9 / Double(parts)
    var before = 0.0
    for part in 0..<parts {
      let first = rates[part]
      let last = rates.count > 1 ? rates[part + 1] : first
      let here = (first + last) / 2 * length
      if count < before + here {
        let left = count - before
        let time = 2 * left / (first + (first * first + 2 * (last - first) / length * left).squareRoot())
        let nanoseconds = (Double(part) * length + time) * 1e9
        return nanoseconds < Double(duration) ? Int64(nanoseconds) : nil
      }
      before += here
    }
    return nil
  }
}
