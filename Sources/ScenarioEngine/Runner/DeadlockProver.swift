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

  /// What every worker with a task in hand holds and waits for. Exact once all are parked, else a snapshot.
  func picture() -> [WaitDescription] {
    (0..<world.layout.agentCount).compactMap { agent in
      let record = world.agent(agent)
      guard record.pointee.status.load(ordering: .relaxed) == AgentRecord.Status.live else { return nil }
      return description(of: agent)
    }
  }

  /// What one agent's strand holds and waits for; nil when it has none in hand and waits for nothing.
  func description(of agent: Int) -> WaitDescription? {
    let record = world.agent(agent)
    let park = record.pointee.park.load(ordering: .relaxed) & 0xffff_ffff
    let object = park == 0 ? nil : Int(park) - 1
    let role = world.roles + Int(record.pointee.role)
    let worker = Int(record.pointee.worker)
    guard record.pointee.current > 0 else {
      let isHelper =
        object.map { $0 >= world.layout.items + names.graph.queues.count && $0 < world.layout.taken } ?? true
      guard let object, !isHelper, worker < Int(role.pointee.agentCount) else { return nil }
      return WaitDescription(
        strand: StrandName(role: names.graph.roles[Int(record.pointee.role)].name, worker: worker, task: nil),
        holds: [], waitsFor: names.name(object), step: nil)
    }
    let place = record.pointee.current - 1
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
