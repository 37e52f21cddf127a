// Each expectation with what was measured, and why where it did not come out so.
import ScenarioModel

enum ExpectationsSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    let expectations = facts.record.expectations
    guard !expectations.isEmpty else { return [] }
    let rows = expectations.map { [mark($0.outcome), StyledText($0.text), told($0)] }
    let columns = [Table.Column(""), Table.Column("", flexible: true), Table.Column("", flexible: true)]
    return [Section("Expectations", [.table(Table(columns, rows))])]
  }

  private static func mark(_ outcome: Outcome) -> StyledText {
    switch outcome {
    case .expected: StyledText("✓", .good)
    case .unexpected: StyledText("✗", .bad)
    case .inconclusive: StyledText("?", .warning)
    }
  }

  private static func told(_ expectation: ExpectationOutcome) -> StyledText {
    let implied = expectation.isImplied ? "implied" : nil
    switch expectation.outcome {
    case .expected:
      return StyledText([expectation.value, implied].compactMap(\.self).joined(separator: ", "))
    case .unexpected:
      let words = ["was \(expectation.value ?? "something else")", expectation.reason, implied]
      return StyledText(words.compactMap(\.self).joined(separator: ", "), .bad)
    case .inconclusive:
      let words = ["inconclusive", expectation.reason, implied].compactMap(\.self)
      return StyledText(words.joined(separator: ", "), .warning)
    }
  }
}
