// Findings as they come in, up to a bound.

/// Collects what is wrong with one text; beyond a bound it only counts, since nobody reads the thousandth.
struct Findings {
  private var list: [Diagnostic] = []
  private var suppressed = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func add(_ diagnostic: Diagnostic) {
    if list.count < limit { list.append(diagnostic) } else { suppressed += 1 }
  }

  /// In order of place; the last says how many were left out.
  var sorted: [Diagnostic] {
    let sorted = DiagnosticOrder.sorted(list)
    guard suppressed > 0 else { return sorted }
    return sorted + [LimitProblem.manyFindings(shown: sorted.count, suppressed: suppressed)]
  }
}
