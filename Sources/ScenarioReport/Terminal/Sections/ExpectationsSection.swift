// Each expectation with what was measured, and why where it did not come out so.
import ScenarioModel

enum ExpectationsSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    let expectations = facts.record.expectations
    guard !expectations.isEmpty else { return [] }
    let left = facts.record.leftToRuns.map { StyledText("- \($0): only a run can show it", .faint) }
    let lines = expectations.map { mark($0.outcome) + StyledText(" \($0.text): ") + told($0) } + left
    return [Section("Expectations", lines.map { .paragraph($0) })]
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
    let value = expectation.value
    switch expectation.outcome {
    case .expected: return text([value, implied], .plain)
    case .unexpected: return text([value.map { "was \($0)" }, expectation.reason, implied], .bad)
    case .inconclusive: return text(["inconclusive", value.map { "was \($0)" }, expectation.reason, implied], .warning)
    }
  }

  private static func text(_ parts: [String?], _ tone: Tone) -> StyledText {
    StyledText(parts.compactMap(\.self).joined(separator: ", "), tone)
  }
}
