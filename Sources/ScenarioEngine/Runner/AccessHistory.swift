// The accesses to watched words around the first violation, of all agents, in time order.
import ScenarioModel
import Synchronization

struct AccessHistory {
  let context: RunContext

  /// Every agent's latest accesses merged; when a check was violated, those up to the violation come first in line.
  func merged(since began: Int64, limit: Int = 64) -> [SharedAccess] {
    let world = context.world
    var all: [AccessRecord] = []
    for agent in 0..<world.layout.agentCount {
      let count = min(Int(world.agent(agent).pointee.accessCount), Keep.accesses)
      let ring: UnsafeMutablePointer<AccessRecord> = world.inAgent(agent, world.layout.accesses)
      for position in 0..<count { all.append(ring[position]) }
    }
    // An indivisible step reads and writes at one time, in this order.
    all.sort { ($0.time, $0.strand, $0.word & 1) < ($1.time, $1.strand, $1.word & 1) }
    if let end = firstViolation(), let last = all.lastIndex(where: { $0.time <= end }) { all = Array(all[...last]) }
    return all.suffix(limit).map { record in
      SharedAccess(
        time: record.time - began,
        strand: context.names.strand(record.strand, number: record.worker),
        isWrite: record.word & 1 == 1, variable: context.names.word(Int(record.word >> 1)), value: record.value,
        step: context.names.step(record.strand, pc: record.pc))
    }
  }

  private func firstViolation() -> Int64? {
    let world = context.world
    return (0..<world.layout.checkCount).compactMap { number -> Int64? in
      let record = world.at(world.layout.checks, as: CheckRecord.self) + number
      guard record.pointee.first.load(ordering: .acquiring) == 2, record.pointee.strand >= 0 else { return nil }
      return record.pointee.time
    }.min()
  }
}
