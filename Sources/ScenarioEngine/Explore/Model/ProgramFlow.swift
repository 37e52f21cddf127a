// Where each instruction of a program can go next, and which registers it reads and writes.
import ScenarioModel

/// What one instruction does to the flow of control and to registers.
struct InstructionFlow {
  var reads: [Int32] = []
  var writes: [Int32] = []
  var next: [Int32] = []

  init(at pc: Int, of program: Program) {
    let i = program.instructions[pc]
    let following = Int32(pc + 1)
    next = [following]
    if i.isIndexed { reads.append(i.c) }
    switch i.opcode {
    case .constant, .choose, .draw: writes = [i.a]
    case .move, .negate, .not, .absolute:
      reads = [i.b]
      writes = [i.a]
    case .add, .subtract, .multiply, .divide, .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .minimum, .maximum:
      reads = i.isImmediate ? [i.b] : [i.b, i.c]
      writes = [i.a]
    case .jump: next = [i.a]
    case .jumpIfZero, .jumpIfNotZero:
      reads = [i.a]
      next.append(i.b)
    case .checkIndex, .assert, .store, .put, .sleep, .compute, .conditionAwait, .barrierAwait, .awaitTaken:
      reads.append(i.a)
    case .log: reads = Array(i.b..<i.b + i.c)
    case .load, .atomicBegin, .tryMutex, .tryReentrant, .tryRead, .tryWrite, .tryPermit, .conditionEnter,
      .barrierArrive, .queueCount, .call:
      writes = [i.a]
    case .acquireReentrant: if i.isImmediate { reads.append(i.a) }
    case .atomicCommit: reads += [i.a, program.instructions[pc - Int(i.extra)].a]
    case .compareAndSwap:
      reads += [i.a + 1, i.a + 2]
      writes = [i.a]
    case .await: next.append(i.c)
    case .offer:
      reads = [i.a]
      writes = [i.a + 1]
    case .get:
      // It writes only when there was an item; on the other way the register keeps what it has.
      if i.c >= 0 { next.append(i.c) } else { writes = [i.a] }
    case .fork: next += program.forks[Int(i.b)]
    case .end:
      reads = i.a >= 0 ? [i.a] : []
      next = []
    case .fail, .rethrow, .endBranch: next = []
    default: break
    }
    for handler in program.handlers where handler.lower <= pc && pc < handler.upper { next.append(handler.handler) }
    next.removeAll { $0 >= program.instructions.count }
  }
}

/// A backward data flow over a program: facts that hold at an instruction because of what may follow it.
///
/// Source: Aho, Lam, Sethi, Ullman, "Compilers" (2006), section 9.2.5.
struct ProgramFlow {
  let instructions: [InstructionFlow]

  init(_ program: Program) {
    instructions = program.instructions.indices.map { InstructionFlow(at: $0, of: program) }
  }

  /// The least facts such that `fact[pc] = transfer(pc, union of fact[next])`.
  func backward<Fact: Equatable>(
    from bottom: Fact, union: (inout Fact, Fact) -> Void, transfer: (Int, Fact) -> Fact
  ) -> [Fact] {
    var facts = [Fact](repeating: bottom, count: instructions.count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for pc in facts.indices.reversed() {
        var after = bottom
        for next in instructions[pc].next { union(&after, facts[Int(next)]) }
        let now = transfer(pc, after)
        if now != facts[pc] {
          facts[pc] = now
          hasChanged = true
        }
      }
    }
    return facts
  }

  /// `live[pc]`: registers that may be read from `pc` on before they are written.
  func liveRegisters() -> [Set<Int32>] {
    backward(from: Set<Int32>(), union: { $0.formUnion($1) }) { pc, after in
      after.subtracting(instructions[pc].writes).union(instructions[pc].reads)
    }
  }
}
