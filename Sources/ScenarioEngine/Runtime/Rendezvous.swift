// A queue without room: a put ends when its item has been taken.
import Synchronization

/// One offer at a time lies in the queue's only cell. `tail` counts offers made, `head` offers taken; an offer's ticket is
/// its position. Nothing is ever in the queue as far as `count` can tell.
enum Rendezvous {
  /// The ticket of the offer made, or nil while another offer lies there. A closed queue takes none.
  static func offer(
    _ value: Int64, _ queue: UnsafeMutablePointer<QueueControl>, _ world: World
  ) -> (result: PutResult, ticket: Int64) {
    SpinLock.hold(queue.pointee.lock, world) {
      let tail = queue.pointee.tail.load(ordering: .relaxed)
      if tail & QueueControl.closedBit != 0 { return (.closed, 0) }
      if queue.pointee.offered.load(ordering: .relaxed) != 0 { return (.full, 0) }
      // Drop or fail: only a taker who is waiting already makes room.
      if queue.pointee.whenFull != QueueControl.WhenFull.block,
        world.objects[Int(queue.pointee.items)].waiters.load(ordering: .sequentiallyConsistent) == 0,
        world.objects[Int(queue.pointee.items)].loops.load(ordering: .sequentiallyConsistent) == 0
      {
        return (.full, 0)
      }
      let cell: UnsafeMutablePointer<Int64> = world.at(queue.pointee.cells)
      cell.pointee = value
      queue.pointee.tail.wrappingAdd(1, ordering: .sequentiallyConsistent)
      queue.pointee.offered.store(1, ordering: .sequentiallyConsistent)
      return (.done, tail)
    }
  }

  static func wasTaken(ticket: Int64, _ queue: UnsafeMutablePointer<QueueControl>) -> Bool {
    queue.pointee.head.load(ordering: .sequentiallyConsistent) > ticket
  }

  static func take(_ queue: UnsafeMutablePointer<QueueControl>, _ world: World) -> TakeResult {
    SpinLock.hold(queue.pointee.lock, world) {
      guard queue.pointee.offered.load(ordering: .relaxed) != 0 else {
        let tail = queue.pointee.tail.load(ordering: .sequentiallyConsistent)
        return tail & QueueControl.closedBit != 0 ? .drained : .empty
      }
      let cell: UnsafeMutablePointer<Int64> = world.at(queue.pointee.cells)
      let value = cell.pointee
      let head = queue.pointee.head.load(ordering: .relaxed)
      queue.pointee.offered.store(0, ordering: .sequentiallyConsistent)
      queue.pointee.head.store(head + 1, ordering: .sequentiallyConsistent)
      return .item(value, position: head)
    }
  }
}
