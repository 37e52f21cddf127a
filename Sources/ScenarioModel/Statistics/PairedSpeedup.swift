// How much faster one cell is than another, from blocks in which both ran next to each other.

/// The times of one block of a comparison: two runs that shared whatever the machine was doing then.
package struct RunPair: Equatable, Sendable {
  /// The baseline's time, in ns, positive.
  package let baseline: Int64
  /// The cell's time, in ns, positive.
  package let cell: Int64

  /// Pairs two runs of one block.
  package init(baseline: Int64, cell: Int64) {
    self.baseline = baseline
    self.cell = cell
  }

  /// `ln(baseline / cell)`: positive if the cell was faster, and of equal size for twice and half the speed.
  var logRatio: Double {
    Elementary.log(Double(max(1, baseline)) / Double(max(1, cell)))
  }
}

/// The paired speedup of a cell over its baseline, with everything that says whether it is one.
///
/// All statistics are taken of the logarithms of the block's ratios, so that exchanging baseline and cell turns every
/// figure into its reciprocal. The order of the blocks does not matter.
package struct PairedSpeedup: Equatable, Sendable {
  /// What `low` and `high` are.
  package enum Bounds: Equatable, Sendable {
    /// A bootstrap interval of the median ratio at 95 %.
    case interval
    /// Fewer than six pairs: the smallest and the largest ratio.
    case range
  }

  /// The number of pairs, at least two.
  package let count: Int
  /// The median of `baseline / cell`: above 1 the cell is faster.
  package let median: Double
  /// The lower bound of the ratio.
  package let low: Double
  /// The upper bound of the ratio.
  package let high: Double
  /// Whether the bounds are an interval or a mere range.
  package let bounds: Bounds
  /// The noise band: a median ratio within `1 / (1 + noise) ... 1 + noise` is not called a difference.
  package let noise: Double
  /// How probable ratios this far from 1 are if nothing differs, by Yuen's trimmed t test, not corrected for
  /// several comparisons.
  package let pValue: Double

  private let test: TrimmedTest

  /// Compares the pairs; nil if there are fewer than two.
  ///
  /// - Parameters:
  ///   - generator: draws the resamples; pass a stream of its own.
  ///   - resamples: of the bootstrap, at least one.
  package init?(_ pairs: [RunPair], using generator: SeededGenerator, resamples: Int = 2000) {
    let sorted = pairs.map(\.logRatio).sorted()
    guard let test = TrimmedTest(sorted: sorted) else { return nil }
    self.test = test
    var generator = generator
    count = sorted.count
    median = Elementary.exp(Quantile.median(sorted: sorted))
    pValue = test.pValue
    noise = Elementary.exp(NoiseBand.halfWidth(sortedLogRatios: sorted)) - 1
    if count < 6 {
      bounds = .range
      low = Elementary.exp(sorted[0])
      high = Elementary.exp(sorted[count - 1])
    } else {
      bounds = .interval
      let interval = Bootstrap.medianInterval(sorted: sorted, resamples: resamples, using: &generator)
      low = Elementary.exp(interval.low)
      high = Elementary.exp(interval.high)
    }
  }

  /// Whether the bounds leave out 1, that is, whether they lie on one side of "no difference".
  package var excludesOne: Bool { low > 1 || high < 1 }

  /// Whether the median lies outside the noise band.
  package var exceedsNoise: Bool { max(median, 1 / median) > 1 + noise }

  /// The smallest change that runs of this number and spread would have called a difference: 0.03 means that a
  /// change under 3 % would not have shown. A change of just this size shows about every second time.
  ///
  /// It is the largest of what the three conditions of `Comparison` need: the wider side of the bounds, the noise
  /// band, and the t test's threshold, the latter at the level of `comparisons` comparisons (Bonferroni).
  package func resolution(comparisons: Int = 1) -> Double {
    let side = max(median / low, high / median)
    let threshold = Elementary.exp(test.threshold(alpha: Comparison.alpha / Double(max(1, comparisons))))
    return max(side, 1 + noise, threshold) - 1
  }
}
