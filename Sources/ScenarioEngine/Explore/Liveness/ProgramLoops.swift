// The loops of a program: which of them are meant to be left, and whether any can bring a state back.
import ScenarioModel

/// Loops are the strongly connected parts of a program's flow. Source: Steensgaard, "Sequentializing program dependence
/// graphs for irreducible programs" (1993): a part's entry is taken out to find the loops inside it.
struct ProgramLoops {
  /// By pc: the largest loop that has a way out and contains it; -1 outside such loops. An endless loop, `while: true`,
  /// has no way out, and going round it for ever is what it is for.
  let leaveable: [Int]
  /// A worker can be at the same place with the same registers again: some loop with visible steps is not counted.
  let canRepeat: Bool

  init(_ program: Program) {
    let flow = Flow(program)
    let all = Array(program.instructions.indices)
    var leaveable = [Int](repeating: -1, count: all.count)
    var count = 0
    var work = flow.loops(in: all)
    while let loop = work.popLast() {
      if flow.hasWayOut(loop) {
        for pc in loop { leaveable[pc] = count }
        count += 1
        continue
      }
      let entries = flow.entries(of: loop)
      work += flow.loops(in: loop.filter { !entries.contains($0) })
    }
    self.leaveable = leaveable
    canRepeat = ProgramLoops.canRepeat(program, flow)
  }

  /// Removes the steps that count a loop, again and again, until loops are left that nothing counts, or none.
  private static func canRepeat(_ program: Program, _ flow: Flow) -> Bool {
    var work = flow.loops(in: Array(program.instructions.indices))
    while let loop = work.popLast() {
      guard loop.contains(where: { program.instructions[$0].opcode.isVisible }) else { continue }
      let counts = flow.counting(loop)
      guard !counts.isEmpty else { return true }
      work += flow.loops(in: loop.filter { !counts.contains($0) })
    }
    return false
  }

  /// Where control can go, failures left out: whoever fails does not go on.
  private struct Flow {
    let program: Program
    let next: [[Int]]
    /// The same as a graph: an instruction is a state.
    private let graph: LiveGraph

    init(_ program: Program) {
      self.program = program
      let next = program.instructions.indices.map { pc in
        let handlers = Set(program.handlers.filter { $0.lower <= pc && pc < $0.upper }.map { Int($0.handler) })
        return InstructionFlow(at: pc, of: program).next.map(Int.init).filter { !handlers.contains($0) || $0 == pc + 1 }
      }
      var graph = LiveGraph(strands: [1])
      for (pc, following) in next.enumerated() {
        graph.add(places: [0], holding: 0)
        for target in following { graph.addStep(from: pc, Move(worker: 0, strand: 0, choice: 0), to: target) }
      }
      graph.finish()
      self.next = next
      self.graph = graph
    }

    /// The largest loops within some instructions, each in order.
    func loops(in instructions: [Int]) -> [[Int]] {
      let inside = Set(instructions)
      var components = Components(graph)
      var loops: [[Int]] = []
      components.forEach(in: LivePart(graph, states: inside.contains)) { states in
        if states.count > 1 || states.contains(where: { next[$0].contains($0) }) { loops.append(states.sorted()) }
      }
      return loops
    }

    func hasWayOut(_ loop: [Int]) -> Bool {
      let inside = Set(loop)
      return loop.contains { pc in
        next[pc].contains { !inside.contains($0) && program.instructions[$0].opcode != .fail }
      }
    }

    /// The instructions by which a loop is entered; its first where it is where the program begins.
    func entries(of loop: [Int]) -> Set<Int> {
      let inside = Set(loop)
      var entries: Set<Int> = []
      for pc in next.indices where !inside.contains(pc) { entries.formUnion(next[pc].filter(inside.contains)) }
      for forked in program.forks.joined() where inside.contains(Int(forked)) { entries.insert(Int(forked)) }
      if entries.isEmpty || inside.contains(0) { entries.insert(loop[0]) }
      return entries
    }

    /// Instructions that only ever make a register larger, where nothing else in the loop writes it.
    func counting(_ loop: [Int]) -> Set<Int> {
      var writers: [Int32: [Int]] = [:]
      for pc in loop {
        for register in InstructionFlow(at: pc, of: program).writes { writers[register, default: []].append(pc) }
      }
      return Set(
        writers.flatMap { register, places in
          places.allSatisfy { pc in
            let i = program.instructions[pc]
            return i.opcode == .add && i.a == register && i.b == register && i.flags.contains(.immediate) && i.c > 0
          } ? places : []
        })
    }
  }
}

extension ExecutionGraph {
  /// Whether a run can come back to a state in which it has been; no, if that is certain without looking at states.
  var canRepeatStates: Bool {
    roles.contains { role in
      let program = role.program
      // Items can go round through queues without any loop in a program.
      let recycles = program.instructions.contains { $0.opcode == .put || $0.opcode == .offer }
      return ProgramLoops(program).canRepeat || role.taskCount == nil && recycles
    }
  }
}
