// Explores a graph: tries every interleaving, then shows the shortest way to what can go wrong.
import ScenarioModel

/// How an exploration is done.
package struct ExploreSettings: Sendable, Hashable {
  package var limits = SearchLimits()
  package var reductions = ExploreReductions()
  /// States are compared whole instead of by fingerprints.
  package var isExact = false
  /// Lists every distinct violation, not just the nearest.
  package var findsAll = false
  /// nil: one for each processor.
  package var threads: Int?
  /// So many schedules are drawn by chance instead; nil: everything is searched.
  package var schedules: Int?

  package init() {}
}

struct Explorer {
  let graph: ExecutionGraph
  let settings: ExploreSettings
  /// For schedules that are drawn.
  var seed: UInt64 = 0
  let interruption: Interruption?

  /// Unreduced searches for the shortest way look at this many states at most.
  private static let mostForShortest = 4_000_000

  /// - Throws: `CannotExplore`, and `ArenaError`, `StartError` when the system refuses memory or threads.
  func explore() throws -> RunRecord {
    if let schedules = settings.schedules { return try sample(schedules) }
    let model = try ExploreModel(
      graph, reductions: soundReductions, hasSpuriousWakeUps: Explorer.hasSpuriousWakeUps(graph))
    var search = SearchSettings()
    search.limits = settings.limits
    search.limits.time = min(search.limits.time, graph.measure.timeout.value)
    search.threads = settings.threads ?? Processors.usable
    search.isExact = settings.isExact
    search.findsAll = settings.findsAll
    search.interruption = interruption
    let result = try Search(model: model, settings: search).run()
    var shown = try violations(result, model)
    var liveness: LivenessResult?
    if result.isComplete, shown.isEmpty || settings.findsAll, LivenessSearch.isNeeded(graph) {
      let (judged, runs) = try endlessRuns(search, after: result.time)
      liveness = judged
      shown += runs
    }
    return record(result, model, shown, search.threads, liveness)
  }

  /// What can go wrong in runs that never end, or end too early.
  private func endlessRuns(_ search: SearchSettings, after time: Int64) throws -> (LivenessResult, [Shown]) {
    var plain = LivenessSearch(
      graph: graph, hasSpuriousWakeUps: Explorer.hasSpuriousWakeUps(graph), settings: search)
    plain.settings.limits.time = max(0, search.limits.time - time)
    let model = try plain.model()
    let result = try plain.run(model)
    let shown = result.found.prefix(settings.findsAll ? .max : 1).map { found in
      let trace = ScheduleTrace(model: model).record(found)
      return Shown(
        violation: ExplorationRecord.Violation(finding: trace.finding, schedule: trace.schedule, isShortest: false),
        key: found.key, end: trace.end)
    }
    return (result, shown)
  }

  /// Steps that could be taken at the same time must not be left out where somebody asks for races.
  private var soundReductions: ExploreReductions {
    var reductions = settings.reductions
    if asksForRaces { reductions.partialOrder = false }
    return reductions
  }

  private var asksForRaces: Bool { graph.checks.contains { $0.kind == .neverDataRace } }

  /// Whether a role asks for waits that end without a signal.
  static func hasSpuriousWakeUps(_ graph: ExecutionGraph) -> Bool {
    graph.roles.contains { $0.options["spurious_wakeups"] == .boolean(true) }
  }

  // MARK: The ways to violations

  private struct Shown {
    var violation: ExplorationRecord.Violation
    var key: ViolationKey
    var end: StateView
  }

  private func violations(_ result: SearchResult, _ model: ExploreModel) throws -> [Shown] {
    guard let nearest = result.violations.first else { return [] }
    // The plain search that looks for the shortest way needs no reduction that leaves out orders of steps.
    let plain = try plainModel(model)
    guard settings.findsAll else {
      return [try shown(nearest, result.log, model, plain, wants: { _ in true })]
    }
    return try result.violations.map { found in
      try shown(found, result.log, model, plain, wants: { [key = found.key] in $0 == key })
    }
  }

  private func plainModel(_ model: ExploreModel) throws -> ExploreModel {
    guard model.reductions.partialOrder else { return model }
    var reductions = model.reductions
    reductions.partialOrder = false
    return try ExploreModel(graph, reductions: reductions, hasSpuriousWakeUps: model.hasSpuriousWakeUps)
  }

  private func shown(
    _ found: FoundViolation, _ log: StateLog, _ model: ExploreModel, _ plain: ExploreModel,
    wants: @escaping @Sendable (ViolationKey) -> Bool
  ) throws -> Shown {
    var settings = SearchSettings()
    settings.limits = self.settings.limits
    settings.limits.states = min(settings.limits.states, Explorer.mostForShortest)
    settings.isWanted = wants
    // What is wrong with a state is noticed when the search turns to it.
    settings.deepest = found.move == nil ? found.depth + 1 : found.depth
    settings.interruption = interruption
    let result = try Search(model: plain, settings: settings).run()
    let shortest = result.violations.first { wants($0.key) }
    let best = shortest ?? found
    let way = (shortest == nil ? log : result.log).path(to: best.state) + (best.move.map { [$0] } ?? [])
    let moves = ScheduleSearch(model: plain).cheapest(to: best.key, length: way.count - 1) ?? way
    let trace = ScheduleTrace(model: plain).record(moves, to: best.key)
    return Shown(
      violation: ExplorationRecord.Violation(
        finding: trace.finding, schedule: trace.schedule, isShortest: shortest != nil),
      key: best.key, end: trace.end)
  }

  // MARK: The record

  private func record(
    _ result: SearchResult, _ model: ExploreModel, _ shown: [Shown], _ threads: Int, _ liveness: LivenessResult?
  ) -> RunRecord {
    let findings = shown.map(\.violation.finding)
    var record = RunRecord(verdict: findings.map(\.kind.verdict).max() ?? .ok)
    // Endless runs are only looked at when every state is known.
    let isComplete = result.isComplete && (shown.isEmpty || settings.findsAll || liveness != nil)
    if findings.isEmpty, !result.isComplete { record.verdict = .inconclusive }
    if findings.isEmpty, LivenessSearch.isAskedFor(graph), liveness?.undecided != nil { record.verdict = .inconclusive }
    if result.limit == .interrupted {
      record.verdict = .interrupted
      record.findings = [Finding(kind: .interrupted, message: "the exploration was interrupted")]
    }
    record.findings += findings
    record.elapsed = result.time + (liveness?.time ?? 0)
    if let end = shown.first?.end { record.state = end.state }
    record.checks = checks(shown, isComplete: isComplete, states: result.states, liveness)
    record.exploration = ExplorationRecord(
      states: result.states, transitions: result.transitions, depth: result.depth, ends: result.ends,
      isComplete: isComplete, limit: result.limit.map(Explorer.words), time: result.time, memory: result.memory,
      reductions: reductions(model), isExact: settings.isExact, threads: threads,
      unreached: isComplete ? unreached(model) : [], violations: shown.map(\.violation))
    record.exploration?.undecided = liveness?.undecided
    record.exploration?.warnings = result.warnings.words(graph)
    return record
  }

  private func checks(
    _ shown: [Shown], isComplete: Bool, states: Int, _ liveness: LivenessResult?
  ) -> [CheckOutcome] {
    graph.checks.enumerated().map { number, check in
      let violations = shown.count { shown in
        switch check.kind {
        case .always: shown.key == .always(check: number)
        case .finally: shown.key == .finally(check: number)
        case .neverDeadlock: shown.violation.finding.kind == .deadlock
        case .neverDataRace: if case .dataRace = shown.key { true } else { false }
        case .eventually: shown.key == .eventually(check: number)
        case .neverStarvation: if case .starvation(number, _) = shown.key { true } else { false }
        }
      }
      let speaksOfRuns = check.kind == .eventually || check.kind == .neverStarvation
      let isJudged = speaksOfRuns ? liveness != nil && liveness?.undecided == nil : true
      let looked = speaksOfRuns ? liveness?.states ?? 0 : states
      let evaluations = isJudged && (isComplete || violations > 0) ? max(looked, violations) : 0
      return CheckOutcome(
        title: check.title, kind: check.kind, evaluations: Int64(evaluations), violations: Int64(violations),
        range: check.range)
    }
  }

  private func reductions(_ model: ExploreModel) -> [ExplorationRecord.Reduction] {
    let on = model.reductions
    let telling = model.roles.filter { ($0.readsTask || $0.readsWorker) && $0.code.workers > 1 }
    let names = telling.map { "'\($0.graphRole.name)'" }.joined(separator: ", ")
    let note = telling.isEmpty ? nil : "tasks of \(names) can be told apart by their number"
    return [
      .init(name: "symmetry", isOn: on.symmetry, note: on.symmetry ? note : nil),
      .init(name: "dead_registers", isOn: on.deadRegisters),
      .init(
        name: "partial_order", isOn: on.partialOrder,
        note: asksForRaces && settings.reductions.partialOrder
          ? "partial order is off, since `never: data_race` asks for steps that can be taken at the same time" : nil),
    ]
  }

  /// Steps none of whose instructions was ever executed.
  private func unreached(_ model: ExploreModel) -> [StepSite] {
    model.roles.flatMap { role -> [StepSite] in
      let program = role.graphRole.program
      var reached: Set<Int32> = []
      for pc in program.instructions.indices where role.code.covered[pc] != 0 { reached.insert(program.sites[pc]) }
      let inHandlers = Set(program.handlers.map { program.sites[Int($0.handler)] })
      return program.steps.indices.filter { index in
        let own = program.sites.indices.filter { program.sites[$0] == Int32(index) }
        // A program that only an endless loop makes up never comes to its end, which nobody wrote.
        guard own.contains(where: { program.instructions[$0].opcode != .end }) else { return false }
        return !reached.contains(Int32(index)) && !inHandlers.contains(Int32(index))
      }.map { program.steps[$0] }
    }
  }

  static func words(_ limit: SearchLimit) -> String {
    switch limit {
    case .states(let count): "the limit of \(Quantity.count(Int64(count))) states was reached"
    case .memory(let bytes): "the limit of \(bytes >> 20) MiB was reached"
    case .time(let time): "the limit of \(Quantity.duration(time)) was reached"
    case .interrupted: "it was interrupted"
    case .cannotContinue(let why): why
    }
  }
}
