// What checks and final states come to over the repetitions of a cell.

extension CheckSummary {
  /// The checks of all runs, each once, in the order in which they first appear.
  static func all(_ runs: [RunRecord]) -> [CheckSummary] {
    var order: [Key] = []
    var outcomes: [Key: [CheckOutcome]] = [:]
    for run in runs {
      // Two checks of one run may share a title: their place among such tells them apart.
      var seen: [Key: Int] = [:]
      for check in run.checks {
        var key = Key(title: check.title, kind: check.kind, occurrence: 0)
        key.occurrence = seen[key, default: 0]
        seen[Key(title: check.title, kind: check.kind, occurrence: 0), default: 0] += 1
        if outcomes[key] == nil { order.append(key) }
        outcomes[key, default: []].append(check)
      }
    }
    return order.map { key in
      let all = outcomes[key] ?? []
      return CheckSummary(
        title: key.title, kind: key.kind, evaluations: all.reduce(0) { $0 + $1.evaluations },
        violations: all.reduce(0) { $0 + $1.violations }, violatedRuns: all.count { $0.violations > 0 },
        range: all.first?.range, first: firstViolation(of: key.title, in: runs))
    }
  }

  private struct Key: Hashable {
    var title: String
    var kind: GraphCheck.Kind
    var occurrence: Int
  }

  /// The finding that names the check; in a run where only one check failed, a finding need not name it.
  private static func firstViolation(of title: String, in runs: [RunRecord]) -> Finding? {
    for run in runs {
      let violated = run.checks.filter { $0.violations > 0 }
      guard violated.contains(where: { $0.title == title }) else { continue }
      let findings = run.findings.filter { $0.kind == .checkViolated }
      if let named = findings.first(where: { $0.check == title }) { return named }
      if violated.count == 1, let only = findings.first(where: { $0.check == nil }) { return only }
    }
    return nil
  }
}

extension FinalState {
  /// The distinct ends of some runs with their counts, the most frequent first, then in order of appearance.
  static func distinct(_ runs: [RunRecord]) -> [FinalState] {
    var order: [FinalState] = []
    var counts: [FinalState: Int] = [:]
    for run in runs {
      let key = FinalState(state: run.state, counters: run.counters, count: 0)
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += 1
    }
    return order.enumerated()
      .map { (offset: $0.offset, end: $0.element, count: counts[$0.element] ?? 0) }
      .sorted { ($1.count, $0.offset) < ($0.count, $1.offset) }
      .map { FinalState(state: $0.end.state, counters: $0.end.counters, count: $0.count) }
  }
}
