// A bounded FIFO queue of many putters and takers without a lock.
import CPlatform
import Synchronization

/// Dmitry Vyukov's bounded queue (1024cores.net, "Bounded MPMC queue") with an exact capacity and an end.
///
/// A cell's sequence is kept less the cell's index, so that zeroed memory is an empty ring of any size.
///
/// A putter claims a position by moving `tail`, writes the cell, then publishes it; a taker claims by moving `head`. The
/// ring has at least two cells and a power of two of them, so the capacity is kept by comparing `tail` with `head`.
enum Ring {
  @inline(__always)
  static func put(_ value: Int64, _ queue: UnsafeMutablePointer<QueueControl>, _ world: World) -> PutResult {
    let cells: UnsafeMutablePointer<RingCell> = world.at(queue.pointee.cells)
    let mask = queue.pointee.mask
    let capacity = queue.pointee.capacity
    var looks = 0
    while true {
      let tail = queue.pointee.tail.load(ordering: .relaxed)
      if tail & QueueControl.closedBit != 0 { return .closed }
      let used = tail - queue.pointee.head.load(ordering: .sequentiallyConsistent)
      let cell = cells + Int(tail & mask)
      let sequence = cell.pointee.sequence.load(ordering: .acquiring)
      if sequence == (tail & ~mask), used < capacity {
        let claim = queue.pointee.tail.weakCompareExchange(
          expected: tail, desired: tail + 1, ordering: .relaxed)
        guard claim.exchanged else { continue }
        cell.pointee.value = value
        cell.pointee.sequence.store((tail & ~mask) + 1, ordering: .sequentiallyConsistent)
        if used + 1 > queue.pointee.peak.load(ordering: .relaxed) { raisePeak(queue, to: used + 1) }
        return .done
      }
      if queue.pointee.tail.load(ordering: .relaxed) != tail { continue }
      // Full, or the taker of this cell has moved `head` and is about to hand the cell back.
      guard used < capacity, SpinLock.goesOn(&looks, world) else { return .full }
    }
  }

  @inline(__always)
  static func take(_ queue: UnsafeMutablePointer<QueueControl>, _ world: World) -> TakeResult {
    let cells: UnsafeMutablePointer<RingCell> = world.at(queue.pointee.cells)
    let mask = queue.pointee.mask
    var looks = 0
    while true {
      let head = queue.pointee.head.load(ordering: .relaxed)
      let cell = cells + Int(head & mask)
      let sequence = cell.pointee.sequence.load(ordering: .sequentiallyConsistent)
      if sequence == (head & ~mask) + 1 {
        let claim = queue.pointee.head.weakCompareExchange(
          expected: head, desired: head + 1, ordering: .sequentiallyConsistent)
        guard claim.exchanged else { continue }
        let value = cell.pointee.value
        cell.pointee.sequence.store((head & ~mask) + mask + 1, ordering: .sequentiallyConsistent)
        return .item(value, position: head)
      }
      if queue.pointee.head.load(ordering: .relaxed) != head { continue }
      let tail = queue.pointee.tail.load(ordering: .sequentiallyConsistent)
      if tail == head | QueueControl.closedBit { return .drained }
      // Empty, or the putter of this cell has moved `tail` and is about to publish the cell.
      guard tail & ~QueueControl.closedBit > head, SpinLock.goesOn(&looks, world) else { return .empty }
    }
  }

  @inline(never)
  private static func raisePeak(_ queue: UnsafeMutablePointer<QueueControl>, to count: Int64) {
    _ = queue.pointee.peak.max(count, ordering: .relaxed)
  }
}
