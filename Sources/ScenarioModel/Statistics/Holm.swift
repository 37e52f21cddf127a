// The correction for asking several questions of one experiment.

/// Holm's step-down procedure (Scandinavian Journal of Statistics 6, 1979).
///
/// Four strategies are up to six comparisons; at 5 % each, one in four such tables would show a difference where there
/// is none. Holm keeps the probability of *any* false alarm in the table at 5 %, under any dependence between the
/// comparisons, and never does worse than dividing by their number.
package enum Holm {
  /// The adjusted p-values, in the order given: `max over the smaller ones of (m - i) p(i)`, at most 1.
  package static func adjust(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    for (position, index) in ascending.enumerated() {
      largest = max(largest, Double(pValues.count - position) * pValues[index])
      adjusted[index] = min(1, largest)
    }
    return adjusted
  }
}
