// What a search comes across that is no violation, and better known: locks taken in a circle, items that nobody takes.
import ScenarioModel

/// A lock that is taken while another is held.
struct LockOrder: Hashable {
  var held: Int
  var taken: Int
}

struct SearchWarnings {
  /// Where it was first seen: role and pc.
  var orders: [LockOrder: (role: Int, pc: Int)] = [:]
  /// By queue: the most items that were left at an end.
  var left: [Int: Int] = [:]

  mutating func merge(_ other: SearchWarnings) {
    orders.merge(other.orders) { ($0.role, $0.pc) <= ($1.role, $1.pc) ? $0 : $1 }
    left.merge(other.left, uniquingKeysWith: max)
  }

  // MARK: In words

  func words(_ graph: ExecutionGraph) -> [ExplorationRecord.Warning] {
    circles(graph) + leftovers(graph)
  }

  /// Locks that are taken while each other is held, whatever else may keep that from being a deadlock.
  private func circles(_ graph: ExecutionGraph) -> [ExplorationRecord.Warning] {
    var locks = LiveGraph(strands: [1])
    for held in graph.shared.locks.indices {
      locks.add(places: [0], holding: 0)
      for order in orders.keys where order.held == held {
        locks.addStep(from: held, Move(worker: 0, strand: 0, choice: 0), to: order.taken)
      }
    }
    locks.finish()
    var warnings: [ExplorationRecord.Warning] = []
    var components = Components(locks)
    components.forEach(in: LivePart(locks, states: { _ in true })) { circle in
      if circle.count > 1, let warning = warning(Set(circle), graph) { warnings.append(warning) }
    }
    return warnings
  }

  /// nil where one worker alone takes the locks: it does not stand in its own way.
  private func warning(_ circle: Set<Int>, _ graph: ExecutionGraph) -> ExplorationRecord.Warning? {
    let parts = orders.filter { circle.contains($0.key.held) && circle.contains($0.key.taken) }
      .sorted { ($0.key.held, $0.key.taken) < ($1.key.held, $1.key.taken) }
    let roles = Set(parts.map(\.value.role))
    if roles.count == 1, let role = roles.first, graph.roles[role].workers == .count(1),
      graph.roles[role].program.forks.isEmpty
    {
      return nil
    }
    let names = graph.shared.locks.map(\.name)
    let sites = parts.map { graph.roles[$0.value.role].program.site($0.value.pc) }
    let words = zip(parts, sites).map { part, site in
      let line = site?.range.map { " (line \($0.start.line))" } ?? ""
      return "\(names[part.key.taken]) while \(names[part.key.held]) is held\(line)"
    }
    return ExplorationRecord.Warning(
      message: "locks are taken in different orders: " + words.joined(separator: ", "), steps: sites.compactMap { $0 })
  }

  private func leftovers(_ graph: ExecutionGraph) -> [ExplorationRecord.Warning] {
    left.sorted { $0.key < $1.key }.map { queue, count in
      let items = Quantity.counted(Int64(count), "item")
      return ExplorationRecord.Warning(
        message: "\(items) can be left in queue \(graph.queues[queue].name) at the end", steps: [])
    }
  }
}

extension Stepper {
  /// Calls back with every lock that the selected strand holds while it is about to take another.
  func forEachOrder(_ body: (LockOrder, _ pc: Int) -> Void) {
    guard block[0] > 0, code.holdCells > 0 else { return }
    let cell = self.cell
    guard cell.exists else { return }
    let i = code.code[cell.pc]
    switch i.opcode {
    case .acquireMutex, .acquireReentrant, .acquireRead, .acquireWrite: break
    default: return
    }
    let taken = object(i, at: cell.pc)
    for held in model.roles[role].touchedLocks where held != taken && holds(held) {
      body(LockOrder(held: held, taken: taken), cell.pc)
    }
  }
}
