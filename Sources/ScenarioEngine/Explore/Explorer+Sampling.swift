// Schedules drawn by chance instead of a search: finds bugs where there is too much to search, and proves nothing.
import ScenarioModel

extension Explorer {
  /// - Parameter count: how many schedules are walked, at most.
  func sample(_ count: Int) throws -> RunRecord {
    let model = try ExploreModel(
      graph, reductions: .none, hasSpuriousWakeUps: Explorer.hasSpuriousWakeUps(graph))
    var limits = settings.limits
    limits.time = min(limits.time, graph.measure.timeout.value)
    let began = Clock.now()
    let sampled = RandomSchedules(
      model: model, count: count, seed: seed, limits: limits, interruption: interruption
    ).run()
    let time = Clock.now() - began
    let violation = sampled.found.map { found in
      let trace = ScheduleTrace(model: model).record(found.moves, to: found.key)
      return ExplorationRecord.Violation(finding: trace.finding, schedule: trace.schedule, isShortest: false)
    }
    var record = RunRecord(verdict: violation?.finding.kind.verdict ?? .inconclusive)
    record.findings = violation.map { [$0.finding] } ?? []
    if sampled.limit == .interrupted {
      record.verdict = .interrupted
      record.findings.insert(Finding(kind: .interrupted, message: "the exploration was interrupted"), at: 0)
    }
    record.elapsed = time
    record.checks = graph.checks.map { check in
      let isViolated = violation.map { $0.finding.check == check.title } ?? false
      return CheckOutcome(
        title: check.title, kind: check.kind, evaluations: isViolated ? 1 : 0, violations: isViolated ? 1 : 0,
        range: check.range)
    }
    var exploration = ExplorationRecord(
      states: 0, transitions: sampled.steps, depth: sampled.longest, ends: sampled.schedules, isComplete: false,
      limit: sampled.limit.map(Explorer.words), time: time, memory: 0, reductions: [], isExact: true, threads: 1,
      violations: violation.map { [$0] } ?? [])
    exploration.sampling = .init(
      schedules: sampled.schedules, seed: seed, depth: RandomSchedules.depth,
      chance: chance(sampled, workers: model.workerCount))
    record.exploration = exploration
    return record
  }

  /// The least chance that a bug of that depth would have been found: 1 - (1 - 1 / (n k^(d-1)))^m over m schedules with
  /// priorities. Source: see `RandomSchedules`.
  private func chance(_ sampled: SampledSchedules, workers: Int) -> Double {
    let length = Double(max(1, sampled.longest))
    var single = 1 / Double(max(1, workers))
    for _ in 1..<RandomSchedules.depth { single /= length }
    var missed = 1.0
    for _ in 0..<sampled.schedules / 2 { missed *= 1 - single }
    return 1 - missed
  }
}
