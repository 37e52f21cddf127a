// The `for` of an expectation: which cells it speaks about.

enum CellSelector {
  /// The selected cells' indices. Ratios against the baseline are not asked of the baseline itself.
  static func indices(for expectation: ExpectationDeclaration, in summary: ScenarioSummary) -> [Int] {
    let isRatio = expectation.measure.isRatio
    return summary.cells.indices.filter { index in
      (index > 0 || !isRatio) && selects(expectation, summary.cells[index])
    }
  }

  /// Why an expectation speaks about no cell.
  static func reasonForNone(_ expectation: ExpectationDeclaration, _ summary: ScenarioSummary) -> String {
    guard expectation.measure.isRatio else { return "no cell of the comparison is selected" }
    guard summary.isComparison else { return "there is nothing to compare with: only one cell ran" }
    let baseline = summary.cells.first.map { selects(expectation, $0) } ?? false
    return baseline
      ? "only the first cell is selected, and it is the baseline" : "no cell of the comparison is selected"
  }

  private static func selects(_ expectation: ExpectationDeclaration, _ cell: CellSummary) -> Bool {
    // What was explored has a verdict and nothing else that could be measured.
    (expectation.measure == .verdict || !cell.isExplored)
      && cell.strategy.matches(
        executors: expectation.executors.map(\.value), workers: expectation.workers.map(\.value))
  }
}

extension ExpectationDeclaration.Measure {
  /// Whether it compares a cell with the first.
  var isRatio: Bool { self == .speedup || self == .efficiency }
}
