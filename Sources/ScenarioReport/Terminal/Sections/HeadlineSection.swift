// The first lines: the verdict, whether it is as expected, and what happened in one sentence.
import ScenarioModel

enum HeadlineSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    var blocks: [Block] = [.paragraph(headline(facts))]
    if let summary = facts.record.summary { blocks.append(.paragraph(StyledText(summary, .faint))) }
    if let happened = whatHappened(facts) { blocks.append(.paragraph(StyledText(Words.sentence(happened)))) }
    if facts.record.outcome != .expected || facts.record.exit.code != 0 {
      blocks.append(.paragraph(StyledText(Words.sentence(facts.record.exit.reason), tone(facts.record.outcome))))
    }
    return [Section(nil, blocks)]
  }

  private static func headline(_ facts: ReportFacts) -> StyledText {
    let verdict = facts.summary.verdict?.rawValue.uppercased() ?? "NOTHING RAN"
    return StyledText("\(facts.record.scenario): ", .strong) + StyledText(verdict, tone(facts.record.outcome))
      + " — " + StyledText(words(facts.record.outcome), tone(facts.record.outcome))
  }

  private static func words(_ outcome: Outcome) -> String {
    switch outcome {
    case .expected: "as expected"
    case .unexpected: "NOT as expected"
    case .inconclusive: "inconclusive"
    }
  }

  private static func tone(_ outcome: Outcome) -> Tone {
    switch outcome {
    case .expected: .good
    case .unexpected: .bad
    case .inconclusive: .warning
    }
  }

  /// The first finding where something went wrong, else what was done in which time.
  private static func whatHappened(_ facts: ReportFacts) -> String? {
    guard let focus = facts.focus else { return nil }
    let place = facts.summary.isComparison ? " (\(focus.summary.shortName))" : ""
    let end = focus.run.state.isEmpty ? nil : "final state \(Words.state(focus.run.state))"
    guard focus.run.verdict == .ok else {
      return [focus.run.findings.first?.message, end].compactMap(\.self).joined(separator: "; ") + place
    }
    if facts.summary.isComparison { return nil }
    let tasks = Quantity.counted(focus.run.tasksCompleted, "task")
    return ["\(tasks) in \(Quantity.duration(focus.run.elapsed))", end].compactMap(\.self).joined(separator: "; ")
  }
}
