// A model of a global interpreter lock: computing needs it, waiting gives it up, and it changes hands on request.
import CPlatform
import Synchronization

/// One lock for all threads of a run, after CPython's (`Python/ceval_gil.c`): a thread that has waited for an interval asks
/// for the lock; the holder gives it up at its next safepoint and does not take it again before somebody else has had it.
struct InterpreterLock {
  let world: World
  /// Nanoseconds a waiter is patient before it asks.
  let interval: Int64
  let agent: Int

  private var object: UnsafeMutablePointer<SyncObject> { world.objects + world.layout.interpreter }

  func acquire() {
    let me = Int64(agent) + 1
    let uses: UnsafeMutablePointer<ObjectUse> = world.inAgent(agent, world.layout.uses)
    let use = uses + world.layout.interpreter
    if take(me) {
      use.pointee.acquisitions += 1
      return
    }
    var isMine = false
    let began = Clock.now()
    let word = UnsafeMutableRawPointer(object) + SyncObject.sequenceOffset
    object.pointee.waiters.wrappingAdd(1, ordering: .sequentiallyConsistent)
    while true {
      let seen = object.pointee.sequence.load(ordering: .sequentiallyConsistent)
      let holder = object.pointee.value.load(ordering: .sequentiallyConsistent)
      isMine = take(me)
      if isMine || world.isAbandoned { break }
      let deadline = Clock.now() + interval
      Futex.wait(word, while: seen, deadline: deadline)
      if Clock.now() >= deadline, object.pointee.value.load(ordering: .sequentiallyConsistent) == holder {
        object.pointee.extra.store(1, ordering: .sequentiallyConsistent)
      }
    }
    object.pointee.waiters.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    object.pointee.extra.store(0, ordering: .sequentiallyConsistent)
    use.pointee.wait += Clock.now() - began
    use.pointee.acquisitions += isMine ? 1 : 0
    use.pointee.contended += isMine ? 1 : 0
    use.pointee.unserved += isMine ? 0 : 1
  }

  func release() {
    // An abandoned run lets everybody through, so the holder may be another by now.
    _ = object.pointee.value.compareExchange(expected: Int64(agent) + 1, desired: 0, ordering: .sequentiallyConsistent)
    world.notify(world.layout.interpreter)
  }

  /// Hands the lock over if somebody asked for it.
  @inline(__always)
  func offer() {
    if object.pointee.extra.load(ordering: .relaxed) != 0 { handOver() }
  }

  private func handOver() {
    release()
    // Let one who waits have it first; a millisecond is far more than a wake-up takes.
    let patience = Clock.now() + 1_000_000
    while object.pointee.value.load(ordering: .sequentiallyConsistent) == 0,
      object.pointee.waiters.load(ordering: .sequentiallyConsistent) > 0, Clock.now() < patience
    {
      Pause.yieldThread()
    }
    acquire()
  }

  private func take(_ me: Int64) -> Bool {
    object.pointee.value.compareExchange(expected: 0, desired: me, ordering: .sequentiallyConsistent).exchanged
  }
}
