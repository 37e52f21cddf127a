// Proves that nobody can go on, and draws who holds what and who waits for what.
import ScenarioModel
import Synchronization

/// Looks at the arena from the coordinator's thread while workers run.
struct DeadlockProver {
  let world: World
  let names: ObjectNames

  /// Whether all living agents are parked for good.
  ///
  /// Every agent is looked at twice. One found parked with the same epoch both times was parked all the while in between,
  /// so there was a moment at which all were; and as no object had moved by the second look, no wake-up was under way at
  /// that moment. Only an agent can cause one, so there never will be.
  func isDeadlocked() -> Bool {
    guard let first = epochs(), !first.isEmpty else { return false }
    return epochs() == first
  }

  /// Wakes the agents that sleep although what they wait for has moved.
  ///
  /// A change of an object wakes one of its waiters only, but moves it for all of them. When nobody is left running, the
  /// others are sent to look for themselves: they find what they wait for, or park again at what the object is now.
  func wakeStale() {
    for agent in 0..<world.layout.agentCount {
      let record = world.agent(agent)
      guard record.pointee.status.load(ordering: .sequentiallyConsistent) == AgentRecord.Status.live else { continue }
      let park = record.pointee.park.load(ordering: .sequentiallyConsistent) & 0xffff_ffff
      guard park > 0, Int(park) <= world.layout.objectCount, !world.isProvablyParked(agent) else { continue }
      Futex.wake(UnsafeMutableRawPointer(world.objects + (Int(park) - 1)) + SyncObject.sequenceOffset, all: true)
    }
  }

  /// The parking epoch of every living agent, or nil if one of them may go on.
  private func epochs() -> [UInt64]? {
    var epochs: [UInt64] = []
    for agent in 0..<world.layout.agentCount {
      let record = world.agent(agent)
      guard record.pointee.status.load(ordering: .sequentiallyConsistent) == AgentRecord.Status.live else { continue }
      let park = record.pointee.park.load(ordering: .sequentiallyConsistent)
      guard world.isProvablyParked(agent) else { return nil }
      epochs.append(UInt64(agent) << 32 ^ park)
    }
    return Int32(epochs.count) == world.header.pointee.live.load(ordering: .sequentiallyConsistent) ? epochs : nil
  }

  /// What every parked worker holds and waits for, by agent. Those who are not parked move, and are left out.
  func picture() -> [Int: WaitDescription] {
    var picture: [Int: WaitDescription] = [:]
    for agent in 0..<world.layout.agentCount {
      let record = world.agent(agent)
      guard record.pointee.status.load(ordering: .relaxed) == AgentRecord.Status.live,
        world.isProvablyParked(agent)
      else { continue }
      picture[agent] = description(of: agent)
    }
    return picture
  }

  /// What tasks that have ended took and never gave back, of the things that others wait for.
  ///
  /// Their agents must be parked or have ended.
  func leftBehind(waitedForIn waits: [WaitDescription]) -> [WaitDescription] {
    let wanted = Set(waits.compactMap(\.waitsFor))
    var left: [WaitDescription] = []
    for agent in 0..<world.layout.agentCount {
      let records: UnsafeMutablePointer<LeftRecord> = world.inAgent(agent, world.layout.left)
      for position in 0..<Int(world.agent(agent).pointee.leftCount) {
        let record = records[position]
        let name = names.name(Int(record.object))
        guard wanted.contains(name) else { continue }
        left.append(
          WaitDescription(
            strand: names.strand(record.strand, number: record.worker),
            holds: [.init(object: name, step: names.step(record.strand, pc: record.pc))], waitsFor: nil, step: nil,
            hasEnded: true))
      }
    }
    return left.sorted { ($0.strand.task ?? 0, $0.strand.branch) < ($1.strand.task ?? 0, $1.strand.branch) }
  }

  /// Where the workers were that had a task in hand and were not parked; for a run that has ended by force.
  func unfinished(besides known: some Collection<Int>) -> [WaitDescription] {
    (0..<world.layout.agentCount).compactMap { agent in
      guard !known.contains(agent), world.agent(agent).pointee.current.load(ordering: .relaxed) > 0 else { return nil }
      return description(of: agent, isParked: false)
    }
  }

  /// What one agent's strand holds and waits for; nil when it has none in hand and waits for nothing.
  ///
  /// The agent must be parked, have ended or be dead: nobody else may write what is read here.
  func description(of agent: Int, isParked: Bool = true) -> WaitDescription? {
    let record = world.agent(agent)
    let park = record.pointee.park.load(ordering: .sequentiallyConsistent) & 0xffff_ffff
    let object = park == 0 || park == AgentRecord.loopPark || !isParked ? nil : Int(park) - 1
    let role = world.roles + Int(record.pointee.role)
    let worker = Int(record.pointee.worker)
    let current = record.pointee.current.load(ordering: .relaxed)
    guard current > 0 else {
      let isHelper =
        object.map { $0 >= world.layout.items + names.graph.queues.count && $0 < world.layout.taken } ?? true
      guard let object, !isHelper, worker < Int(role.pointee.agentCount) else { return nil }
      return WaitDescription(
        strand: StrandName(role: names.graph.roles[Int(record.pointee.role)].name, worker: worker, task: nil),
        holds: [], waitsFor: names.name(object), step: nil)
    }
    let place = current - 1
    let strand = world.inAgent(Int(place >> 16), world.layout.strands, as: Strand.self)[Int(place & 0xffff)]
    return names.description(of: strand, worker: Int(world.agent(Int(place >> 16)).pointee.worker), waitsFor: object)
  }
}

extension ObjectNames {
  /// What a strand holds and waits for.
  func description(of strand: Strand, worker: Int?, waitsFor object: Int?) -> WaitDescription {
    let held = (0..<min(Int(strand.heldCount), Strand.heldCapacity)).map { position in
      let entry = strand.held(at: position)
      return WaitDescription.Held(object: name(entry.object), step: step(strand.id, pc: entry.pc))
    }
    return WaitDescription(
      strand: self.strand(strand.id, worker: worker), holds: held, waitsFor: object.map(name),
      step: step(strand.id, pc: strand.pc))
  }
}
