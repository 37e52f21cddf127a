// Programs and graphs that tests of several executors share.
import ScenarioModel

@testable import ScenarioEngine

extension Graphs {
  /// A program written by a closure; ends without a result unless the closure ends it.
  static func program(waits: Bool = true, _ write: (inout ProgramBuilder) -> Void) -> Program {
    var builder = ProgramBuilder()
    builder.enter(StepSite(verb: "step", range: nil))
    write(&builder)
    builder.emit(Instruction(.end, a: -1))
    var program = builder.program
    program.waitsForOthers = waits
    return program
  }

  static func sleeping(_ nanoseconds: Int64) -> Program {
    program(waits: false) { builder in
      builder.emit(Instruction(.sleep, a: builder.constant(nanoseconds)))
    }
  }

  /// A task whose result is what it was given.
  static var identity: Program {
    program(waits: false) { $0.emit(Instruction(.end, a: Program.GivenRegister.input.rawValue)) }
  }

  /// `produce` puts its results 0 ..< count into a queue that `consume` takes tasks from.
  static func pipeline(
    _ producer: String, _ consumer: String, capacity: QueueDeclaration.Capacity, count: Int = 2000,
    producers: RoleDeclaration.Workers = .count(2), consumers: RoleDeclaration.Workers = .count(3),
    options: [String: ParameterValue] = [:], order: QueueDeclaration.Order = .fifo
  ) -> ExecutionGraph {
    ExecutionGraph(
      scenario: "test",
      queues: [GraphQueue(name: "q", capacity: capacity, order: order, producers: [0], consumers: [1])],
      roles: [
        GraphRole(
          name: "produce", program: identity, executor: producer, options: producer == "async" ? options : [:],
          workers: producers, source: .count(count), into: [0], workload: "steps"),
        GraphRole(
          name: "consume", program: identity, executor: consumer, options: consumer == "async" ? options : [:],
          workers: consumers, source: .queues([0]), workload: "steps"),
      ])
  }

  /// Two tasks that take two mutexes in opposite order and meet in between.
  static var opposite: Program {
    program { builder in
      let generation = builder.register()
      let one = builder.constant(1)
      let other = builder.register()
      builder.emit(Instruction(.acquireMutex, b: 0, c: 0, flags: .indexed))
      builder.emit(Instruction(.barrierArrive, a: generation, b: 0))
      builder.emit(Instruction(.barrierAwait, a: generation, b: 0))
      builder.emit(Instruction(.subtract, a: other, b: one, c: 0))
      builder.emit(Instruction(.acquireMutex, b: 0, c: other, flags: .indexed))
    }
  }

  static func locks(_ count: Int, _ kind: LockDeclaration.Kind = .mutex) -> SharedLayout {
    var shared = word()
    shared.locks = (0..<count).map { .init(name: "l\($0)", kind: kind) }
    shared.barriers = [.init(name: "both", parties: 2)]
    return shared
  }

  /// Three branches that each add one to word 0, wait a little, and write 1, 10, 100 into registers of their own; the
  /// task's result is the sum of these.
  static var forking: Program {
    program { builder in
      let parts = (0..<3).map { _ in builder.register() }
      var entries: [Int32] = []
      builder.emit(Instruction(.fork, b: 0))
      builder.emit(Instruction(.join))
      builder.emit(Instruction(.add, a: parts[0], b: parts[0], c: parts[1]))
      builder.emit(Instruction(.add, a: parts[0], b: parts[0], c: parts[2]))
      builder.emit(Instruction(.end, a: parts[0]))
      for (part, value) in zip(parts, [Int64(1), 10, 100]) {
        entries.append(builder.next)
        increment(&builder)
        builder.emit(Instruction(.sleep, a: builder.constant(value * 10_000)))
        builder.emit(Instruction(.constant, a: part, b: builder.addConstants([value])))
        builder.emit(Instruction(.endBranch))
      }
      builder.edit {
        $0.forks = [entries]
        $0.peakStrands = 4
      }
    }
  }

  /// One branch divides by zero at once, the other adds one to word 0 after a while.
  static var failingBranch: Program {
    program { builder in
      let zero = builder.register()
      builder.emit(Instruction(.fork, b: 0))
      builder.emit(Instruction(.join))
      builder.emit(Instruction(.end, a: -1))
      let first = builder.next
      builder.emit(Instruction(.divide, a: zero, b: zero, c: 0, flags: .immediate))
      builder.emit(Instruction(.endBranch))
      let second = builder.next
      builder.emit(Instruction(.sleep, a: builder.constant(2_000_000)))
      increment(&builder)
      builder.emit(Instruction(.endBranch))
      builder.edit {
        $0.forks = [[first, second]]
        $0.peakStrands = 3
      }
    }
  }

  /// Adds one to word 0, indivisibly.
  static func increment(_ builder: inout ProgramBuilder) {
    let (old, new) = (builder.register(), builder.register())
    builder.emit(Instruction(.atomicBegin, a: old, b: 0))
    builder.emit(Instruction(.add, a: new, b: old, c: 1, flags: .immediate))
    builder.emit(Instruction(.atomicCommit, a: new, b: 0, extra: 2))
  }
}
