// Telling those who wait for an object that it has changed, wherever they wait: threads, processes, event loops.
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension World {
  /// Lets waiters of the object try again: one of them, or all if they wait for different things.
  ///
  /// Call it after the change, which must have been a sequentially consistent store or exchange.
  @inline(__always)
  func notify(_ object: Int, all: Bool = false) {
    let record = objects + object
    if record.pointee.waiters.load(ordering: .sequentiallyConsistent) > 0 {
      wakeThreads(record, all: all)
    }
    if record.pointee.loops.load(ordering: .sequentiallyConsistent) != 0 { wakeLoops(record) }
  }

  @inline(never)
  private func wakeThreads(_ record: UnsafeMutablePointer<SyncObject>, all: Bool) {
    record.pointee.sequence.wrappingAdd(1, ordering: .sequentiallyConsistent)
    Futex.wake(UnsafeMutableRawPointer(record) + SyncObject.sequenceOffset, all: all || record.pointee.wakesAll)
  }

  @inline(never)
  private func wakeLoops(_ record: UnsafeMutablePointer<SyncObject>) {
    record.pointee.sequence.wrappingAdd(1, ordering: .sequentiallyConsistent)
    var mask = record.pointee.loops.exchange(0, ordering: .sequentiallyConsistent)
    while mask != 0 {
      wakeLoop(mask.trailingZeroBitCount)
      mask &= mask - 1
    }
  }

  /// Makes event loop `number` look at its waiting strands.
  func wakeLoop(_ number: Int) {
    let before = loopWake(number).pointee.exchange(LoopWake.notified, ordering: .sequentiallyConsistent)
    if before == LoopWake.asleep, number < loopDescriptors.count {
      var one: UInt64 = 1
      _ = write(loopDescriptors[number], &one, 8)
    }
  }

  func loopWake(_ number: Int) -> UnsafeMutablePointer<Atomic<UInt32>> { at(layout.loopWakes + number * 64) }

  /// Bumps the coordinator's event, so that it looks now and not at its next tick.
  func wakeCoordinator() {
    header.pointee.event.wrappingAdd(1, ordering: .sequentiallyConsistent)
    Futex.wake(UnsafeMutableRawPointer(header) + ArenaHeader.eventOffset, all: true)
  }

  /// Raises the stop level and wakes everybody to see it.
  func stop(_ level: UInt32) {
    header.pointee.stop.store(level, ordering: .sequentiallyConsistent)
    Futex.wake(UnsafeMutableRawPointer(header) + ArenaHeader.stopOffset, all: true)
    for object in 0..<layout.objectCount {
      let record = objects + object
      record.pointee.sequence.wrappingAdd(1, ordering: .sequentiallyConsistent)
      Futex.wake(UnsafeMutableRawPointer(record) + SyncObject.sequenceOffset, all: true)
    }
    for number in loopDescriptors.indices { wakeLoop(number) }
  }
}

/// Values of an event loop's wake word.
///
/// Only who finds it asleep has to make a system call: a loop that is awake looks at the word before it sleeps.
enum LoopWake {
  static let asleep: UInt32 = 0
  static let notified: UInt32 = 1
  static let awake: UInt32 = 2
}
