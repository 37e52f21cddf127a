// What each step reads and writes, and what a worker may still read and write from a step on.
import ScenarioModel

/// Gives every object of a graph a bit, and every instruction its footprints.
struct Footprints {
  private let graph: ExecutionGraph
  private let layout: StateLayout
  private let words: [UInt64]
  private let locks: [UInt64]
  private let permits: [UInt64]
  private let conditions: [UInt64]
  private let barriers: [UInt64]
  private let queues: [UInt64]
  private let claims: [UInt64]
  /// The words that an `always` reads: steps that write them are never taken alone.
  let watched: UInt64

  init(_ graph: ExecutionGraph, _ layout: StateLayout) {
    self.graph = graph
    self.layout = layout
    var next = 0
    func bits(_ count: Int) -> [UInt64] {
      (0..<count).map { _ in
        defer { next += 1 }
        return 1 << UInt64(next % 64)
      }
    }
    let words: [UInt64] = layout.words.map { $0 < 0 ? 0 : bits(1)[0] }
    self.words = words
    locks = bits(graph.shared.locks.count)
    permits = bits(graph.shared.semaphores.count)
    conditions = bits(graph.shared.conditions.count)
    barriers = bits(graph.shared.barriers.count)
    queues = bits(graph.queues.count)
    claims = bits(graph.roles.count)
    watched = graph.checks.filter { $0.kind == .always }.flatMap(\.words).reduce(0) { mask, word in
      word < layout.words.count ? mask | words[word] : mask
    }
  }

  /// Sets `next` and `future` of all instructions of a role.
  func fill(_ model: RoleModel) {
    let role = model.graphRole
    let code = model.code
    let end = ending(role, code)
    let program = role.program
    var own = program.instructions.indices.map { pc in
      code.facts[pc].kind == .visible ? footprint(of: program.instructions[pc], program) : Footprint()
    }
    // A step may end its task: by itself, or because something after it fails.
    for pc in own.indices where code.facts[pc].kind == .visible { own[pc].formUnion(end) }
    let flow = ProgramFlow(program)
    var futures = flow.backward(from: Footprint(), union: { $0.formUnion($1) }) { pc, after in
      var now = after
      now.formUnion(own[pc])
      return now
    }
    if model.takesMoreTasks {
      var all = between(role, code)
      for footprint in own { all.formUnion(footprint) }
      futures = futures.map { _ in all }
    }
    for pc in own.indices {
      code.facts[pc].next = own[pc]
      code.facts[pc].future = futures[pc]
    }
  }

  /// What a worker without a running task may do from now on, tasks that it may still take included.
  func afterTask(_ model: RoleModel) -> Footprint {
    var footprint = between(model.graphRole, model.code)
    guard model.takesMoreTasks else { return footprint }
    for pc in 0..<model.code.instructionCount { footprint.formUnion(model.code.facts[pc].next) }
    return footprint
  }

  /// What a worker without a running task may do next.
  func between(_ role: GraphRole, _ code: RoleCode) -> Footprint {
    var footprint = ending(role, code)
    if case .queues(let sources) = role.source {
      for source in sources { footprint.writes |= queues[source] }
    }
    for queue in role.into { footprint.writes |= queues[queue] }
    footprint.writes |= claims[code.number]
    return footprint
  }

  /// What the end of a task touches: the claim of the next one, results in order, queues that close with the role.
  private func ending(_ role: GraphRole, _ code: RoleCode) -> Footprint {
    var footprint = Footprint()
    let moreTasks = role.taskCount.map { $0 > code.workers } ?? true
    if moreTasks || code.isOrdered { footprint.writes |= claims[code.number] }
    for (index, queue) in graph.queues.enumerated() where queue.producers.contains(code.number) {
      footprint.writes |= queues[index]
    }
    return footprint
  }

  private func footprint(of i: Instruction, _ program: Program) -> Footprint {
    let isIndexed = i.isIndexed
    func words(_ i: Instruction) -> UInt64 {
      graph.shared.family(ofWord: Int(i.b), isIndexed: i.isIndexed).reduce(0) { $0 | self.words[$1] }
    }
    switch i.opcode {
    case .load: return Footprint(reads: words(i))
    case .store, .atomicBegin, .atomicCommit, .compareAndSwap: return Footprint(writes: words(i))
    case .await: return awaited(i, program)
    case .acquireMutex, .acquireReentrant, .acquireRead, .acquireWrite, .releaseMutex, .releaseReentrant,
      .releaseRead, .releaseWrite, .tryMutex, .tryReentrant, .tryRead, .tryWrite:
      let family = graph.shared.family(ofLock: Int(i.b), isIndexed: isIndexed)
      return Footprint(writes: family.reduce(0) { $0 | locks[$1] })
    case .acquirePermit, .releasePermit, .tryPermit:
      let family = graph.shared.family(ofSemaphore: Int(i.b), isIndexed: isIndexed)
      return Footprint(writes: family.reduce(0) { $0 | permits[$1] })
    case .conditionEnter:
      return Footprint(writes: conditions[Int(i.b)] | locks[graph.shared.conditions[Int(i.b)].lock])
    case .conditionAwait: return Footprint(reads: conditions[Int(i.b)])
    case .signal, .broadcast: return Footprint(writes: conditions[Int(i.b)])
    case .barrierArrive: return Footprint(writes: barriers[Int(i.b)])
    case .barrierAwait: return Footprint(reads: barriers[Int(i.b)])
    case .put, .offer, .get, .close: return Footprint(writes: queues[Int(i.b)])
    case .awaitTaken, .queueCount: return Footprint(reads: queues[Int(i.b)])
    default: return Footprint()
    }
  }

  private func awaited(_ i: Instruction, _ program: Program) -> Footprint {
    let site = program.awaits[Int(i.b)]
    var footprint = Footprint()
    for word in site.words { footprint.reads |= words[word] }
    for queue in site.queues { footprint.reads |= queues[queue] }
    return footprint
  }
}

extension RoleModel {
  /// A worker may take another task after the one it has.
  var takesMoreTasks: Bool { graphRole.taskCount.map { $0 > code.workers || !code.claimsAtOnce } ?? true }
}
