// One task after another.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("A serial run", .timeLimit(.minutes(2)))
struct SerialExecutorTests {
  private func role(_ program: Program, tasks: Int, shared: SharedLayout = SharedLayout()) -> ExecutionGraph {
    Graphs.role(program, executor: "serial", workers: 1, tasks: tasks, shared: shared)
  }

  @Test("tasks run strictly one after another, on one thread")
  func oneAfterAnother() {
    let record = Graphs.run(role(Graphs.sleeping(2_000_000), tasks: 10))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.observed.peakInFlight == 1)
    #expect(record.observed.threads == 1)
    #expect(record.elapsed >= 20_000_000)
    #expect(record.roles[0].results.map(\.task) == Array(0..<10))
  }

  @Test("no update is lost: nothing runs in between")
  func noLostUpdate() {
    let program = Graphs.program(waits: false) { builder in
      let value = builder.register()
      builder.emit(Instruction(.load, a: value, b: 0))
      builder.emit(Instruction(.sleep, a: builder.constant(100_000)))
      builder.emit(Instruction(.add, a: value, b: value, c: 1, flags: .immediate))
      builder.emit(Instruction(.store, a: value, b: 0))
    }
    let record = Graphs.run(role(program, tasks: 20, shared: Graphs.word()))
    #expect(record.state[0].words == [20])
  }

  @Test("roles of a pipeline take turns on one thread", arguments: [0, 1, 4, 64])
  func pipeline(capacity: Int) {
    let graph = Graphs.pipeline(
      "serial", "serial", capacity: .bounded(capacity), count: 500, producers: .count(1), consumers: .count(1))
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[1].tasksCompleted == 500)
    #expect(record.roles[1].results.map(\.value) == Array(0..<64))
    #expect(record.observed.threads == 1)
    #expect(record.observed.peakInFlight <= 2)
    #expect(record.workers.map(\.role) == ["produce", "consume"])
  }

  @Test("a role has its turn until it cannot go on")
  func turns() {
    let graph = Graphs.pipeline(
      "serial", "serial", capacity: .bounded(10), count: 100, producers: .count(1), consumers: .count(1))
    #expect(Graphs.run(graph).queues[0].peak == 10)
  }

  @Test("branches run one after another; one that is blocked lets its sibling go on")
  func branches() {
    let record = Graphs.run(role(Graphs.forking, tasks: 5, shared: Graphs.word()))
    #expect(record.state[0].words == [15])
    #expect(record.roles[0].results.allSatisfy { $0.value == 111 })
    var shared = Graphs.word()
    shared.semaphores = [.init(name: "s", permits: 0)]
    let program = Graphs.program { builder in
      builder.emit(Instruction(.fork, b: 0))
      builder.emit(Instruction(.join))
      builder.emit(Instruction(.end, a: -1))
      let first = builder.next
      builder.emit(Instruction(.acquirePermit, b: 0))
      builder.emit(Instruction(.endBranch))
      let second = builder.next
      builder.emit(Instruction(.releasePermit, b: 0))
      builder.emit(Instruction(.endBranch))
      builder.edit {
        $0.forks = [[first, second]]
        $0.peakStrands = 3
      }
    }
    #expect(Graphs.run(role(program, tasks: 3, shared: shared)).verdict == .ok)
  }

  @Test("waiting for what only a later task could give is a deadlock")
  func deadlock() {
    var shared = Graphs.word()
    shared.barriers = [.init(name: "start", parties: 2)]
    let program = Graphs.program { builder in
      let ticket = builder.register()
      builder.emit(Instruction(.barrierArrive, a: ticket, b: 0))
      builder.emit(Instruction(.barrierAwait, a: ticket, b: 0))
    }
    let record = Graphs.run(role(program, tasks: 2, shared: shared))
    #expect(record.verdict == .deadlock)
    #expect(record.findings.first?.waits.map(\.waitsFor) == ["barrier start"])
    #expect(record.elapsed < 5_000_000_000)
  }

  @Test("a yield lets another role go first")
  func yields() {
    // Two roles that alternate by a shared word and yield until it is their turn.
    let program = Graphs.program { builder in
      let (value, test) = (builder.register(), builder.register())
      let top = builder.next
      builder.emit(Instruction(.yield))
      builder.emit(Instruction(.load, a: value, b: 0))
      builder.emit(Instruction(.less, a: test, b: value, c: 1, flags: .immediate))
      let exit = builder.emit(Instruction(.jumpIfNotZero, a: test, b: 0))
      builder.emit(Instruction(.jump, a: top))
      let after = builder.next
      builder.patch(exit) { $0.b = after }
    }
    let setter = Graphs.program { builder in
      builder.emit(Instruction(.store, a: Program.GivenRegister.task.rawValue, b: 0))
    }
    var graph = role(program, tasks: 1, shared: Graphs.word(1))
    graph.roles.append(
      GraphRole(name: "set", program: setter, executor: "serial", source: .count(1), workload: "steps"))
    #expect(Graphs.run(graph).verdict == .ok)
  }

  @Test("a timeout ends a sleep")
  func timeout() {
    var graph = role(Graphs.sleeping(60_000_000_000), tasks: 1)
    graph.measure.timeout = Located(50_000_000)
    let record = Graphs.run(graph)
    #expect(record.verdict == .timeout)
    #expect(record.elapsed < 10_000_000_000)
  }

  @Test("two hundred roles hand an item along, all on one event loop")
  func manyRoles() throws {
    let last = 199
    let queues = (0..<last).map { "  q\($0): { capacity: 1 }" }.joined(separator: "\n")
    let roles = (0...last).map { number in
      let source = number == 0 ? "tasks: 3" : "from: q\(number - 1)"
      let target = number == last ? "" : ", into: q\(number)"
      return "  r\(number): { workload: { type: steps, steps: [{ return: input + 1 }] }, \(source)\(target) }"
    }
    let record = Graphs.run(
      try graph("queues:\n\(queues)\nroles:\n" + roles.joined(separator: "\n") + "\nstrategy: serial"))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles.count == 200 && record.workers.count == 200)
    #expect(record.roles[last].results.map(\.value) == [200, 201, 202])
    #expect(record.observed.threads == 1)
  }
}
