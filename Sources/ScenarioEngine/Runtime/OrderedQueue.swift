// Queues in last-in-first-out and priority order: an array under a short lock.
import CPlatform
import Synchronization

/// `lifo` takes the newest item, `priority` the smallest value; of equal values, the oldest.
enum OrderedQueue {
  private struct Entry {
    var value: Int64
    var position: Int64
    static func precedes(_ left: Entry, _ right: Entry) -> Bool {
      left.value != right.value ? left.value < right.value : left.position < right.position
    }
  }

  static let entrySize = MemoryLayout<Int64>.stride * 2

  static func put(_ value: Int64, _ queue: UnsafeMutablePointer<QueueControl>, _ world: World) -> PutResult {
    SpinLock.hold(queue.pointee.lock, world) {
      let tail = queue.pointee.tail.load(ordering: .relaxed)
      if tail & QueueControl.closedBit != 0 { return .closed }
      let count = tail - queue.pointee.head.load(ordering: .relaxed)
      guard count < queue.pointee.capacity else { return .full }
      let entries: UnsafeMutablePointer<Entry> = world.at(queue.pointee.cells)
      entries[Int(count)] = Entry(value: value, position: tail)
      if queue.pointee.form == QueueControl.Form.priority { siftUp(entries, from: Int(count)) }
      queue.pointee.tail.wrappingAdd(1, ordering: .sequentiallyConsistent)
      _ = queue.pointee.peak.max(count + 1, ordering: .relaxed)
      return .done
    }
  }

  static func take(_ queue: UnsafeMutablePointer<QueueControl>, _ world: World) -> TakeResult {
    SpinLock.hold(queue.pointee.lock, world) {
      let tail = queue.pointee.tail.load(ordering: .sequentiallyConsistent)
      let head = queue.pointee.head.load(ordering: .relaxed)
      let count = Int(tail & ~QueueControl.closedBit - head)
      guard count > 0 else { return tail & QueueControl.closedBit != 0 ? .drained : .empty }
      let entries: UnsafeMutablePointer<Entry> = world.at(queue.pointee.cells)
      let taken: Entry
      if queue.pointee.form == QueueControl.Form.priority {
        taken = entries[0]
        entries[0] = entries[count - 1]
        siftDown(entries, count: count - 1)
      } else {
        taken = entries[count - 1]
      }
      queue.pointee.head.store(head + 1, ordering: .sequentiallyConsistent)
      return .item(taken.value, position: taken.position)
    }
  }

  private static func siftUp(_ entries: UnsafeMutablePointer<Entry>, from start: Int) {
    var child = start
    let moving = entries[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard Entry.precedes(moving, entries[parent]) else { break }
      entries[child] = entries[parent]
      child = parent
    }
    entries[child] = moving
  }

  private static func siftDown(_ entries: UnsafeMutablePointer<Entry>, count: Int) {
    guard count > 0 else { return }
    var parent = 0
    let moving = entries[0]
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, Entry.precedes(entries[child + 1], entries[child]) { child += 1 }
      guard Entry.precedes(entries[child], moving) else { break }
      entries[parent] = entries[child]
      parent = child
    }
    entries[parent] = moving
  }
}

/// A lock for a few instructions, in the arena. Its holder never waits for anything.
enum SpinLock {
  /// Runs `body` with the lock held. Should a worker process die with it, the run is abandoned and so is the lock.
  @inline(__always)
  static func hold<Result>(_ lock: borrowing Atomic<UInt32>, _ world: World, _ body: () -> Result) -> Result {
    var looks = 0
    while !lock.weakCompareExchange(expected: 0, desired: 1, ordering: .acquiring).exchanged {
      guard goesOn(&looks, world) else { break }
    }
    defer { lock.store(0, ordering: .releasing) }
    return body()
  }

  /// Pauses before another look at what somebody else finishes within a few instructions, unless he lost the processor.
  ///
  /// - Returns: false when the run is abandoned: he may be dead.
  static func goesOn(_ looks: inout Int, _ world: World) -> Bool {
    looks += 1
    platform_pause()
    guard looks % 256 == 0 else { return true }
    Pause.yieldThread()
    return !world.isAbandoned
  }
}
