// Lays out and fills the arena for one run of a graph.
import ScenarioModel
import Synchronization

/// Built anew for each run: a run starts from zeroed memory and the graph's initial values.
struct ArenaImage {
  let graph: ExecutionGraph
  let plans: [RolePlan]
  let seed: UInt64
  let spinLimit: Int
  let workloads: Workloads
  let direction: Direction?
  var stageParts: StageParts?
  var layout = ArenaLayout()
  var roleImages: [RoleImage] = []
  var checkImages: [ProgramImage] = []
  /// Byte offset of each queue's cells.
  var queueCells: [Int] = []
  /// Of each queue of the scenario: where the list of `await`s that count its items lies.
  var queueAwaits: [Int] = []
  /// Of each role with helpers: the queue that hands branches to them.
  var jobQueues: [Int?] = []

  /// - Parameter direction: the order to force on the workers, if any.
  init(
    graph: ExecutionGraph, plans: [RolePlan], seed: UInt64, spinLimit: Int, workloads: Workloads,
    direction: Direction? = nil
  ) {
    self.graph = graph
    self.plans = plans
    self.seed = seed
    self.spinLimit = spinLimit
    self.workloads = workloads
    self.direction = direction
    var bump = Bump(from: MemoryLayout<ArenaHeader>.stride)
    placeWords(&bump)
    placeObjects(&bump)
    placeQueues(&bump)
    placePrograms(&bump)
    placeStage(&bump)
    placeAgents(&bump)
    layout.size = bump.take(4096, alignment: 4096)
  }

  /// Makes the arena and fills it.
  ///
  /// - Throws: `ArenaError` when the memory cannot be had.
  func make() throws -> Arena {
    let arena = try Arena.make(size: layout.size, shared: plans.contains { $0.spansProcesses })
    let header = arena.base.assumingMemoryBound(to: ArenaHeader.self)
    header.pointee.seed = seed
    header.pointee.spinLimit = Int32(spinLimit)
    header.pointee.layout = layout
    let world = World(arena: arena)
    fillWords(world)
    fillObjects(world)
    fillQueues(world)
    fillRoles(world)
    fillChecks(world)
    fillStage(world)
    return arena
  }
}

// MARK: - Words and objects

extension ArenaImage {
  private mutating func placeWords(_ bump: inout Bump) {
    layout.wordCount = graph.shared.words.count
    layout.replicaCount = 1 + plans.reduce(0) { $0 + ($1.hasPrivateState ? $1.workers : 0) }
    layout.words = bump.take(Int64.self, count: layout.wordCount * layout.replicaCount)
    layout.wordFlags = bump.take(UInt8.self, count: layout.wordCount)
    layout.watchIndex = bump.take(Int32.self, count: layout.wordCount + 1)
    layout.watchLists = bump.take(Int32.self, count: watchers.reduce(0) { $0 + $1.count })
  }

  private mutating func placeObjects(_ bump: inout Bump) {
    let shared = graph.shared
    let jobCount = plans.count { $0.helpers > 0 }
    let queueCount = graph.queues.count + jobCount
    layout.queueCount = queueCount
    layout.strandCount = zip(graph.roles, plans).map { $1.strandsInArena ? $0.program.peakStrands : 1 }.max() ?? 1
    layout.agentCount = plans.reduce(0) { $0 + $1.agents }
    var next = 0
    func reserve(_ count: Int) -> Int {
      defer { next += count }
      return next
    }
    layout.locks = reserve(shared.locks.count)
    layout.semaphores = reserve(shared.semaphores.count)
    layout.conditions = reserve(shared.conditions.count)
    layout.barriers = reserve(shared.barriers.count)
    layout.awaits = reserve(shared.awaitCount)
    layout.room = reserve(queueCount)
    layout.items = reserve(queueCount)
    layout.taken = reserve(queueCount)
    layout.freeWorker = reserve(graph.roles.count)
    layout.window = reserve(graph.roles.count)
    layout.interpreter = reserve(1)
    layout.stageObject = reserve(1)
    // What follows is waited on by its own strand alone, so agents keep no books about it.
    layout.accountedObjects = next
    layout.joins = reserve(layout.agentCount * layout.strandCount)
    layout.objectCount = next
    layout.objects = bump.take(SyncObject.self, count: next)
    layout.conditionLocks = bump.take(Int32.self, count: shared.conditions.count)
    layout.loopCount = plans.reduce(0) { $0 + $1.loops }
    layout.loopWakes = bump.take(64 * layout.loopCount)
  }

  /// For each word: the checks that read it, and the awaits as complements.
  private var watchers: [[Int32]] {
    var lists = [[Int32]](repeating: [], count: graph.shared.words.count)
    for (number, check) in graph.checks.enumerated() where check.kind == .always {
      for word in check.words { lists[word].append(Int32(number)) }
    }
    for site in graph.roles.flatMap(\.program.awaits) {
      for word in site.words { lists[word].append(~Int32(site.object)) }
    }
    return lists
  }

  private func flags(of word: Int) -> WordFlag {
    var flags: WordFlag = []
    for check in graph.checks where check.words.contains(word) {
      flags.insert(.traced)
      if check.kind == .always {
        flags.insert(.checked)
        if check.words.count > 1 { flags.insert(.guarded) }
      }
    }
    for program in graph.roles.map(\.program) {
      for (number, site) in program.awaits.enumerated() where site.words.contains(word) {
        flags.insert(.awaited)
        if program.needsGuard(await: number) { flags.insert(.guarded) }
      }
    }
    return flags
  }

  private func fillWords(_ world: World) {
    for replica in 0..<layout.replicaCount {
      let words = world.words(replica: replica)
      for (index, value) in graph.shared.words.enumerated() { words[index].store(value, ordering: .relaxed) }
    }
    let flagBytes: UnsafeMutablePointer<UInt8> = world.at(layout.wordFlags)
    let index: UnsafeMutablePointer<Int32> = world.at(layout.watchIndex)
    let lists: UnsafeMutablePointer<Int32> = world.at(layout.watchLists)
    var position = 0
    for (word, list) in watchers.enumerated() {
      flagBytes[word] = flags(of: word).rawValue
      index[word] = Int32(position)
      for watcher in list {
        lists[position] = watcher
        position += 1
      }
    }
    index[layout.wordCount] = Int32(position)
  }

  private func fillObjects(_ world: World) {
    let shared = graph.shared
    for (number, semaphore) in shared.semaphores.enumerated() {
      world.objects[layout.semaphores + number].value.store(semaphore.permits, ordering: .relaxed)
    }
    for (number, lock) in shared.locks.enumerated() where lock.kind == .readWrite {
      world.objects[layout.locks + number].wakesAll = true
    }
    for (number, barrier) in shared.barriers.enumerated() {
      world.objects[layout.barriers + number].parties = barrier.parties
    }
    let locks: UnsafeMutablePointer<Int32> = world.at(layout.conditionLocks)
    for (number, condition) in shared.conditions.enumerated() { locks[number] = Int32(condition.lock) }
  }
}
