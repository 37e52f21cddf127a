// Where everything lies in a modelled state: a flat row of 64-bit cells, what is shared first, then a block per worker.
import ScenarioModel

/// A state while it is being worked on.
typealias Cells = UnsafeMutablePointer<Int64>

/// Offsets into a state's cells. What cannot change or cannot matter has no cell.
struct StateLayout {
  /// A queue's cells: whether it is closed and who may still put, how many items there are, the items in the order in
  /// which they are taken. A rendezvous has its one offer as an item.
  struct Queue {
    var first: Int
    /// Items that there are cells for; a run that needs more cannot be explored.
    var room: Int
    /// Items that the queue takes; nil: any number.
    var capacity: Int?

    static let isClosed = 0, producers = 1, count = 2, items = 3
  }

  /// A role's own cells: next task, workers that have not ended, and the results that wait for their turn.
  struct Role {
    var first: Int
    /// Results that there are cells for; 0 unless they leave in order.
    var room: Int

    static let next = 0, active = 1, nextOut = 2, isEmitting = 3, ready = 4, results = 5
    /// Cells of a waiting result: task, whether it has a value, the value.
    static let resultCells = 3
  }

  /// Of each shared word, its cell; -1 for one that nobody writes, unless a loop waits for somebody to.
  private(set) var words: [Int] = []
  private(set) var locks = 0
  private(set) var permits = 0
  private(set) var barriers = 0
  private(set) var queues: [Queue] = []
  private(set) var roles: [Role] = []
  /// The first cell of the counters, and of the mask of what went wrong; nil where they are not part of the state.
  private(set) var counters: Int?
  private(set) var problems: Int?
  /// Cells before the first worker's block.
  private(set) var sharedCells = 0

  /// Most items that an unbounded or very large queue, or results in order, are given cells for.
  private static let mostItems = 64

  /// - Parameters:
  ///   - keepsCounters: counters tell states apart.
  ///   - keepsProblems: what has gone wrong before tells states apart.
  init(_ graph: ExecutionGraph, keepsCounters: Bool, keepsProblems: Bool) {
    placeWords(graph)
    locks = take(graph.shared.locks.count)
    permits = take(graph.shared.semaphores.count)
    barriers = take(graph.shared.barriers.count)
    for queue in graph.queues {
      let capacity: Int? = if case .bounded(let bound) = queue.capacity { bound } else { nil }
      let room = min(max(capacity ?? .max, 1), StateLayout.mostItems, StateLayout.mostPuts(queue, graph))
      queues.append(Queue(first: take(Queue.items + room), room: room, capacity: capacity))
    }
    for role in graph.roles {
      let isOrdered = role.collect == .ordered && !role.into.isEmpty
      let room = isOrdered ? min(StateLayout.mostItems, role.taskCount ?? .max) : 0
      roles.append(Role(first: take(isOrdered ? Role.results + Role.resultCells * room : 2), room: room))
    }
    if keepsCounters { counters = take(graph.counters.count) }
    if keepsProblems { problems = take(1) }
  }

  private mutating func take(_ count: Int) -> Int {
    defer { sharedCells += count }
    return sharedCells
  }

  private mutating func placeWords(_ graph: ExecutionGraph) {
    words = graph.shared.words.map { _ in -1 }
    let written = graph.roles.reduce(into: Set<Int>()) { written, role in
      for i in role.program.instructions {
        switch i.opcode {
        case .store, .atomicCommit, .compareAndSwap:
          written.formUnion(graph.shared.family(ofWord: Int(i.b), isIndexed: i.isIndexed))
        default: break
        }
      }
    }
    placeVariables(with: written, graph)
    placeVariables(with: SpinLoops(graph: graph, cells: words).words(), graph)
  }

  /// Gives cells to the variables that have one of these words and no cells yet.
  private mutating func placeVariables(with wanted: Set<Int>, _ graph: ExecutionGraph) {
    for variable in graph.shared.variables where variable.count > 0 && words[variable.first] < 0 {
      let range = variable.first..<variable.first + variable.count
      // The elements of a list keep their distance from each other, so that an index still finds them.
      guard !wanted.isDisjoint(with: range) else { continue }
      let first = take(variable.count)
      for word in range { words[word] = first + word - variable.first }
    }
  }

  /// A bound on the items that are ever put into a queue; `mostItems` when none is known.
  private static func mostPuts(_ queue: GraphQueue, _ graph: ExecutionGraph) -> Int {
    var total = 0
    for producer in queue.producers {
      let role = graph.roles[producer]
      let putsByHand = role.program.instructions.contains { $0.opcode == .put || $0.opcode == .offer }
      guard !putsByHand, let count = role.taskCount else { return mostItems }
      total += count
    }
    return max(1, total)
  }
}

extension GraphRole {
  /// Tasks of a role that is a source; nil when they come from queues or arrive by themselves.
  var taskCount: Int? {
    switch source {
    case .count(let count): count
    case .items(let items): items.count
    case .open, .queues: nil
    }
  }
}
