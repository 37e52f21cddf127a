// Data races: two accesses to one shared word that nothing orders, at least one of them a write.
import ScenarioModel

/// A plain read or write that a strand can take next.
struct PlainAccess: Hashable, BitwiseCopyable {
  var worker: Int
  var strand: Int
  var role: Int
  var pc: Int
  var cell: Int
  var isWrite: Bool
}

/// Two accesses that can be taken next in either order.
///
/// Where steps are interleaved one by one, a program has a data race by happens-before exactly if it can reach a state
/// with such a pair. Source: Boehm and Adve, "Foundations of the C++ concurrency memory model" (2008), section 3.
struct Race: Hashable {
  var first: PlainAccess
  var second: PlainAccess

  /// Races between the same two places of programs are one, whoever is there.
  var key: ViolationKey {
    let places = [(first.role, first.pc), (second.role, second.pc)].sorted { $0 < $1 }
    return .dataRace(role: places[0].0, pc: places[0].1, otherRole: places[1].0, otherPC: places[1].1)
  }
}

extension Stepper {
  /// Calls back for every race between next steps in the state `s`.
  ///
  /// - Parameter accesses: room to work in.
  func forEachRace(_ accesses: inout [PlainAccess], _ body: (Race) -> Void) {
    accesses.removeAll(keepingCapacity: true)
    for worker in 0..<model.workerCount {
      select(worker, 0)
      guard block[0] > 0 else { continue }
      for strand in 0..<code.strands {
        self.strand = strand
        let cell = self.cell
        guard cell.exists else { continue }
        let i = code.code[cell.pc]
        guard i.opcode == .load || i.opcode == .store else { continue }
        let mine = PlainAccess(
          worker: worker, strand: strand, role: role, pc: cell.pc, cell: object(i, at: cell.pc),
          isWrite: i.opcode == .store)
        for other in accesses where other.cell == mine.cell && (other.isWrite || mine.isWrite) {
          body(Race(first: other, second: mine))
        }
        accesses.append(mine)
      }
    }
  }
}
