// How the runs ended: counters and shared state, each distinct end with how often it was seen.
import ScenarioModel

enum EndingsSection: TerminalSection {
  private static let most = 6

  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let focus = facts.focus else { return [] }
    let ends = focus.summary.finalStates.filter { !$0.state.isEmpty || !$0.counters.isEmpty }
    var lines = ends.prefix(most).map { end in
      focus.summary.runs > 1 ? "\(share(end.count, of: focus.summary.runs)): \(words(end))" : words(end)
    }
    if ends.count > most { lines.append("and \(ends.count - most) more ends") }
    if let end = focus.summary.cutShort?.end, !end.state.isEmpty || !end.counters.isEmpty {
      lines.append("as the run was left: \(words(end))")
    }
    let copies = focus.run.privateStates.prefix(most).map { copy in
      "own copy of \(copy.role) \(copy.worker): \(Words.state(copy.state))"
    }
    let results = focus.run.roles.compactMap(results)
    let all = lines + copies + results
    return all.isEmpty ? [] : [Section(facts.title("Final state"), all.map { .paragraph(StyledText($0)) })]
  }

  private static func share(_ count: Int, of runs: Int) -> String {
    count == runs ? "all \(runs) runs" : "\(count) of \(runs) runs"
  }

  private static func words(_ end: FinalState) -> String {
    [Words.state(end.state), Words.counters(end.counters)].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// A role's first results, unless they are all the same.
  private static func results(_ role: RoleRecord) -> String? {
    let shown = role.results.prefix(10).map(\.value)
    guard Set(shown).count > 1 else { return nil }
    let more = role.tasksCompleted > Int64(shown.count) ? ", …" : ""
    return "results of \(role.name): " + shown.map { "\($0)" }.joined(separator: ", ") + more
  }
}
