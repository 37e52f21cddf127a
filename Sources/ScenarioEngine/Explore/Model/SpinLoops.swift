// Constants that a loop keeps looking at and does nothing else that others could see.
import ScenarioModel

/// Reading a word that nobody writes is no step of its own, since nothing can come between. But a task that waits in a loop
/// for such a word to change would never come to a step at all; so there the reading is one.
struct SpinLoops {
  let graph: ExecutionGraph
  /// Of each shared word, its cell; negative for one that nobody writes.
  let cells: [Int]

  /// The words read on a way around a loop that has no visible step.
  func words() -> Set<Int> {
    graph.roles.reduce(into: []) { $0.formUnion(words(of: $1.program)) }
  }

  private func words(of program: Program) -> Set<Int> {
    let reads = program.instructions.indices.filter { isConstant(program.instructions[$0]) }
    guard !reads.isEmpty else { return [] }
    let flow = ProgramFlow(program)
    return reads.reduce(into: []) { words, pc in
      guard comesBack(to: pc, program, flow) else { return }
      let i = program.instructions[pc]
      words.formUnion(graph.shared.family(ofWord: Int(i.b), isIndexed: i.flags.contains(.indexed)))
    }
  }

  private func isConstant(_ i: Instruction) -> Bool { i.opcode == .load && cells[Int(i.b)] < 0 }

  private func comesBack(to start: Int, _ program: Program, _ flow: ProgramFlow) -> Bool {
    var open = [start]
    var seen: Set<Int> = []
    while let pc = open.popLast() {
      for next in flow.instructions[pc].next.map(Int.init) {
        if next == start { return true }
        guard seen.insert(next).inserted, RoleModel.kind(of: program.instructions[next], cells) != .visible else {
          continue
        }
        open.append(next)
      }
    }
    return false
  }
}
