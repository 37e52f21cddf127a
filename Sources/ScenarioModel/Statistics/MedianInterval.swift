// The distribution-free confidence interval of a median, from two of the samples themselves.

/// An interval `[x(k), x(n + 1 - k)]` that covers the true median with at least 95 % probability.
///
/// The number of samples below the true median is binomial with p = 1/2 whatever their distribution, so the interval
/// misses with probability `2 P(Bin(n, 1/2) <= k - 1)`; `k` is the largest for which that is at most 5 %. Fewer than
/// six samples admit none. Source: David, Nagaraja, "Order Statistics", 3rd ed., 7.1; Le Boudec, "Performance
/// Evaluation of Computer and Communication Systems", theorem 2.1.
package struct MedianInterval: Equatable, Sendable {
  /// The lower bound, in ns: the sample of rank `rank`.
  package let low: Int64
  /// The upper bound, in ns: the sample of the same rank counted from the largest.
  package let high: Int64
  /// The one-based rank of the bounds.
  package let rank: Int
  /// The exact probability of covering, at least 0.95. It jumps with the number of samples: 0.969 for 6, 0.979 for 10.
  package let confidence: Double

  /// The interval of ascending samples in ns, or nil if there are fewer than six.
  package init?(sorted: [Int64]) {
    guard let (rank, confidence) = MedianInterval.rank(count: sorted.count) else { return nil }
    self.rank = rank
    self.confidence = confidence
    low = sorted[rank - 1]
    high = sorted[sorted.count - rank]
  }

  /// The rank of the bounds for `count` samples and the exact confidence, or nil below six.
  package static func rank(count: Int) -> (rank: Int, confidence: Double)? {
    let allowed = 0.025
    // Logarithms, because 2^-n underflows beyond a thousand samples.
    var logTerm = -Double(count) * Elementary.log(2)
    var tail = 0.0
    var k = 0
    while k < count {
      let next = tail + Elementary.exp(logTerm)
      if next > allowed { break }
      tail = next
      logTerm += Elementary.log(Double(count - k) / Double(k + 1))
      k += 1
    }
    return k == 0 ? nil : (k, 1 - 2 * tail)
  }
}
