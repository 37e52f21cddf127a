// Samples far from the rest: counted and named, never dropped.

/// How many samples lie outside Tukey's fences: more than 1.5 interquartile ranges below the first or above the third
/// quartile (Tukey, "Exploratory Data Analysis", 1977). Quartiles are of Hyndman and Fan's type 7.
///
/// Of normal samples 0.7 % lie outside. Every figure of a summary includes them.
package struct Outliers: Equatable, Sendable {
  /// The fences' distance from the quartiles, in interquartile ranges.
  package static let fence = 1.5

  /// Samples below `lowFence`.
  package let below: Int
  /// Samples above `highFence`.
  package let above: Int
  /// The first quartile less the fence's distance, in ns.
  package let lowFence: Double
  /// The third quartile plus the fence's distance, in ns.
  package let highFence: Double

  /// All samples outside the fences.
  package var count: Int { below + above }

  /// Counts in ascending samples in ns, of which there must be at least one.
  package init(sorted: [Int64]) {
    let values = sorted.map(Double.init)
    let first = Quantile.type7(sorted: values, 0.25)
    let third = Quantile.type7(sorted: values, 0.75)
    let low = first - Outliers.fence * (third - first)
    let high = third + Outliers.fence * (third - first)
    lowFence = low
    highFence = high
    below = values.count { $0 < low }
    above = values.count { $0 > high }
  }
}
