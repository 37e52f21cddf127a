// One expectation against the cells that it selects.

enum ExpectationJudge {
  /// The outcome over all selected cells: each must satisfy the condition, and each must have a sample. Times that other
  /// programs have spoiled can show that a condition holds, but not that it does not.
  ///
  /// - Parameter processors: of the machine, for words; 0 when not known.
  static func outcome(
    of expectation: ExpectationDeclaration, cells: [CellRecord], summary: ScenarioSummary, processors: Int
  ) -> ExpectationOutcome {
    let selected = CellSelector.indices(for: expectation, in: summary)
    guard !selected.isEmpty else {
      return make(expectation, .inconclusive, value: nil, reason: CellSelector.reasonForNone(expectation, summary))
    }
    let answers = selected.map { index in
      (
        cell: summary.cells[index],
        answer: CellAnswer.of(expectation, record: cells[index], cell: summary.cells[index], summary: summary)
      )
    }
    let failures = answers.filter { $0.answer.holds == false }
    if let failed = failures.first(where: { disturbedRuns(behind: expectation, $0.cell, cells) == nil }) {
      return make(expectation, .unexpected, value: failed.answer.value, reason: told(failed.answer, failed.cell))
    }
    if let failed = failures.first, let disturbed = disturbedRuns(behind: expectation, failed.cell, cells) {
      let reason = spoiled(by: disturbed, processors: processors)
      let open = CellAnswer(holds: nil, value: failed.answer.value, reason: reason)
      return make(expectation, .inconclusive, value: open.value, reason: told(open, failed.cell))
    }
    if let open = answers.first(where: { $0.answer.holds == nil }) {
      return make(expectation, .inconclusive, value: open.answer.value, reason: told(open.answer, open.cell))
    }
    return make(expectation, .expected, value: together(answers.map(\.answer)), reason: nil)
  }

  /// The disturbed among the runs that a measured time comes from; nil when there are none, or it is no time.
  private static func disturbedRuns(
    behind expectation: ExpectationDeclaration, _ cell: CellSummary, _ cells: [CellRecord]
  ) -> DisturbedRuns? {
    guard expectation.measure.isTimed else { return nil }
    return DisturbedRuns(cells[cell.index].runs + (expectation.measure.isRatio ? cells[0].runs : []))
  }

  private static func spoiled(by disturbed: DisturbedRuns, processors: Int) -> String {
    let causes = disturbed.causes(processors: processors).joined(separator: " and ")
    return "\(causes) in \(disturbed.share), which may be why; measure on a quiet machine, or more often with --repeat"
  }

  private static func make(
    _ expectation: ExpectationDeclaration, _ outcome: Outcome, value: String?, reason: String?
  ) -> ExpectationOutcome {
    ExpectationOutcome(
      text: expectation.text, outcome: outcome, value: value, reason: reason, range: expectation.range)
  }

  private static func told(_ answer: CellAnswer, _ cell: CellSummary) -> String? {
    guard let reason = answer.reason else { return cell.label.isEmpty ? nil : "in \(cell.label)" }
    return cell.label.isEmpty ? reason : "\(reason) (in \(cell.label))"
  }

  /// The values of all cells, each once.
  private static func together(_ answers: [CellAnswer]) -> String? {
    var values: [String] = []
    for value in answers.compactMap(\.value) where !values.contains(value) { values.append(value) }
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }
}

/// What one cell says to an expectation.
struct CellAnswer {
  /// nil: there was no sample.
  let holds: Bool?
  /// What was measured, in words.
  let value: String?
  /// Why it does not hold or cannot be told, where the value does not say it already.
  let reason: String?

  init(holds: Bool?, value: String?, reason: String? = nil) {
    self.holds = holds
    self.value = value
    self.reason = reason
  }

  /// No sample, and why.
  static func noSample(_ reason: String) -> CellAnswer { CellAnswer(holds: nil, value: nil, reason: reason) }

  static func of(
    _ expectation: ExpectationDeclaration, record: CellRecord, cell: CellSummary, summary: ScenarioSummary
  ) -> CellAnswer {
    guard !record.runs.isEmpty else { return .noSample("no run was measured") }
    switch expectation.measure {
    case .verdict: return VerdictAnswer.of(expectation, cell: cell)
    case .named(let name, let index):
      return StateAnswer.of(expectation, name: name, index: index, runs: record.runs)
    case .speedup, .efficiency: return RatioAnswer.of(expectation, cell: cell, baseline: summary.cells[0])
    case .time, .throughput, .maximum, .percentile, .cpu, .memory: return FigureAnswer.of(expectation, cell: cell)
    }
  }
}

extension ExpectationDeclaration.Comparison {
  /// The comparison of two values of one ordered type.
  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
