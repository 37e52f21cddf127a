// From the moves of a search to a schedule that can be shown: who did what, what it read and wrote, what came of it.
import ScenarioModel

struct ScheduleTrace {
  let model: ExploreModel

  /// What is kept while the way is walked.
  private struct Walk {
    var steps: [ScheduleRecord.Step] = []
    var taken: [HeldLock: StepSite] = [:]
    /// By worker and word: how often the word had been written when the worker read it.
    var reads: [[Int: Int]]
    var writes: [Int: Int] = [:]
  }

  /// A way that was walked.
  private struct Walked {
    var walk: Walk
    /// Which of the possible beginnings.
    var beginning: Int
    var initial: [String]
    var end: StateView
    var problem: (StepProblem, StateView)?
  }

  /// The schedule of a way that begins with a beginning's move, and what it leads to.
  func record(_ moves: [Move], to key: ViolationKey) -> (schedule: ScheduleRecord, finding: Finding, end: StateView) {
    var walked = walk(moves)
    let finding = finding(key, walked.problem, walked.end, walked.walk)
    if var last = walked.walk.steps.popLast() {
      last.problem = finding.message
      walked.walk.steps.append(last)
    }
    var schedule = schedule(walked)
    schedule.why = ScheduleReason.of(schedule, finding, model.graph)
    return (schedule, finding, walked.end)
  }

  /// The schedule of a run that goes round for ever, or ends too early.
  func record(_ lasso: FoundLasso) -> (schedule: ScheduleRecord, finding: Finding, end: StateView) {
    let walked = walk(lasso.moves)
    let words = LassoDescription(lasso: lasso, view: walked.end, acquired: walked.walk.taken)
    var schedule = schedule(walked)
    schedule.cycleStart = lasso.cycleStart
    schedule.why = words.why
    return (schedule, words.finding, walked.end)
  }

  private func walk(_ moves: [Move]) -> Walked {
    let walker = ScheduleWalker(model)
    var walk = Walk(reads: Array(repeating: [:], count: model.workerCount))
    var state = StateView(model: model, cells: walker.begin(moves[0]).cells)
    let initial = state.values
    var problem: (StepProblem, StateView)?
    for move in moves.dropFirst() {
      walker.load(state.cells)
      let able = walker.enabled()
      let step = walker.take(move)
      let next = StateView(model: model, cells: step.cells)
      add(move, from: state, to: next, step, able, &walk)
      problem = step.problems.last.map { ($0, state) } ?? problem
      state = next
    }
    return Walked(walk: walk, beginning: moves[0].choice, initial: initial, end: state, problem: problem)
  }

  private func schedule(_ walked: Walked) -> ScheduleRecord {
    let workers = (0..<model.workerCount).map {
      ScheduleRecord.Worker(
        role: model.graph.roles[Int(model.workers[$0].role)].name, number: Int(model.workers[$0].number))
    }
    return ScheduleRecord(
      workers: workers, columns: StateView.columns(model), initial: walked.initial, steps: walked.walk.steps,
      beginning: walked.beginning)
  }

  private func add(
    _ move: Move, from before: StateView, to after: StateView, _ step: WalkedStep,
    _ able: [(worker: Int, strand: Int)], _ walk: inout Walk
  ) {
    let action = StepDescriber(
      model: model, before: before, after: after, worker: move.worker, strand: move.strand
    ).describe()
    let old = before.values
    let new = after.values
    let last = walk.steps.last?.worker
    let isSwitch = last != nil && last != move.worker
    let isStale = note(action, move.worker, &walk)
    for lock in after.held(move.worker, move.strand) where after.cells[after.block(move.worker)] > 0 {
      let held = HeldLock(worker: move.worker, strand: move.strand, lock: lock)
      if !before.held(move.worker, move.strand).contains(lock) { walk.taken[held] = action.step }
    }
    walk.steps.append(
      ScheduleRecord.Step(
        worker: move.worker, task: before.strandName(move.worker, move.strand).task, branch: move.strand,
        step: action.step, place: before.place(move.worker, move.strand), action: action.words,
        accesses: action.accesses, changed: new.indices.filter { old[$0] != new[$0] }, state: new, isSwitch: isSwitch,
        isPreemption: isSwitch && able.contains { $0.worker == last }, isStale: isStale, problem: nil,
        choice: move.choice))
  }

  /// - Returns: whether the step writes a word that somebody has changed since its worker last read it.
  private func note(_ action: StepAction, _ worker: Int, _ walk: inout Walk) -> Bool {
    guard let word = action.word else { return false }
    guard action.isWrite else {
      walk.reads[worker][word] = walk.writes[word, default: 0]
      return false
    }
    let isStale = walk.reads[worker][word].map { $0 != walk.writes[word, default: 0] } ?? false
    walk.writes[word, default: 0] += 1
    walk.reads[worker][word] = walk.writes[word]
    return isStale
  }

  // MARK: What it leads to

  private func finding(
    _ key: ViolationKey, _ problem: (StepProblem, StateView)?, _ end: StateView, _ walk: Walk
  ) -> Finding {
    let graph = model.graph
    let last = walk.steps.last
    let strand = last.map {
      StrandName(
        role: graph.roles[Int(model.workers[$0.worker].role)].name, worker: Int(model.workers[$0.worker].number),
        task: $0.task, branch: $0.branch)
    }
    switch key {
    case .always(let check):
      let title = graph.checks[check].title
      let message =
        last == nil ? "'always: \(title)' does not hold in the initial state" : "'always: \(title)' was violated"
      return Finding(kind: .checkViolated, message: message, strand: strand, step: last?.step, check: title)
    case .finally(let check):
      let title = graph.checks[check].title
      return Finding(kind: .checkViolated, message: "'finally: \(title)' does not hold at the end", check: title)
    case .deadlock:
      let waits = end.waits(acquired: walk.taken)
      return Finding(
        kind: .deadlock, message: "everyone waits, and nobody is left who could wake them",
        strand: waits.first?.strand, step: waits.first?.step, waits: waits)
    case .dataRace:
      let races = ScheduleWalker(model).races(end.cells).filter { $0.key == key }
      let check = graph.checks.first { $0.kind == .neverDataRace }?.title
      guard let race = races.first else { return Finding(kind: .checkViolated, message: "a data race", check: check) }
      return RaceDescription(race: race, view: end, acquired: walk.taken).finding(check: check)
    case .partialDeadlock, .eventually, .starvation:
      preconditionFailure("runs that go round for ever are described by themselves")
    case .assertion(let role, let pc):
      return Finding(
        kind: .assertFailed, message: failure(role, pc, .assertion), strand: strand,
        step: graph.roles[role].program.site(pc))
    case .taskFailed(let role, let pc, let kind):
      return Finding(
        kind: .taskFailed, message: failure(role, pc, kind), strand: strand, step: graph.roles[role].program.site(pc))
    }
  }

  private func failure(_ role: Int, _ pc: Int, _ kind: FailureKind) -> String {
    let program = model.graph.roles[role].program
    if kind == .assertion, program.instructions.indices.contains(pc), program.instructions[pc].opcode == .assert {
      return "'assert: \(program.texts[Int(program.instructions[pc].b)].pieces.joined())' does not hold"
    }
    return FailureText(graph: model.graph).sentence(of: kind, role: role, pc: pc)
  }
}
