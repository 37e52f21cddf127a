// Which registers a program may still read, at each of its instructions.
import ScenarioModel

/// Found by the usual backward data flow. Source: Aho, Lam, Sethi, Ullman, "Compilers" (2006), section 9.2.5.
struct RegisterLiveness {
  /// `live[pc]`: registers that may be read from `pc` on before they are written.
  private let live: [Set<Int32>]

  init(_ program: Program) {
    let flow = program.instructions.indices.map { RegisterLiveness.flow($0, program) }
    var live = [Set<Int32>](repeating: [], count: program.instructions.count)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for pc in live.indices.reversed() {
        var now = Set<Int32>()
        for next in flow[pc].next where next < live.count { now.formUnion(live[next]) }
        now.subtract(flow[pc].writes)
        now.formUnion(flow[pc].reads)
        if now != live[pc] {
          live[pc] = now
          hasChanged = true
        }
      }
    }
    self.live = live
  }

  func isLive(_ register: Int32, at pc: Int) -> Bool { live[pc].contains(register) }
  func isLiveAtStart(_ register: Int32) -> Bool { live.first?.contains(register) ?? false }

  private struct Flow {
    var reads: Set<Int32>
    var writes: Set<Int32>
    var next: [Int]
  }

  private static func flow(_ pc: Int, _ program: Program) -> Flow {
    let i = program.instructions[pc]
    var flow = Flow(reads: [], writes: [], next: [pc + 1])
    if i.flags.contains(.indexed) { flow.reads.insert(i.c) }
    switch i.opcode {
    case .constant, .choose, .draw: flow.writes = [i.a]
    case .move, .negate, .not, .absolute:
      flow.reads = [i.b]
      flow.writes = [i.a]
    case .add, .subtract, .multiply, .divide, .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .minimum, .maximum:
      flow.reads = i.flags.contains(.immediate) ? [i.b] : [i.b, i.c]
      flow.writes = [i.a]
    case .jump: flow.next = [Int(i.a)]
    case .jumpIfZero, .jumpIfNotZero:
      flow.reads = [i.a]
      flow.next.append(Int(i.b))
    case .checkIndex, .assert, .store, .put, .sleep, .compute, .conditionAwait, .barrierAwait, .awaitTaken:
      flow.reads.insert(i.a)
    case .log: flow.reads = Set(i.b..<i.b + i.c)
    case .load, .atomicBegin, .tryMutex, .tryReentrant, .tryRead, .tryWrite, .tryPermit, .conditionEnter,
      .barrierArrive, .queueCount, .call:
      flow.writes = [i.a]
    case .atomicCommit: flow.reads.formUnion([i.a, program.instructions[pc - Int(i.extra)].a])
    case .compareAndSwap:
      flow.reads.formUnion([i.a + 1, i.a + 2])
      flow.writes = [i.a]
    case .await: flow.next.append(Int(i.c))
    case .offer:
      flow.reads = [i.a]
      flow.writes = [i.a + 1]
    case .get:
      // It writes only when there was an item; on the other way the register keeps what it has.
      if i.c >= 0 { flow.next.append(Int(i.c)) } else { flow.writes = [i.a] }
    case .fork: flow.next += program.forks[Int(i.b)].map(Int.init)
    case .end:
      flow.reads = i.a >= 0 ? [i.a] : []
      flow.next = []
    case .fail, .rethrow, .endBranch: flow.next = []
    default: break
    }
    flow.next += program.handlers.filter { $0.lower <= pc && pc < $0.upper }.map { Int($0.handler) }
    return flow
  }
}
