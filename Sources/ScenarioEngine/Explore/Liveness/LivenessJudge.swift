// Judges a complete plain graph: what must come to hold, who can be passed over, who can be stuck.
import ScenarioModel

struct LivenessJudge {
  let model: ExploreModel
  let graph: LiveGraph
  /// By a check's number: its bit in what holds in a state.
  let checkBits: (Int) -> UInt64
  /// By role.
  private let loops: [ProgramLoops]

  init(model: ExploreModel, graph: LiveGraph, checkBits: @escaping (Int) -> UInt64) {
    self.model = model
    self.graph = graph
    self.checkBits = checkBits
    loops = model.roles.map { ProgramLoops($0.graphRole.program) }
  }

  func checks() -> [FoundLasso] {
    model.graph.checks.enumerated().flatMap { number, check in
      switch check.kind {
      case .eventually: eventually(number, check).map { [$0] } ?? []
      case .neverStarvation: starvation(number, check)
      default: [FoundLasso]()
      }
    }
  }

  /// The moves of a run and where its cycle begins.
  private func found(_ key: ViolationKey, _ fairness: Fairness, _ lasso: Lasso) -> FoundLasso {
    FoundLasso(
      key: key, fairness: fairness, moves: [lasso.beginning] + (lasso.way + lasso.cycle).map { graph.moves[$0] },
      cycleStart: lasso.cycle.isEmpty ? nil : lasso.way.count)
  }

  private func strand(_ actor: Int) -> (worker: Int, strand: Int) {
    let worker = (graph.firstActor.firstIndex { $0 > actor } ?? graph.firstActor.count) - 1
    return (worker, actor - graph.firstActor[worker])
  }

  // MARK: Eventually

  /// A fair run in which a condition never holds: one that ends, or one that goes round for ever.
  private func eventually(_ number: Int, _ check: GraphCheck) -> FoundLasso? {
    let bit = checkBits(number)
    let finder = LassoFinder(graph: graph)
    let fails = { (state: Int) in graph.holding[state] & bit == 0 }
    if let end = finder.way(to: { graph.steps(of: $0).isEmpty }, through: fails) {
      return found(
        .eventually(check: number), check.fairness, Lasso(beginning: end.beginning, way: end.way, cycle: []))
    }
    let reached = reachable(through: fails)
    let part = LivePart(graph, states: { reached[$0] })
    guard let component = FairCycles(graph: graph, fairness: check.fairness).nearest(in: part),
      let way = finder.way(to: { $0 == component[0] }, through: fails)
    else { return nil }
    let cycle = finder.cycle(in: component, part, check.fairness)
    return found(
      .eventually(check: number), check.fairness, Lasso(beginning: way.beginning, way: way.way, cycle: cycle))
  }

  private func reachable(through passes: (Int) -> Bool) -> [Bool] {
    var reached = [Bool](repeating: false, count: graph.stateCount)
    var work = graph.beginnings.map(\.state).filter(passes)
    for state in work { reached[state] = true }
    while let state = work.popLast() {
      for step in graph.steps(of: state) where !reached[graph.target(step)] && passes(graph.target(step)) {
        reached[graph.target(step)] = true
        work.append(graph.target(step))
      }
    }
    return reached
  }

  // MARK: Starvation

  /// For each role the first of its strands that a fair run can keep from going on.
  private func starvation(_ number: Int, _ check: GraphCheck) -> [FoundLasso] {
    var found: [FoundLasso] = []
    var roles: Set<Int> = []
    for actor in 0..<graph.actorCount {
      let role = Int(model.workers[strand(actor).worker].role)
      guard !roles.contains(role), let lasso = starvation(of: actor, number, check) else { continue }
      roles.insert(role)
      found.append(lasso)
    }
    return found.sorted { $0.moves.count < $1.moves.count }
  }

  private func starvation(of actor: Int, _ number: Int, _ check: GraphCheck) -> FoundLasso? {
    let (worker, strand) = strand(actor)
    let places = places(of: worker)
    let part = LivePart(
      graph, states: { graph.place(actor, in: $0) != 0 },
      allows: { state, step in
        graph.actor(step) != actor
          || places.isSameLoop(graph.place(actor, in: state), graph.place(actor, in: graph.target(step)))
      })
    guard let component = FairCycles(graph: graph, fairness: check.fairness).nearest(in: part) else { return nil }
    let finder = LassoFinder(graph: graph)
    guard let way = finder.way(to: { $0 == component[0] }, through: { _ in true }) else { return nil }
    let cycle = finder.cycle(in: component, part, check.fairness)
    var lasso = found(
      .starvation(check: number, role: Int(model.workers[worker].role)), check.fairness,
      Lasso(beginning: way.beginning, way: way.way, cycle: cycle))
    lasso.affected = [(worker, strand)]
    lasso.cycle.isBusy = cycle.contains { graph.actor($0) == actor }
    lasso.cycle.isPassedOver = component.contains { graph.canMove(actor, in: $0) }
    lasso.cycle.isLivelock = lasso.cycle.isBusy && isLivelock(cycle, from: component[0])
    return lasso
  }

  /// Whether everybody who moves only goes round loops that are meant to be left.
  private func isLivelock(_ cycle: [Int], from first: Int) -> Bool {
    var state = first
    for step in cycle {
      let actor = graph.actor(step)
      let places = places(of: strand(actor).worker)
      let target = graph.target(step)
      guard places.isSameLoop(graph.place(actor, in: state), graph.place(actor, in: target)) else { return false }
      state = target
    }
    return true
  }

  private func places(of worker: Int) -> Places {
    let role = Int(model.workers[worker].role)
    return Places(loops: loops[role].leaveable, program: model.roles[role].graphRole.program)
  }

  /// Where a worker's strands can be.
  private struct Places {
    let loops: [Int]
    let program: Program

    /// The step between two places stays in a loop that is meant to be left, and hands over no item: to go on with an
    /// item is what such a loop may be for.
    func isSameLoop(_ from: Int32, _ to: Int32) -> Bool {
      guard from > 0, to > 0, loops[Int(from) - 1] >= 0, loops[Int(from) - 1] == loops[Int(to) - 1] else {
        return false
      }
      switch program.instructions[Int(from) - 1].opcode {
      case .put, .offer, .awaitTaken, .get: return false
      default: return true
      }
    }
  }

  // MARK: Stuck for ever

  /// The nearest part of the graph that nobody gets out of, in which some go on and others, in the midst of a task,
  /// never can.
  func stuck() -> [FoundLasso] {
    let whole = LivePart(graph, states: { _ in true })
    var components = Components(graph)
    var best: (states: [Int], stuck: [Int])?
    var isMember = [Bool](repeating: false, count: graph.stateCount)
    components.forEach(in: whole) { states in
      let first = states.min() ?? 0
      guard best.map({ first < $0.states[0] }) ?? true else { return }
      for state in states { isMember[state] = true }
      defer { for state in states { isMember[state] = false } }
      guard let stuck = stuck(in: states, isMember) else { return }
      best = (states.sorted(), stuck)
    }
    guard let best else { return [] }
    let finder = LassoFinder(graph: graph)
    guard let way = finder.way(to: { $0 == best.states[0] }, through: { _ in true }) else { return [] }
    let cycle = finder.cycle(in: best.states, whole, .weak)
    let affected = best.stuck.map(strand)
    let key = best.stuck.map { actor in
      Int64(model.workers[strand(actor).worker].role) << 32 | Int64(graph.place(actor, in: best.states[0]))
    }
    var lasso = found(
      .partialDeadlock(key.sorted()), .weak, Lasso(beginning: way.beginning, way: way.way, cycle: cycle))
    lasso.affected = affected
    return [lasso]
  }

  /// nil unless the component has steps, none of which leaves it, and somebody who can take none.
  private func stuck(in states: ArraySlice<Int>, _ isMember: [Bool]) -> [Int]? {
    for state in states {
      guard graph.steps(of: state).allSatisfy({ isMember[graph.target($0)] }) else { return nil }
    }
    var able = [Bool](repeating: false, count: graph.actorCount)
    for state in states { for step in graph.steps(of: state) { able[graph.actor(step)] = true } }
    guard able.contains(true), let first = states.first else { return nil }
    let stuck = (0..<graph.actorCount).filter { !able[$0] && graph.place($0, in: first) != 0 }
    return stuck.isEmpty ? nil : stuck
  }
}
