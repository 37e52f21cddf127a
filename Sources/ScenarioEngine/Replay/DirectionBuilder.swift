// Walks a saved schedule through the model of a graph: does it fit, and which turns does each step come to?
import ScenarioModel

/// Makes a `Direction`.
///
/// After the schedule's last step the walk goes on, each worker in turn, until nobody can: so the whole run is forced,
/// and ends the same way every time.
struct DirectionBuilder {
  private let model: ExploreModel
  private let schedule: SavedSchedule
  private let walker: ScheduleWalker
  private var state: [Int64] = []
  private var direction = Direction()
  /// By worker and strand: the entry with which it began to wait for a condition.
  private var waits: [Int: Int] = [:]
  private var served: [Int: Int64] = [:]
  /// Workers that have ended in the beginning.
  private var endedAtOnce: Set<Int> = []

  /// Steps beyond the schedule's own that are forced at most.
  private static let mostBeyond = 20_000

  /// - Throws: `CannotReplay`, `CannotExplore`.
  static func build(_ schedule: SavedSchedule, _ graph: ExecutionGraph, leavesOnce: Bool) throws -> Direction {
    try refuse(graph)
    var reductions = ExploreReductions()
    reductions.partialOrder = false
    var builder = DirectionBuilder(try ExploreModel(graph, reductions: reductions), schedule)
    try builder.begin()
    for (number, step) in schedule.steps.enumerated() { try builder.take(step, number: number + 1) }
    builder.goOn()
    builder.handOutLastTickets()
    if leavesOnce { builder.dropWhatLoopsDoOnce() }
    return builder.direction
  }

  private init(_ model: ExploreModel, _ schedule: SavedSchedule) {
    self.model = model
    self.schedule = schedule
    walker = ScheduleWalker(model)
    direction.workerCount = model.workerCount
    var first = 0
    for role in model.roles {
      let code = role.code
      let visible = (0..<code.instructionCount).map { pc -> UInt8 in
        let opcode = code.code[pc].opcode
        return code.facts[pc].kind == .visible && opcode != .join && opcode != .atomicCommit ? 1 : 0
      }
      direction.roles.append(
        Direction.Role(
          firstWorker: first, workers: code.workers, visible: visible, claimsAtOnce: code.claimsAtOnce))
      direction.strands = max(direction.strands, code.strands)
      first += code.workers
    }
  }

  /// What no real worker can be made to do.
  private static func refuse(_ graph: ExecutionGraph) throws(CannotReplay) {
    for role in graph.roles {
      if role.program.assumptions.contains(where: { !$0.value.isEmpty }) {
        throw CannotReplay(
          "role '\(role.name)' supposes with `assume` what its native work gives, and no real work can be made to give it"
        )
      }
    }
    if Explorer.hasSpuriousWakeUps(graph) {
      throw CannotReplay("the schedule may wake without a signal, and a real condition cannot be made to")
    }
    for queue in graph.queues where queue.capacity == .bounded(0) && queue.full != .block {
      throw CannotReplay(
        "queue '\(queue.name)' refuses what nobody is there to take, and who is there cannot be forced")
    }
  }

  // MARK: Steps

  private mutating func begin() throws(CannotReplay) {
    walker.stepper.notesPicks = true
    guard walker.beginnings().contains(where: { $0.move.choice == schedule.beginning }) else {
      throw CannotReplay("the scenario has no beginning number \(schedule.beginning) any more")
    }
    state = walker.begin(Move(worker: 0, strand: 0, choice: schedule.beginning)).cells
    let picks = walker.stepper.picks
    endedAtOnce = Set((0..<model.workerCount).filter { state[model.workers[$0].base] == StrandCell.ended })
    for worker in 0..<model.workerCount where model.codes[Int(model.workers[worker].role)].claimsAtOnce {
      add(StageEntry(kind: .begin, worker: Int32(worker)), step: 0, picks.filter { $0.worker == worker })
    }
    addLeaves(since: nil, step: 0)
  }

  private mutating func take(_ step: SavedSchedule.Step, number: Int) throws(CannotReplay) {
    let worker = try worker(of: step, number)
    let view = StateView(model: model, cells: state)
    let name = "\(step.role) \(step.worker)"
    let first = state[view.block(worker)]
    if first == StrandCell.ended { throw CannotReplay(step: number, "\(name) has ended, and shall '\(step.action)'") }
    let exists = first > 0 ? step.branch < view.code(worker).strands && view.pc(worker, step.branch) != nil : true
    guard exists, first > 0 || step.branch == 0 else {
      throw CannotReplay(step: number, "\(name) has no branch \(step.branch) now")
    }
    let place = view.place(worker, step.branch)
    guard place == step.place else {
      throw CannotReplay(step: number, "\(name) is at \(place) and not at \(step.place), '\(step.action)'")
    }
    walker.load(state)
    guard walker.enabled().contains(where: { $0.worker == worker && $0.strand == step.branch }) else {
      throw CannotReplay(step: number, "\(name) cannot '\(step.action)': it has to wait")
    }
    let ways = walker.choices(from: state, worker: worker, strand: step.branch)
    guard let way = ways.first(where: { $0.move.choice == step.choice }) else {
      throw CannotReplay(step: number, "\(name) cannot '\(step.action)' in way \(step.choice)")
    }
    let words = StepDescriber(
      model: model, before: view, after: StateView(model: model, cells: way.cells), worker: worker,
      strand: step.branch
    ).describe().words
    guard words == step.action else {
      throw CannotReplay(step: number, "\(name) would '\(words)' and not '\(step.action)'")
    }
    direction.words.append("\(name): \(step.action)")
    try take(way.move, step: number)
  }

  private func worker(of step: SavedSchedule.Step, _ number: Int) throws(CannotReplay) -> Int {
    let found = (0..<model.workerCount).first {
      model.graph.roles[Int(model.workers[$0].role)].name == step.role && Int(model.workers[$0].number) == step.worker
    }
    guard let found else {
      throw CannotReplay(step: number, "there is no worker \(step.worker) of a role '\(step.role)'")
    }
    return found
  }

  /// Everybody who can takes a step in turn, until nobody can.
  private mutating func goOn() {
    var last = 0
    for _ in 0..<DirectionBuilder.mostBeyond {
      walker.load(state)
      let able = walker.enabled()
      guard let next = able.first(where: { $0.worker > last }) ?? able.first else {
        direction.end = StateView(model: model, cells: state).state
        return
      }
      last = next.worker
      do {
        try take(Move(worker: next.worker, strand: next.strand, choice: 0), step: schedule.steps.count + 1)
      } catch {
        return
      }
    }
  }

  /// Takes a move and adds the turns that it comes to.
  private mutating func take(_ move: Move, step: Int) throws(CannotReplay) {
    let before = StateView(model: model, cells: state)
    let entry = entry(of: move, before)
    walker.load(state)
    let after = walker.take(move).cells
    if let entry {
      add(entry, step: step, walker.stepper.picks)
    } else {
      try number(by: move.worker, step)
    }
    let old = state
    state = after
    noteConditions(from: before, move)
    addLeaves(since: old, step: step)
  }

  /// Real workers number an item as they take it: that is the same as long as no other was taken since.
  private mutating func number(by worker: Int, _ step: Int) throws(CannotReplay) {
    let taken = direction.entries.lastIndex { $0.kind == .take && roleOf($0) == roleOf(worker) }
    guard let taken, direction.entries[taken].worker == Int32(worker) else {
      throw CannotReplay(
        step: step, "an item is numbered after another was taken, which no real worker can be made to do")
    }
    note(walker.stepper.picks, at: taken)
  }

  /// Values that are chosen in the turn of an entry.
  private mutating func note(_ picks: [Stepper.Pick], at entry: Int) {
    direction.entries[entry].firstPick = Int32(direction.picks.count)
    direction.entries[entry].pickCount = Int32(picks.count)
    direction.picks += picks.map {
      StagePick(strand: Int32($0.strand), pc: Int32($0.pc), position: Int32($0.position))
    }
  }

  private func roleOf(_ entry: StageEntry) -> Int32 { roleOf(Int(entry.worker)) }
  private func roleOf(_ worker: Int) -> Int32 { model.workers[worker].role }

  /// nil for the numbering of an item, which real workers do as they take it.
  private func entry(of move: Move, _ before: StateView) -> StageEntry? {
    let worker = Int32(move.worker)
    let first = state[before.block(move.worker)]
    guard first <= 0, let code = Optional(before.code(move.worker)) else {
      return StageEntry(
        kind: .instruction, worker: worker, strand: Int32(move.strand),
        pc: Int32(before.pc(move.worker, move.strand) ?? -1))
    }
    if first == StrandCell.idle {
      guard code.taskCount < 0 else { return StageEntry(kind: .claim, worker: worker) }
      let sources = model.roles[code.number].sources
      let full = sources.indices.filter {
        state[model.layout.queues[sources[$0]].first + StateLayout.Queue.count] > 0
      }
      let position = full.isEmpty ? 0 : full[move.choice % full.count]
      return StageEntry(kind: .take, worker: worker, value: Int64(position))
    }
    let delivery = DeliveryCell(state[before.block(move.worker) + code.firstDelivery + RoleCode.phase])
    return delivery.stage == .numbering ? nil : StageEntry(kind: .deliver, worker: worker)
  }

  private mutating func add(_ entry: StageEntry, step: Int, _ picks: [Stepper.Pick]) {
    direction.entries.append(entry)
    note(picks, at: direction.entries.count - 1)
    direction.stepOfEntry.append(step)
  }

  /// Free workers that have ended see it in a turn of their own, where they do not look by themselves.
  private mutating func addLeaves(since old: [Int64]?, step: Int) {
    for worker in 0..<model.workerCount where !model.codes[Int(model.workers[worker].role)].claimsAtOnce {
      let base = model.workers[worker].base
      guard state[base] == StrandCell.ended, old.map({ $0[base] != StrandCell.ended }) ?? true else { continue }
      add(StageEntry(kind: .leave, worker: Int32(worker)), step: step, [])
    }
  }

  /// An event loop sees once, for all of a role's coroutines, that nothing will come any more.
  private mutating func dropWhatLoopsDoOnce() {
    var seen: Set<Int32> = []
    let kept = direction.entries.indices.filter { index in
      let entry = direction.entries[index]
      switch entry.kind {
      case .leave: return seen.insert(roleOf(entry)).inserted
      case .begin:
        guard !seen.contains(roleOf(entry)) else { return false }
        // The first that has ended in the beginning has found the source empty, if need be after some tasks.
        if endedAtOnce.contains(Int(entry.worker)) { seen.insert(roleOf(entry)) }
        return true
      default: return true
      }
    }
    direction.stepOfEntry = kept.map { direction.stepOfEntry[$0] }
    direction.entries = kept.map { direction.entries[$0] }
  }

  // MARK: Tickets of conditions

  /// Who began to wait, and who was woken: a waiter's ticket is its place among those who are woken.
  private mutating func noteConditions(from before: StateView, _ move: Move) {
    let after = StateView(model: model, cells: state)
    for worker in 0..<model.workerCount {
      for strand in 0..<after.code(worker).strands {
        guard let condition = condition(after, worker, strand) else { continue }
        let key = worker * Move.mostStrands + strand
        let wasServed = condition == self.condition(before, worker, strand) && before.cell(worker, strand).isServed
        if worker == move.worker, strand == move.strand, !wasServed, !after.cell(worker, strand).isServed {
          waits[key] = direction.entries.count - 1
        } else if after.cell(worker, strand).isServed, !wasServed, let entry = waits.removeValue(forKey: key) {
          direction.entries[entry].value = served[condition, default: 0]
          served[condition, default: 0] += 1
        }
      }
    }
  }

  private func condition(_ view: StateView, _ worker: Int, _ strand: Int) -> Int? {
    guard view.cells[view.block(worker)] > 0, let pc = view.pc(worker, strand) else { return nil }
    let i = view.role(worker).program.instructions[pc]
    return i.opcode == .conditionAwait ? Int(i.b) : nil
  }

  /// Those who are never woken come behind all others.
  private mutating func handOutLastTickets() {
    for (key, entry) in waits.sorted(by: { $0.value < $1.value }) {
      let view = StateView(model: model, cells: state)
      guard let condition = condition(view, key / Move.mostStrands, key % Move.mostStrands) else { continue }
      direction.entries[entry].value = served[condition, default: 0]
      served[condition, default: 0] += 1
    }
  }
}

extension Direction {
  /// - Parameter isLoop: coroutines of a role share a loop.
  /// - Throws: `CannotReplay`, `CannotExplore`.
  package init(_ schedule: SavedSchedule, _ graph: ExecutionGraph, isLoop: Bool) throws {
    self = try DirectionBuilder.build(schedule, graph, leavesOnce: isLoop)
  }
}
