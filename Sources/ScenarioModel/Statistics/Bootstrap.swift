// How far a median might have come out elsewhere, by drawing from the samples again and again.

/// The expanded percentile bootstrap of a median.
///
/// The plain percentile interval (Efron, Tibshirani, "An Introduction to the Bootstrap", 13.3) is too narrow for few
/// samples: that of the median covers 87 to 93 % of the time with six to ten. Hesterberg ("What teachers should know
/// about the bootstrap", The American Statistician 69(4), 2015, 3.4) reads it further out, as far as Student's t with
/// the same samples lies beyond the normal distribution; it then covers 94 to 98 %.
enum Bootstrap {
  /// The 95 % interval: the quantiles `tail(count:)` and one less that (type 7) of the medians of `resamples`
  /// resamples.
  ///
  /// Below six samples it would be their range, which covers less than 95 %; do not call it then.
  ///
  /// - Parameters:
  ///   - sorted: ascending, not empty. Their order in time is of no account, so equal samples and generators give
  ///     equal intervals.
  ///   - resamples: at least one; with 2,000 the bounds themselves are stable to a small part of the interval.
  static func medianInterval(
    sorted: [Double], resamples: Int, using generator: inout SeededGenerator
  ) -> (low: Double, high: Double) {
    let count = sorted.count
    var medians: [Double] = []
    medians.reserveCapacity(resamples)
    var drawn = [Int](repeating: 0, count: count)
    for _ in 0..<resamples {
      // Counting how often each rank is drawn replaces sorting the resample.
      for index in 0..<count { drawn[index] = 0 }
      for _ in 0..<count { drawn[Int(generator.below(UInt64(count)))] += 1 }
      let low = sorted[rank((count + 1) / 2, in: drawn)]
      let high = count % 2 == 1 ? low : sorted[rank(count / 2 + 1, in: drawn)]
      medians.append(low + (high - low) / 2)
    }
    medians.sort()
    let tail = tail(count: count)
    return (Quantile.type7(sorted: medians, tail), Quantile.type7(sorted: medians, 1 - tail))
  }

  /// What is left out at either end, 2.5 % for many samples and less for few: `Phi(-t sqrt(n / (n - 1)))` with `t` the
  /// two-sided 5 % point of Student's t. `count` must be at least 2.
  static func tail(count: Int) -> Double {
    let n = Double(count)
    return normalTail(StudentT.critical(0.05, freedom: count - 1) * (n / (n - 1)).squareRoot())
  }

  /// The probability that a standard normal number exceeds `x >= 0`, with an absolute error below 1e-12.
  ///
  /// `1/2 - phi(x) (x + x^3 / 3 + x^5 / (3 * 5) + ...)`, Abramowitz and Stegun 26.2.11.
  static func normalTail(_ x: Double) -> Double {
    var term = x
    var sum = 0.0
    var divisor = 1.0
    while sum + term != sum {
      sum += term
      divisor += 2
      term *= x * x / divisor
    }
    let density = Elementary.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    return max(0, 0.5 - density * sum)
  }

  /// The index of the sample at the one-based `position` of a resample in which sample `i` occurs `drawn[i]` times.
  private static func rank(_ position: Int, in drawn: [Int]) -> Int {
    var seen = 0
    for (index, times) in drawn.enumerated() {
      seen += times
      if seen >= position { return index }
    }
    return drawn.count - 1
  }
}
