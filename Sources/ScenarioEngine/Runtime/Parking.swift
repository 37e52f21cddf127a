// How a thread waits for an object to change: a short spin, then a futex; in the open, so that a deadlock can be proved.
import CPlatform
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Pause {
  static func yieldThread() { _ = sched_yield() }
}

/// How a wait ended.
enum ParkResult {
  case ready
  /// The run is abandoned.
  case abandoned
}

extension World {
  /// Waits until `attempt` succeeds, trying again whenever the object changes.
  ///
  /// While it sleeps, the agent's record says what for, and which change it has seen last.
  /// - Parameter attempt: tries; true when there is nothing more to wait for. Called by this thread only.
  /// - Returns: `.abandoned` when the run ended first.
  func park(agent index: Int, on object: Int, attempt: () -> Bool) -> ParkResult {
    let began = Clock.now()
    let result = spin(attempt) ? .ready : sleep(agent: index, on: object, since: began, attempt)
    accountWait(agent: index, object, Clock.now() - began, result)
    return result
  }

  private func spin(_ attempt: () -> Bool) -> Bool {
    var looks = header.pointee.spinLimit
    while looks > 0 {
      for _ in 0..<8 { platform_pause() }
      if attempt() { return true }
      looks -= 8
    }
    return false
  }

  private func accountWait(agent index: Int, _ object: Int, _ nanoseconds: Int64, _ result: ParkResult) {
    // Each strand has a join of its own: the agent's books have one line for all of them.
    guard object < layout.accountedObjects else {
      agent(index).pointee.joining += nanoseconds
      return
    }
    let use: UnsafeMutablePointer<ObjectUse> = inAgent(index, layout.uses) + object
    use.pointee.wait += nanoseconds
    if result == .ready { use.pointee.contended += 1 } else { use.pointee.unserved += 1 }
  }

  private func sleep(agent index: Int, on object: Int, since began: Int64, _ attempt: () -> Bool) -> ParkResult {
    let record = objects + object
    let agent = agent(index)
    let word = UnsafeMutableRawPointer(record) + SyncObject.sequenceOffset
    record.pointee.waiters.wrappingAdd(1, ordering: .sequentiallyConsistent)
    agent.pointee.waitingSince = began
    defer {
      agent.pointee.waitingSince = 0
      record.pointee.waiters.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }
    while true {
      let seen = record.pointee.sequence.load(ordering: .sequentiallyConsistent)
      if attempt() { return .ready }
      if isAbandoned { return .abandoned }
      publish(agent, parkedOn: object, seen)
      Futex.wait(word, while: seen)
      retract(agent)
    }
  }

  /// Says that the agent cannot go on before `object` moves past `sequence`.
  func publish(_ agent: UnsafeMutablePointer<AgentRecord>, parkedOn object: Int, _ sequence: UInt32) {
    publish(agent, park: UInt64(object + 1), sequence)
  }

  /// Says that the agent, an event loop, cannot go on before it is woken.
  func publish(_ agent: UnsafeMutablePointer<AgentRecord>, parkedAsLoop number: Int) {
    publish(agent, park: AgentRecord.loopPark, UInt32(number))
  }

  private func publish(_ agent: UnsafeMutablePointer<AgentRecord>, park: UInt64, _ sequence: UInt32) {
    let epoch = (agent.pointee.park.load(ordering: .relaxed) >> 32) &+ 1
    agent.pointee.parkSequence.store(sequence, ordering: .sequentiallyConsistent)
    agent.pointee.park.store(epoch << 32 | park, ordering: .sequentiallyConsistent)
    let parked = header.pointee.parked.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
    if parked >= header.pointee.live.load(ordering: .sequentiallyConsistent) { wakeCoordinator() }
  }

  func retract(_ agent: UnsafeMutablePointer<AgentRecord>) {
    let epoch = (agent.pointee.park.load(ordering: .relaxed) >> 32) &+ 1
    header.pointee.parked.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    agent.pointee.park.store(epoch << 32, ordering: .sequentiallyConsistent)
  }

  /// Sleeps until the monotonic `deadline` (ns).
  ///
  /// - Returns: false when the run was abandoned first.
  func sleep(until deadline: Int64, unless level: UInt32 = Stop.abandon) -> Bool {
    let word = UnsafeMutableRawPointer(header) + ArenaHeader.stopOffset
    while true {
      let stop = header.pointee.stop.load(ordering: .sequentiallyConsistent)
      if stop >= level { return false }
      if Clock.now() >= deadline { return true }
      Futex.wait(word, while: stop, deadline: deadline)
    }
  }
}
