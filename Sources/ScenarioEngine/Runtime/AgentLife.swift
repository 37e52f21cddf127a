// The life of an agent: it reports, waits at the gate with all others, works, and says that it has ended.
import CPlatform
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension World {
  /// Counts an agent among the living, before it is started: nobody may take a run for deadlocked while it comes up.
  func expect(agent index: Int) {
    agent(index).pointee.status.store(AgentRecord.Status.live, ordering: .sequentiallyConsistent)
    header.pointee.live.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  /// Called first on an agent's own thread: reports it ready and waits for the gate to open.
  ///
  /// - Parameter countsQueueing: whether to learn how long the thread waits for a processor, which takes some 20 us.
  /// - Returns: the thread's times so far, to be given to `leave`.
  func enter(agent index: Int, countsQueueing: Bool = true) -> ThreadTimes {
    let record = agent(index)
    record.pointee.process = getpid()
    record.pointee.thread = platform_thread_id()
    header.pointee.ready.wrappingAdd(1, ordering: .sequentiallyConsistent)
    wakeCoordinator()
    let queued = countsQueueing ? ProcessorQueue.waitOfThisThread() : nil
    let word = UnsafeMutableRawPointer(header) + ArenaHeader.gateOffset
    while header.pointee.gate.load(ordering: .sequentiallyConsistent) == 0, !isAbandoned { Futex.wait(word, while: 0) }
    record.pointee.entered = Clock.now()
    return ThreadTimes(cpu: Clock.threadCPU(), queued: queued)
  }

  /// Whether the agent cannot go on unless another changes something: it is parked, and nothing it waits for has moved.
  func isProvablyParked(_ index: Int) -> Bool {
    let record = agent(index)
    let park = record.pointee.park.load(ordering: .sequentiallyConsistent)
    guard park & 0xffff_ffff != 0 else { return false }
    let sequence = record.pointee.parkSequence.load(ordering: .sequentiallyConsistent)
    if park & 0xffff_ffff == AgentRecord.loopPark {
      return loopWake(Int(sequence)).pointee.load(ordering: .sequentiallyConsistent) == LoopWake.asleep
    }
    let object = Int(park & 0xffff_ffff) - 1
    return objects[object].sequence.load(ordering: .sequentiallyConsistent) == sequence
  }

  /// Called last on an agent's own thread.
  ///
  /// - Parameter freeing: as in `vacate`.
  func leave(agent index: Int, since before: ThreadTimes, freeing object: Int? = nil) {
    settle(agent: index, since: before)
    vacate(agent: index, freeing: object)
  }

  func isLive(agent index: Int) -> Bool {
    agent(index).pointee.status.load(ordering: .sequentiallyConsistent) == AgentRecord.Status.live
  }

  /// Closes the books of the calling thread's agent.
  func settle(agent index: Int, since before: ThreadTimes) {
    let record = agent(index)
    record.pointee.cpu += Clock.threadCPU() - before.cpu
    record.pointee.ended = Clock.now()
    record.pointee.alive += record.pointee.ended - record.pointee.entered
    if let queued = before.queued { record.pointee.queued += (ProcessorQueue.waitOfThisThread() ?? queued) - queued }
  }

  /// Takes an agent from the living.
  ///
  /// - Parameter freeing: the object that a dispatcher waits on for this agent to be free. It is told before the agent
  ///   is taken from the living, or the dispatcher alone would look like a deadlock.
  func vacate(agent index: Int, freeing object: Int? = nil) {
    agent(index).pointee.status.store(AgentRecord.Status.ended, ordering: .sequentiallyConsistent)
    if let object { notify(object, all: true) }
    header.pointee.live.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    wakeCoordinator()
  }

  /// An agent takes no more tasks of its role. The last one closes what the role put into and sends its helpers home.
  func retire(role index: Int) {
    let role = roles + index
    guard role.pointee.active.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0 else { return }
    // A run that is given up sends everybody home by itself; who still waits must not take a closed queue for a failure.
    guard !isAbandoned else { return }
    let puts: UnsafeMutablePointer<Int32> = at(role.pointee.puts)
    for position in 0..<Int(role.pointee.putsCount) { producerEnded(queue: Int(puts[position])) }
    if role.pointee.jobs >= 0 { close(queue: Int(role.pointee.jobs)) }
  }

  /// Lets everybody begin.
  func openGate() {
    header.pointee.start.store(Clock.now(), ordering: .sequentiallyConsistent)
    header.pointee.gate.store(1, ordering: .sequentiallyConsistent)
    Futex.wake(UnsafeMutableRawPointer(header) + ArenaHeader.gateOffset, all: true)
  }
}
