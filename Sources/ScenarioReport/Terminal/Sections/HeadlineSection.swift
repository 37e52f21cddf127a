// The first lines: the verdict, whether it is as expected, and what happened in one sentence.
import ScenarioModel

enum HeadlineSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    var blocks: [Block] = [.paragraph(headline(facts))]
    if let summary = facts.record.summary { blocks.append(.paragraph(StyledText(summary, .faint))) }
    let happened = whatHappened(facts)
    if let happened { blocks.append(.paragraph(happened)) }
    let reason = facts.record.exit.reason
    if facts.record.exit.code != 0, happened?.plain.hasPrefix(reason) != true {
      blocks.append(.paragraph(StyledText(reason, tone(facts.record.outcome))))
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

  /// `4 of 8 tasks failed`.
  private static func failures(_ run: RunRecord) -> String? {
    let failed = run.roles.reduce(0) { $0 + $1.tasksFailed }
    let started = run.roles.reduce(0) { $0 + $1.tasksStarted }
    guard failed > 0 else { return nil }
    return "\(Quantity.count(failed)) of \(Quantity.counted(started, "task")) failed"
  }

  /// The first finding where something went wrong, else what was done in which time, or which cell did it fastest.
  private static func whatHappened(_ facts: ReportFacts) -> StyledText? {
    guard let focus = facts.focus else { return nil }
    let place = facts.summary.isComparison ? " (\(focus.summary.shortName))" : ""
    let title = focus.run.wasCutShort ? "state as it was left:" : "final state"
    let end = focus.run.state.isEmpty ? nil : "\(title) \(Words.state(focus.run.state))"
    guard focus.run.verdict == .ok else {
      let first = focus.run.findings.first?.message
      let failed = focus.run.verdict == .error ? failures(focus.run) : nil
      let what = [failed, first].compactMap(\.self).joined(separator: ": ")
      return StyledText([what.isEmpty ? nil : what, end].compactMap(\.self).joined(separator: "; ") + place)
    }
    if facts.summary.isComparison {
      return facts.summary.fastest.map { StatisticsWords.comparison($0, baseline: facts.summary.cells[0]) }
    }
    if let proof = focus.run.exploration.flatMap(ExplorationWords.proof) { return StyledText(proof) }
    let tasks = Quantity.counted(focus.run.tasksCompleted, "task")
    let words = ["\(tasks) in \(Quantity.duration(focus.run.elapsed))", end]
    return StyledText(words.compactMap(\.self).joined(separator: "; "))
  }
}
