// The differences that two runs of the same thing show anyway.

/// How far apart two runs of one cell typically lie, so that smaller differences are not called differences.
///
/// The band is the standard deviation that a single run has around its block's level, estimated from the pairs of the
/// comparison itself: `1.4826 MAD(log ratios) / sqrt(2)`, because a ratio carries the noise of two runs. What the
/// machine does to a whole block (drift, load) cancels in the ratio and does not widen it, and a few disturbed runs
/// do not either. The MAD of few samples is too small on average; the factors of Croux and Rousseeuw, "Time-efficient
/// algorithms for two highly robust estimators of scale", COMPSTAT 1992, make up for it.
package enum NoiseBand {
  /// The narrowest band, as a log ratio: 1 %. The layout of code and environment alone moves times by that much
  /// (Mytkowicz and others, "Producing wrong data without doing anything obviously wrong", ASPLOS 2009).
  package static let floor = 0.01

  /// Half the band's width as a log ratio, of ascending log ratios, of which there must be at least one.
  package static func halfWidth(sortedLogRatios sorted: [Double]) -> Double {
    let centre = Quantile.median(sorted: sorted)
    let deviation = Quantile.median(sorted: sorted.map { ($0 - centre).magnitude }.sorted())
    return max(floor, 1.4826 * correction(count: sorted.count) * deviation / 2.0.squareRoot())
  }

  /// What the MAD of `count` normal samples must be multiplied by to be right on average.
  private static func correction(count: Int) -> Double {
    let few = [1, 1, 1.196, 1.495, 1.363, 1.206, 1.200, 1.140, 1.129, 1.107]
    return count < few.count ? few[count] : Double(count) / (Double(count) - 0.8)
  }
}
