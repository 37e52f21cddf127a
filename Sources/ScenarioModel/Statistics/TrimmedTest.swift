// A test of "no difference" for paired runs that a few slow outliers neither hide from nor mislead.

/// Yuen's one-sample t test of the 20 % trimmed mean, on the differences of pairs.
///
/// A fifth of the sorted differences is left out at either end of the *mean*, and the spread is taken from all of
/// them with those ends pulled in (winsorized), so that no sample is ignored. Below five pairs nothing is trimmed and
/// it is the paired t test. Unlike rank tests it can also tell a clear difference from three pairs, and unlike the
/// plain t test it keeps its power when some runs are disturbed.
/// Source: Yuen, "The two-sample trimmed t for unequal population variances", Biometrika 61, 1974; Wilcox,
/// "Introduction to Robust Estimation and Hypothesis Testing", 4.3.
struct TrimmedTest: Equatable, Sendable {
  /// The mean of the differences without a fifth at either end.
  let mean: Double
  /// The standard error of that mean.
  let standardError: Double
  /// The degrees of freedom: the differences that remain, less one.
  let freedom: Int

  /// The test of ascending differences; nil below two, from which no spread can be told.
  init?(sorted: [Double]) {
    let count = sorted.count
    guard count >= 2 else { return nil }
    let cut = count / 5
    let kept = count - 2 * cut
    let inner = sorted[cut..<(count - cut)]
    mean = inner.reduce(0, +) / Double(kept)
    let winsorized = sorted.map { min(max($0, sorted[cut]), sorted[count - 1 - cut]) }
    let centre = winsorized.reduce(0, +) / Double(count)
    let squares = winsorized.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    standardError = (squares / (Double(kept) * Double(kept - 1))).squareRoot()
    freedom = kept - 1
  }

  /// How probable a trimmed mean this far from zero is if there is no difference.
  var pValue: Double {
    guard standardError > 0 else { return mean == 0 ? 1 : 0 }
    return StudentT.twoSided(mean / standardError, freedom: freedom)
  }

  /// How far from zero the trimmed mean would have to lie, with this spread, for a p-value of `alpha`.
  func threshold(alpha: Double) -> Double {
    StudentT.critical(alpha, freedom: freedom) * standardError
  }
}
