// Student's t distribution for whole degrees of freedom.

/// Tail probabilities and critical values of Student's t.
enum StudentT {
  /// The probability that `|T|` exceeds `|t|`, with an absolute error below 1e-13.
  ///
  /// The finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4 in `theta = atan(t / sqrt(nu))`.
  ///
  /// - Parameter freedom: the degrees of freedom, at least 1.
  static func twoSided(_ t: Double, freedom: Int) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    let ratio = t.magnitude / Double(freedom).squareRoot()
    let square = 1 / (1 + ratio * ratio)
    let sine = ratio * square.squareRoot()
    let odd = freedom % 2 == 1
    var term = odd ? square.squareRoot() : 1
    var sum = 0.0
    for index in 0..<(freedom / 2) {
      sum += term
      let k = Double(2 * index + (odd ? 2 : 1))
      term *= square * k / (k + 1)
    }
    let inside = odd ? 2 / Double.pi * (Elementary.atan(ratio) + sine * sum) : sine * sum
    return min(max(1 - inside, 0), 1)
  }

  /// The `t` that `|T|` exceeds with probability `alpha`, by bisection of `twoSided`.
  ///
  /// - Parameters:
  ///   - alpha: within `1e-9 ..< 1`.
  ///   - freedom: the degrees of freedom, at least 1.
  static func critical(_ alpha: Double, freedom: Int) -> Double {
    var low = 0.0
    var high = 1.0
    while twoSided(high, freedom: freedom) > alpha { high *= 2 }
    // Each step gains a bit; sixty exhaust a double.
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if twoSided(middle, freedom: freedom) > alpha { low = middle } else { high = middle }
    }
    return high
  }
}
