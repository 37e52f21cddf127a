// A graph prepared for exploration: the same for every state, shared by all threads that explore.
import ScenarioModel

/// Which reductions are on. All of them keep verdicts; each can be switched off to see that.
package struct ExploreReductions: Sendable, Hashable {
  /// States that differ only in which of a role's workers does what are one state.
  package var symmetry = true
  /// Registers that a task cannot read any more are forgotten.
  package var deadRegisters = true
  /// Steps that nobody can interfere with are taken alone.
  package var partialOrder = true

  package init() {}

  /// None at all: the plain search.
  package static let none: ExploreReductions = {
    var none = ExploreReductions()
    none.symmetry = false
    none.deadRegisters = false
    none.partialOrder = false
    return none
  }()
}

/// A check as the explorer evaluates it, as plain pointers that the model owns.
struct ModelCheck: BitwiseCopyable {
  var number: Int
  var isAlways: Bool
  var isFinally: Bool
  var isEventually: Bool
  /// Loads name cells; a word that nobody writes is named by its complement.
  var program: UnsafeMutablePointer<Instruction>
  var constants: UnsafeMutablePointer<Int64>
  var registerCount: Int
}

/// Where a worker's block is, and whose it is.
struct WorkerPlace: BitwiseCopyable {
  var role: Int32
  /// Its number within the role.
  var number: Int32
  var base: Int
}

final class ExploreModel: @unchecked Sendable {
  let graph: ExecutionGraph
  let layout: StateLayout
  let reductions: ExploreReductions
  /// Waiting for a condition may end without a signal.
  let hasSpuriousWakeUps: Bool
  let roles: [RoleModel]
  let codes: UnsafeMutablePointer<RoleCode>
  let workers: UnsafeMutablePointer<WorkerPlace>
  let workerCount: Int
  let cellCount: Int
  let initialWords: UnsafeMutablePointer<Int64>
  let checks: [ModelCheck]
  /// A check asks for data races.
  let findsRaces: Bool
  /// Some role takes several locks, so that the order in which it does matters.
  let watchesLockOrders: Bool
  /// By cell: the `always` checks that read it, a bit each; checks beyond the 64th share the last bit.
  let watchers: UnsafeMutablePointer<UInt64>
  let maxRegisters: Int
  /// Of each condition its lock, of each barrier its parties.
  let conditionLocks: [Int]
  let parties: [Int64]
  let queues: [GraphQueue]

  /// Most workers, so that a move fits into a word.
  static let mostWorkers = 4096
  /// Locks whose order is watched at most.
  static let mostOrderedLocks = 256

  init(
    _ graph: ExecutionGraph, reductions: ExploreReductions = ExploreReductions(), keepsCounters: Bool = false,
    keepsProblems: Bool = false, hasSpuriousWakeUps: Bool = false
  ) throws {
    self.graph = graph
    self.reductions = reductions
    self.hasSpuriousWakeUps = hasSpuriousWakeUps
    let readsCounters = graph.checks.contains { check in
      check.program?.instructions.contains { $0.opcode == .load && Int($0.b) >= graph.shared.words.count } ?? false
    }
    layout = StateLayout(graph, keepsCounters: keepsCounters || readsCounters, keepsProblems: keepsProblems)
    let layout = layout
    for role in graph.roles { try ExploreModel.checkAssumptions(role) }
    roles = try graph.roles.indices.map {
      try RoleModel(graph, $0, layout, keepsDeadRegisters: !reductions.deadRegisters)
    }
    if reductions.partialOrder {
      let footprints = Footprints(graph, layout)
      for role in roles { footprints.fill(role) }
    }
    codes = .allocate(capacity: max(1, roles.count))
    codes.initialize(from: roles.map(\.code), count: roles.count)
    let places = ExploreModel.places(roles, from: layout.sharedCells)
    guard places.workers.count <= ExploreModel.mostWorkers else {
      throw CannotExplore("\(places.workers.count) workers are more than can be explored (\(ExploreModel.mostWorkers))")
    }
    workerCount = places.workers.count
    cellCount = places.cells
    workers = .allocate(capacity: max(1, workerCount))
    workers.initialize(from: places.workers, count: workerCount)
    initialWords = .allocate(capacity: max(1, graph.shared.words.count))
    initialWords.initialize(from: graph.shared.words, count: graph.shared.words.count)
    watchesLockOrders =
      roles.contains { $0.touchedLocks.count > 1 } && graph.shared.locks.count <= ExploreModel.mostOrderedLocks
    findsRaces = graph.checks.contains { $0.kind == .neverDataRace }
    checks = graph.checks.enumerated().compactMap { ExploreModel.check($0, $1, graph, layout) }
    watchers = .allocate(capacity: max(1, layout.sharedCells))
    watchers.initialize(repeating: 0, count: max(1, layout.sharedCells))
    for (number, check) in graph.checks.enumerated() where check.kind == .always {
      for word in check.words where word < graph.shared.words.count && layout.words[word] >= 0 {
        watchers[layout.words[word]] |= 1 << UInt64(min(63, number))
      }
    }
    maxRegisters = max(roles.map(\.code.registerCount).max() ?? 0, checks.map(\.registerCount).max() ?? 0, 8)
    conditionLocks = graph.shared.conditions.map(\.lock)
    parties = graph.shared.barriers.map(\.parties)
    queues = graph.queues
  }

  deinit {
    codes.deallocate()
    workers.deallocate()
    initialWords.deallocate()
    watchers.deallocate()
    for check in checks {
      check.program.deallocate()
      check.constants.deallocate()
    }
  }

  private static func places(_ roles: [RoleModel], from first: Int) -> (workers: [WorkerPlace], cells: Int) {
    var cells = first
    var workers: [WorkerPlace] = []
    for role in roles {
      for number in 0..<role.code.workers {
        workers.append(WorkerPlace(role: Int32(role.code.number), number: Int32(number), base: cells))
        cells += role.code.blockCells
      }
    }
    return (workers, cells)
  }

  private static func check(
    _ number: Int, _ check: GraphCheck, _ graph: ExecutionGraph, _ layout: StateLayout
  ) -> ModelCheck? {
    guard let program = check.program else { return nil }
    let placed = program.instructions.map { instruction in
      var i = instruction
      guard i.opcode == .load else { return i }
      let word = Int(i.b)
      if word >= graph.shared.words.count {
        i.b = Int32((layout.counters ?? 0) + word - graph.shared.words.count)
      } else {
        i.b = layout.words[word] < 0 ? ~i.b : Int32(layout.words[word])
      }
      return i
    }
    return ModelCheck(
      number: number, isAlways: check.kind == .always, isFinally: check.kind == .finally,
      isEventually: check.kind == .eventually,
      program: RoleModel.memory(placed), constants: RoleModel.memory(program.constants),
      registerCount: program.registerCount)
  }
}
