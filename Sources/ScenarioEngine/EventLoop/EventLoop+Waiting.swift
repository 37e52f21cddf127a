// Waiting for objects on an event loop, and trying again what somebody's change may have made possible.
import ScenarioModel
import Synchronization

extension EventLoop {
  /// Has whoever changes the object wake this loop. Try again afterwards: the change may have come just before.
  ///
  /// Where others of this loop wait already and the bit is gone, a change has come that they have not seen yet: setting
  /// the bit again must not hide it from `notice`.
  mutating func mark(_ object: Int) {
    let before = world.objects[object].loops.bitwiseOr(bit, ordering: .sequentiallyConsistent).oldValue
    if before & bit == 0 { waits.noteChange(of: object) }
  }

  /// Takes the loop's bit back where nobody waits any more: a rendezvous tells by the bits whether a taker is there.
  func unmarkIfUnused(_ object: Int) {
    guard object >= 0, !waits.hasWaiters(object) else { return }
    world.objects[object].loops.bitwiseAnd(~bit, ordering: .sequentiallyConsistent)
  }

  /// The running strand cannot go on before an object changes: tries once more, then leaves it waiting.
  ///
  /// - Returns: the signal that it goes on with; nil when it waits.
  mutating func block(_ handle: Int32, _ lane: Int) -> Signal? {
    var marked = -1
    while true {
      let object = Int(strand.pointee.payload)
      if object == marked { break }
      unmarkIfUnused(marked)
      mark(object)
      marked = object
      let signal = lanes[lane].machine.attempt(strand)
      if signal != .blocked {
        unmarkIfUnused(object)
        return signal ?? lanes[lane].machine.run(strand)
      }
    }
    pack(handle, .blocked)
    wait(handle, for: marked)
    return nil
  }

  /// Puts a strand into the list of those that wait for an object which is marked.
  mutating func wait(_ handle: Int32, for object: Int) {
    let record = slab[handle]
    record.pointee.object = Int32(object)
    record.pointee.time = Clock.now()
    waits.add(handle, to: object, slab)
  }

  /// Somebody has woken this loop: tries again whatever waits for an object that was changed.
  @inline(never)
  mutating func notice() {
    _ = wakeWord.pointee.exchange(LoopWake.awake, ordering: .sequentiallyConsistent)
    if context.mailbox.isAsked { context.mailbox.answer(picture()) }
    var position = waits.count
    while position > 0 {
      position -= 1
      let object = waits.object(at: position)
      let isUnmarked = world.objects[object].loops.load(ordering: .sequentiallyConsistent) & bit == 0
      if isUnmarked || waits.hasChanged(object) { retry(object) }
    }
  }

  private mutating func retry(_ object: Int) {
    mark(object)
    waits.forgetChange(of: object)
    if waits.hasSources(object) { retrySources(object) }
    let all = wakesAll(object)
    var waiting = waits.removeStrands(of: object)
    var kept = StrandList()
    while !waiting.isEmpty {
      let handle = waiting.head
      let isStuck = isStillBlocked(handle, on: object)
      if isStuck, !all { break }
      _ = waiting.popFirst(slab)
      if isStuck { kept.append(handle, slab) } else { leave(handle, object) }
    }
    let left = all ? kept : waiting
    if !left.isEmpty { waits.restore(left, to: object, slab) }
    unmarkIfUnused(object)
  }

  private mutating func retrySources(_ object: Int) {
    for lane in 0..<laneCount where lanes[lane].waitsFor == Int32(object) {
      lanes[lane].waitsFor = -1
      waits.removeSource(from: object)
    }
  }

  /// Where waiters all want the same, the first who gets nothing speaks for those behind.
  private func wakesAll(_ object: Int) -> Bool {
    let layout = world.layout
    if world.objects[object].wakesAll { return true }
    return !(object < layout.conditions || (object >= layout.room && object < layout.taken))
  }

  /// Tries a waiting strand again; what comes of it lies in `tried`, or in its extras when it delivers.
  private mutating func isStillBlocked(_ handle: Int32, on object: Int) -> Bool {
    unpack(handle, into: tried)
    guard slab[handle].pointee.phase == .blocked else { return isDeliveryBlocked(handle, on: object) }
    let lane = Int(slab[handle].pointee.lane)
    let signal = lanes[lane].machine.attempt(tried)
    if signal == .blocked, Int(tried.pointee.payload) == object { return true }
    slab[handle].pointee.phase = signal == .failed ? .failed : .ready
    return false
  }

  /// A strand has waited long enough: it can go on, has failed, or ended.
  private mutating func leave(_ handle: Int32, _ object: Int) {
    let record = slab[handle]
    let lane = lanes + Int(record.pointee.lane)
    now = Clock.now()
    chargeWait(handle, for: object)
    guard record.pointee.phase != .delivering else { return goOnDelivering(handle, tried) }
    if tried.pointee.heldCount > 0 { _ = extra(of: handle) }
    pack(handle, tried)
    record.pointee.object = record.pointee.phase == .failed ? Int32(tried.pointee.payload) : -1
    lane.pointee.ready.append(handle, slab)
  }

  /// Counts a wait that is over, as of `now`.
  ///
  /// - Parameter isServed: it ended because what was waited for came, not because the run ended.
  func chargeWait(_ handle: Int32, for object: Int, isServed: Bool = true) {
    let record = slab[handle]
    let use = lanes[Int(record.pointee.lane)].machine.uses + object
    if isServed { use.pointee.contended += 1 } else { use.pointee.unserved += 1 }
    use.pointee.wait += now - record.pointee.time
  }
}
