// How often something happened in n runs, and what that says about its true rate.

/// A share of runs with its 95 % interval.
///
/// The interval is Wilson's score interval (Wilson, JASA 22, 1927; recommended by Brown, Cai, DasGupta, Statistical
/// Science 16(2), 2001): it stays within `0 ... 1` and covers well for small numbers, unlike `p +- 1.96 sd`.
package struct Proportion: Equatable, Sendable {
  /// The 97.5 % point of the normal distribution.
  private static let z = 1.959963984540054

  /// How many runs had it, within `0 ... total`.
  package let hits: Int
  /// How many runs there were, at least one.
  package let total: Int
  /// The lower bound of the interval, within `0 ... share`.
  package let low: Double
  /// The upper bound of the interval, within `share ... 1`.
  package let high: Double

  /// The observed share.
  package var share: Double { Double(hits) / Double(total) }

  /// Nil if there were no runs or the numbers contradict each other.
  package init?(_ hits: Int, of total: Int) {
    guard total > 0, (0...total).contains(hits) else { return nil }
    self.hits = hits
    self.total = total
    let n = Double(total)
    let p = Double(hits) / n
    let z2 = Proportion.z * Proportion.z
    let centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    let half = Proportion.z * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot() / (1 + z2 / n)
    // At the ends the formula gives 0 and 1 exactly; rounding must not say otherwise.
    low = hits == 0 ? 0 : centre - half
    high = hits == total ? 1 : centre + half
  }

  /// How large the true rate may still be, with 95 % confidence, if nothing was seen: the exact one-sided bound of
  /// Clopper and Pearson (Biometrika 26, 1934), `1 - 0.05^(1/n)`, close to the "rule of three" `3 / n`. Else nil.
  package var boundIfNone: Double? {
    guard hits == 0 else { return nil }
    return 1 - Elementary.exp(Elementary.log(0.05) / Double(total))
  }
}
