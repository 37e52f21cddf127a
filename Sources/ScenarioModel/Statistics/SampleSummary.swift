// What the repetitions of one cell come to: a robust centre, a robust spread, and how sure the centre is.

/// The summary of durations in ns. The order of the samples does not matter, and none is left out.
package struct SampleSummary: Equatable, Sendable {
  /// How many samples there are, at least one.
  package let count: Int
  /// The middle sample; of an even number the midpoint of the middle two, rounded down.
  package let median: Int64
  /// The median absolute deviation from the median, unscaled: half of the samples lie no further away. Multiply by
  /// 1.4826 to compare it with the standard deviation of normal samples (Hampel, JASA 69, 1974).
  package let deviation: Int64
  /// The smallest sample.
  package let minimum: Int64
  /// The largest sample.
  package let maximum: Int64
  /// The 95 % interval of the median; nil below six samples, where only the range can be told.
  package let interval: MedianInterval?
  /// The samples outside Tukey's fences.
  package let outliers: Outliers

  /// What is told about the median's neighbourhood: the interval if there is one, else the range of the samples.
  package var bounds: ClosedRange<Int64> {
    interval.map { $0.low...$0.high } ?? minimum...maximum
  }

  /// Summarises durations in ns, none negative; nil if there are none.
  package init?(_ samples: [Int64]) {
    guard !samples.isEmpty else { return nil }
    let sorted = samples.sorted()
    let centre = Quantile.median(sorted: sorted)
    count = sorted.count
    median = centre
    deviation = Quantile.median(sorted: sorted.map { abs($0 - centre) }.sorted())
    minimum = sorted[0]
    maximum = sorted[sorted.count - 1]
    interval = MedianInterval(sorted: sorted)
    outliers = Outliers(sorted: sorted)
  }
}
