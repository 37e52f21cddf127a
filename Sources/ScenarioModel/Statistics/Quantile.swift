// Quantiles of sorted samples, each under the name of its definition.

/// Two definitions of a sample quantile. They differ between the samples, so a figure must say which it is.
package enum Quantile {
  /// Linear interpolation between the samples around position `(n - 1) p`: type 7 of Hyndman and Fan, "Sample
  /// quantiles in statistical packages", The American Statistician 50(4), 1996. The default of R and NumPy.
  ///
  /// - Parameters:
  ///   - sorted: ascending, not empty.
  ///   - p: within `0 ... 1`.
  package static func type7(sorted: [Double], _ p: Double) -> Double {
    let position = Double(sorted.count - 1) * min(max(p, 0), 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  /// The one-based rank of the smallest sample that at least a share `p` of all samples does not exceed:
  /// `ceil(p n)`, at least 1. Type 1 of Hyndman and Fan; always a value that occurred.
  package static func nearestRank(count: Int, _ p: Double) -> Int {
    // 0.999 * 1000 must be 999 although the product of the nearest doubles may lie a hair above.
    let position = (p * Double(count) * (1 - 0x1p-50)).rounded(.up)
    return min(max(Int(position), 1), count)
  }

  /// The median of ascending, non-negative samples in ns: the middle one, or the midpoint of the middle two
  /// rounded down. The array must not be empty.
  package static func median(sorted: [Int64]) -> Int64 {
    let low = sorted[(sorted.count - 1) / 2]
    let high = sorted[sorted.count / 2]
    return low + (high - low) / 2
  }

  /// The median of ascending samples: the middle one, or the midpoint of the middle two. Not empty.
  package static func median(sorted: [Double]) -> Double {
    let low = sorted[(sorted.count - 1) / 2]
    let high = sorted[sorted.count / 2]
    return low + (high - low) / 2
  }
}
