// The cells of a scenario side by side: what both judgement and reports start from.

/// All cells in figures, each set against the first.
package struct ScenarioSummary: Sendable {
  /// In the order of the record's cells.
  package let cells: [CellSummary]

  /// Summarises all cells against the first.
  ///
  /// - Parameter seed: the record's seed; the same record always gives the same intervals.
  package init(_ cells: [CellRecord], seed: UInt64) {
    self.cells = zip(cells, CellComparison.all(cells, seed: seed)).enumerated().map { index, pair in
      CellSummary(pair.0, index: index, comparison: pair.1)
    }
  }

  /// The worst verdict of all cells; nil when nothing ran.
  package var verdict: Verdict? { cells.compactMap(\.verdict).max() }
  /// Whether there is anything to compare.
  package var isComparison: Bool { cells.count > 1 }
  /// Cells that did other work than the first, or whose runs disagree: they are not ranked.
  package var notRanked: [CellSummary] {
    cells.filter { cell in
      switch cell.comparability {
      case .unequalWork, .unstableWork: true
      case .baseline, .comparable, .noPairs: false
      }
    }
  }
  /// The cell with the greatest speedup that is more than noise; nil when none is faster than the first.
  package var fastest: CellSummary? {
    cells.filter { $0.speedup?.isFaster == true }.max { ($0.speedup?.ratio ?? 0) < ($1.speedup?.ratio ?? 0) }
  }
}

extension CellSummary {
  /// How a sentence names the cell: its label, or "the run" when nothing is compared.
  package var name: String { label.isEmpty ? "the run" : label }
}
