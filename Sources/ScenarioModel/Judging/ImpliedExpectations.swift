// What a file expects without saying so.

enum ImpliedExpectations {
  /// `verdict == ok` for the cells about whose verdict nothing is said, and, where an expectation of another verdict
  /// would let it pass, that no repetition was cut off: a lost worker or a timeout shows nothing about the lesson.
  static func outcomes(
    beside declared: [(expectation: ExpectationDeclaration, outcome: Outcome)], cells: [CellRecord],
    summary: ScenarioSummary
  ) -> [ExpectationOutcome] {
    let verdicts = declared.filter { $0.expectation.measure == .verdict }
    let spoken = Set(
      verdicts.flatMap { CellSelector.indices(for: $0.expectation, in: summary) })
    let silent = summary.cells.filter { !spoken.contains($0.index) }
    let passed = verdicts.allSatisfy { $0.outcome == .expected }
    let cut = cutOff(beside: declared.map(\.expectation), summary: summary).filter { spoken.contains($0.cell.index) }
    return (silent.isEmpty ? [] : [allOK(silent, cells)]) + (passed ? cut.map(noneCutOff) : [])
  }

  /// The cells in which workers were lost or runs timed out although no expectation says that they shall.
  static func cutOff(
    beside declared: [ExpectationDeclaration], summary: ScenarioSummary
  ) -> [(cell: CellSummary, seen: [VerdictCount])] {
    summary.cells.compactMap { cell in
      let admitted = declared.filter { expectation in
        expectation.measure == .verdict && expectation.comparison == .equal
          && CellSelector.indices(for: expectation, in: summary).contains(cell.index)
      }.map(\.bound)
      let seen = cell.verdicts.filter { count in
        (count.verdict == .lost || count.verdict == .timeout) && !admitted.contains(.verdict(count.verdict))
      }
      return seen.isEmpty ? nil : (cell, seen)
    }
  }

  private static func allOK(_ silent: [CellSummary], _ cells: [CellRecord]) -> ExpectationOutcome {
    let text = "verdict == ok"
    let told = silent.map { cell in
      (
        cell: cell,
        answer: cells[cell.index].runs.isEmpty
          ? CellAnswer.noSample("no run was measured") : VerdictAnswer.of(allOKDeclaration, cell: cell)
      )
    }
    let bad = told.first { $0.answer.holds == false } ?? told.first { $0.answer.holds == nil }
    let outcome: Outcome = bad.map { $0.answer.holds == nil ? .inconclusive : .unexpected } ?? .expected
    let place = bad.flatMap { $0.cell.label.isEmpty ? nil : "in \($0.cell.label)" }
    let reason = [bad?.answer.reason, place].compactMap(\.self).joined(separator: ", ")
    return ExpectationOutcome(
      text: text, outcome: outcome, value: (bad ?? told.first)?.answer.value,
      reason: reason.isEmpty ? nil : reason, range: nil, isImplied: true)
  }

  private static let allOKDeclaration = ExpectationDeclaration(
    measure: .verdict, comparison: .equal, bound: .verdict(.ok), text: "verdict == ok", range: nil)

  private static func noneCutOff(_ cell: CellSummary, _ seen: [VerdictCount]) -> ExpectationOutcome {
    let value = seen.map { "\($0.verdict.rawValue) in \($0.count) of \(cell.runs) runs" }.joined(separator: ", ")
    return ExpectationOutcome(
      text: seen.map { "verdict != \($0.verdict.rawValue)" }.joined(separator: " and "), outcome: .unexpected,
      value: value, reason: cell.label.isEmpty ? nil : "in \(cell.label)", range: nil, isImplied: true)
  }
}
