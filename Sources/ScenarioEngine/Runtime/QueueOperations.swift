// Putting, taking, counting and closing, whatever the queue's form; waiters of the other side are told.
import Synchronization

extension World {
  /// Tries to put; `.full` means: wait for the queue's `room` and try again. Never returns `.full` for a queue that drops
  /// or fails. Not for a rendezvous, see `offer`.
  @inline(__always)
  func put(_ value: Int64, queue index: Int) -> PutResult {
    let queue = queues + index
    let result =
      queue.pointee.awaitCount > 0
      ? SpinLock.hold(header.pointee.guardLock, self) { tryPut(value, queue) } : tryPut(value, queue)
    switch result {
    case .done:
      notify(Int(queue.pointee.items))
      if queue.pointee.awaitCount > 0 { notifyAwaits(of: queue) }
      return .done
    case .full: return whenFull(queue)
    default: return result
    }
  }

  @inline(__always)
  private func tryPut(_ value: Int64, _ queue: UnsafeMutablePointer<QueueControl>) -> PutResult {
    queue.pointee.form == QueueControl.Form.ring
      ? Ring.put(value, queue, self) : OrderedQueue.put(value, queue, self)
  }

  /// Has the `await` steps that count the queue's items look again.
  @inline(never)
  private func notifyAwaits(of queue: UnsafeMutablePointer<QueueControl>) {
    let awaits: UnsafeMutablePointer<Int32> = at(queue.pointee.awaits)
    for position in 0..<Int(queue.pointee.awaitCount) {
      notify(layout.awaits + Int(awaits[position]), all: true)
    }
  }

  /// Tries to offer to a rendezvous; `.full` means: wait for `room` and try again.
  func offer(_ value: Int64, queue index: Int) -> (result: PutResult, ticket: Int64) {
    let queue = queues + index
    let (result, ticket) = Rendezvous.offer(value, queue, self)
    switch result {
    case .done: notify(Int(queue.pointee.items))
    case .full: return (whenFull(queue), 0)
    default: break
    }
    return (result, ticket)
  }

  /// Tries to take; `.empty` means: wait for the queue's `items` and try again.
  @inline(__always)
  func take(queue index: Int) -> TakeResult {
    let queue = queues + index
    let result =
      queue.pointee.awaitCount > 0
      ? SpinLock.hold(header.pointee.guardLock, self) { tryTake(queue) } : tryTake(queue)
    if case .item = result {
      if queue.pointee.awaitCount > 0 { notifyAwaits(of: queue) }
      if queue.pointee.form == QueueControl.Form.rendezvous { notify(Int(queue.pointee.taken), all: true) }
      notify(Int(queue.pointee.room))
      // The last item of a closed queue: those who wait for another must see that there is none.
      let tail = queue.pointee.tail.load(ordering: .relaxed)
      if tail & QueueControl.closedBit != 0 { notify(Int(queue.pointee.items), all: true) }
    }
    return result
  }

  @inline(__always)
  private func tryTake(_ queue: UnsafeMutablePointer<QueueControl>) -> TakeResult {
    switch queue.pointee.form {
    case QueueControl.Form.ring: Ring.take(queue, self)
    case QueueControl.Form.rendezvous: Rendezvous.take(queue, self)
    default: OrderedQueue.take(queue, self)
    }
  }

  /// Items in the queue now; 0 for a rendezvous.
  func count(queue index: Int) -> Int64 {
    let queue = queues + index
    if queue.pointee.form == QueueControl.Form.rendezvous { return 0 }
    while true {
      // A number that the queue really held: nobody has put between the two looks at its end.
      let tail = queue.pointee.tail.load(ordering: .sequentiallyConsistent)
      let head = queue.pointee.head.load(ordering: .sequentiallyConsistent)
      if queue.pointee.tail.load(ordering: .sequentiallyConsistent) == tail {
        return max(0, (tail & ~QueueControl.closedBit) - head)
      }
    }
  }

  /// Whether there seems to be an item (true), none now (false), or none ever again (nil); takes nothing.
  func look(queue index: Int) -> Bool? {
    let queue = queues + index
    let head = queue.pointee.head.load(ordering: .sequentiallyConsistent)
    let tail = queue.pointee.tail.load(ordering: .sequentiallyConsistent)
    if tail & ~QueueControl.closedBit > head { return true }
    return tail & QueueControl.closedBit != 0 ? nil : false
  }

  /// Nothing can be put any more; takers get what is left. Closing twice is harmless.
  func close(queue index: Int) {
    let queue = queues + index
    _ = queue.pointee.tail.bitwiseOr(QueueControl.closedBit, ordering: .sequentiallyConsistent)
    notify(Int(queue.pointee.items), all: true)
    notify(Int(queue.pointee.room), all: true)
  }

  /// A role that may put has ended; the last one closes the queue.
  func producerEnded(queue index: Int) {
    if queues[index].producers.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0 {
      close(queue: index)
    }
  }

  @inline(never)
  private func whenFull(_ queue: UnsafeMutablePointer<QueueControl>) -> PutResult {
    switch queue.pointee.whenFull {
    case QueueControl.WhenFull.drop:
      queue.pointee.dropped.wrappingAdd(1, ordering: .relaxed)
      return .dropped
    case QueueControl.WhenFull.fail: return .failed
    default: return queue.pointee.isUnbounded ? .failed : .full
    }
  }
}
