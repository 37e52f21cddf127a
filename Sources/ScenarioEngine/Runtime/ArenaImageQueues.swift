// Lays out and fills the queues of a run, the internal ones that hand branches to helpers included.
import ScenarioModel
import Synchronization

extension ArenaImage {
  mutating func placeQueues(_ bump: inout Bump) {
    layout.queues = bump.take(QueueControl.self, count: layout.queueCount)
    for (number, queue) in graph.queues.enumerated() {
      queueCells.append(bump.take(cellBytes(of: queue)))
      queueAwaits.append(bump.take(Int32.self, count: awaits(countingQueue: number).count))
    }
    for (number, plan) in plans.enumerated() {
      guard plan.helpers > 0 else {
        jobQueues.append(nil)
        continue
      }
      jobQueues.append(queueCells.count)
      queueCells.append(bump.take(RingCell.self, count: jobRingSize(number)))
    }
  }

  /// The objects of the `await` steps that count a queue's items.
  private func awaits(countingQueue queue: Int) -> [Int32] {
    graph.roles.flatMap(\.program.awaits).filter { $0.queues.contains(queue) }.map { Int32($0.object) }
  }

  private func jobRingSize(_ role: Int) -> Int {
    ArenaImage.ringSize(plans[role].workers * graph.roles[role].program.peakStrands)
  }

  /// At least two cells, and a power of two.
  private static func ringSize(_ capacity: Int) -> Int {
    var size = 2
    while size < capacity { size *= 2 }
    return size
  }

  private func capacity(of queue: GraphQueue) -> Int {
    guard case .bounded(let capacity) = queue.capacity else { return Limits.unboundedQueue }
    return capacity
  }

  private func cellBytes(of queue: GraphQueue) -> Int {
    switch form(of: queue) {
    case QueueControl.Form.ring: ArenaImage.ringSize(capacity(of: queue)) * MemoryLayout<RingCell>.stride
    case QueueControl.Form.rendezvous: 64
    default: capacity(of: queue) * OrderedQueue.entrySize
    }
  }

  private func form(of queue: GraphQueue) -> Int32 {
    if case .bounded(0) = queue.capacity { return QueueControl.Form.rendezvous }
    return switch queue.order {
    case .fifo: QueueControl.Form.ring
    case .lifo: QueueControl.Form.lifo
    case .priority: QueueControl.Form.priority
    }
  }

  func fillQueues(_ world: World) {
    let itemObjects = sharedItemObjects()
    for object in itemObjects where itemObjects.count(where: { $0 == object }) > 1 {
      world.objects[object].wakesAll = true
    }
    for (number, queue) in graph.queues.enumerated() {
      let control = world.queues + number
      control.pointee.form = form(of: queue)
      control.pointee.whenFull =
        switch queue.full {
        case .block: QueueControl.WhenFull.block
        case .drop: QueueControl.WhenFull.drop
        case .fail: QueueControl.WhenFull.fail
        }
      let awaits = awaits(countingQueue: number)
      world.copy(awaits, to: queueAwaits[number])
      control.pointee.awaits = queueAwaits[number]
      control.pointee.awaitCount = Int32(awaits.count)
      control.pointee.isUnbounded = queue.capacity == .unbounded
      control.pointee.capacity = Int64(capacity(of: queue))
      control.pointee.producers.store(Int32(queue.producers.count), ordering: .relaxed)
      // Nobody is left who could put: it is closed from the start.
      if queue.producers.isEmpty { control.pointee.tail.store(QueueControl.closedBit, ordering: .relaxed) }
      fill(world, number, items: itemObjects[number])
    }
    for (role, queue) in jobQueues.enumerated() {
      guard let queue else { continue }
      world.queues[queue].form = QueueControl.Form.ring
      world.queues[queue].capacity = Int64(jobRingSize(role))
      fill(world, queue, items: layout.items + queue)
    }
  }

  private func fill(_ world: World, _ number: Int, items: Int) {
    let control = world.queues + number
    control.pointee.cells = queueCells[number]
    control.pointee.room = Int32(layout.room + number)
    control.pointee.items = Int32(items)
    control.pointee.taken = Int32(layout.taken + number)
    guard control.pointee.form == QueueControl.Form.ring else { return }
    control.pointee.mask = Int64(ArenaImage.ringSize(Int(control.pointee.capacity)) - 1)
  }

  /// Queues that one role takes from together share the object their takers wait on.
  private func sharedItemObjects() -> [Int] {
    var group = Array(graph.queues.indices)
    for role in graph.roles {
      guard case .queues(let queues) = role.source, let first = queues.first else { continue }
      for queue in queues.dropFirst() {
        let (from, to) = (group[queue], group[first])
        for index in group.indices where group[index] == from { group[index] = to }
      }
    }
    return group.map { layout.items + $0 }
  }
}
