// Conditions on speedup and efficiency: a cell against the first one, equal work only.

enum RatioAnswer {
  static func of(_ expectation: ExpectationDeclaration, cell: CellSummary, baseline: CellSummary) -> CellAnswer {
    guard let bound = expectation.bound.number else { return .noSample("it is not compared with a number") }
    guard let speedup = cell.speedup else { return .noSample(cell.comparability.reason) }
    guard expectation.measure == .efficiency else {
      return CellAnswer(
        holds: expectation.comparison.holds(speedup.ratio, bound), value: Quantity.ratio(speedup.ratio))
    }
    guard let efficiency = cell.efficiency(against: baseline) else {
      return .noSample("efficiency needs a bounded number of workers in both cells")
    }
    return CellAnswer(holds: expectation.comparison.holds(efficiency, bound), value: Quantity.percent(efficiency))
  }
}

extension CellSummary {
  /// Speedup per worker: the speedup divided by how many times the baseline's workers this cell has.
  package func efficiency(against baseline: CellSummary) -> Double? {
    guard let speedup, let own = strategy.concurrency, let base = baseline.strategy.concurrency else { return nil }
    return Rates.efficiency(speedup: speedup.ratio, workers: own, baselineWorkers: base)
  }
}

extension Comparability {
  /// Why a cell has no speedup, in words.
  package var reason: String {
    switch self {
    case .baseline: "it is the baseline"
    case .comparable: "there is no paired run"
    case .unequalWork: "it did other work than the first cell: their results differ"
    case .unstableWork(inBaseline: true): "the first cell's runs gave different results"
    case .unstableWork(inBaseline: false): "its runs gave different results"
    case .noPairs: "no repetition was ok in both this cell and the first"
    }
  }
}
