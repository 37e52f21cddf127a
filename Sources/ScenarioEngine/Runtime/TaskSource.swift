// Where a worker's next tasks come from: a counter, a list, a schedule of arrivals, or queues.
import ScenarioModel
import Synchronization

/// What a claim brought. `sequence` numbers the tasks of a role in the order they were given out.
enum Claim {
  /// Tasks `lower ..< upper`.
  case tasks(Range<Int64>)
  /// One item of a queue.
  case item(Int64, sequence: Int64)
  /// Nothing now: wait for this object.
  case wait(Int)
  /// Nothing ever again.
  case finished
}

struct TaskSource {
  let world: World
  let role: UnsafeMutablePointer<RoleControl>

  init(world: World, role: Int) {
    self.world = world
    self.role = world.roles + role
  }

  /// Claims up to `wanted` tasks. Never waits.
  @inline(__always)
  func claim(_ wanted: Int64) -> Claim {
    if role.pointee.sourceKind == RoleControl.SourceKind.queues { return claimItem() }
    if world.isStopping { return .finished }
    let count = role.pointee.taskCount
    let lower = role.pointee.next.wrappingAdd(wanted, ordering: .relaxed).oldValue
    guard lower < count else {
      // Keeps the counter from running away when many ask at the end.
      role.pointee.next.store(count, ordering: .relaxed)
      return .finished
    }
    return .tasks(lower..<min(lower + wanted, count))
  }

  /// The input of a task of a source.
  @inline(__always)
  func input(of task: Int64) -> Int64 {
    guard role.pointee.sourceKind == RoleControl.SourceKind.items else { return task }
    return world.at(role.pointee.items, as: Int64.self)[Int(task)]
  }

  /// When a task of an open source is due, on the monotonic clock; nil for other sources.
  func due(of task: Int64) -> Int64? {
    guard role.pointee.sourceKind == RoleControl.SourceKind.open else { return nil }
    let dues: UnsafeMutablePointer<Int64> = world.at(role.pointee.dues)
    return world.header.pointee.start.load(ordering: .relaxed) + dues[Int(task)]
  }

  private func claimItem() -> Claim {
    if world.isAbandoned { return .finished }
    let queues: UnsafeMutablePointer<Int32> = world.at(role.pointee.from)
    let count = Int(role.pointee.fromCount)
    var drained = 0
    // Starting anywhere is fair enough: from the number of tasks given out so far.
    let next = count == 1 ? 0 : Int(role.pointee.next.load(ordering: .relaxed) % Int64(count))
    let first = count == 1 ? 0 : world.queueToTakeFrom ?? next
    for offset in 0..<count {
      switch world.take(queue: Int(queues[(first + offset) % count])) {
      case .item(let value, let position):
        // With one queue and no other taker the item's position is its number, so that order survives the role.
        let number = role.pointee.next.wrappingAdd(1, ordering: .relaxed).oldValue
        return .item(value, sequence: role.pointee.ownsItsQueue ? position : number)
      case .empty: continue
      case .drained: drained += 1
      }
    }
    return drained == count ? .finished : .wait(Int(role.pointee.itemsObject))
  }
}
