// Roles of different executors in one run: queues and locks between threads, event loops and the serial thread.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Executors mixed in one run", .timeLimit(.minutes(3)))
struct MixedExecutorTests {
  static let pairs = ["async", "thread", "serial", "process"].flatMap { first in
    ["async", "thread", "serial", "process"].map { (first, $0) }
  }

  @Test("a queue between any two executors loses and invents nothing", arguments: pairs, [0, 1, 3, 64])
  func queues(executors: (String, String), capacity: Int) {
    let (producer, consumer) = executors
    for loops: Int64 in [1, 2] {
      let graph = Graphs.pipeline(
        producer, consumer, capacity: .bounded(capacity), count: 1000,
        producers: .count(producer == "serial" ? 1 : 3), consumers: .count(consumer == "serial" ? 1 : 4),
        options: ["loops": .integer(loops)])
      let record = Graphs.run(graph)
      #expect(record.verdict == .ok, "\(record.findings)")
      #expect(record.roles[1].tasksCompleted == 1000)
      #expect(record.queues[0].put == 1000 && record.queues[0].taken == 1000)
    }
  }

  @Test("queues in other orders connect event loops and threads", arguments: [QueueDeclaration.Order.lifo, .priority])
  func orders(order: QueueDeclaration.Order) {
    let graph = Graphs.pipeline("thread", "async", capacity: .bounded(5), consumers: .unbounded, order: order)
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[1].tasksCompleted == 2000)
  }

  /// A role of each executor that does the same under a lock.
  private func sharing(_ program: Program, tasks: Int, _ shared: SharedLayout) -> ExecutionGraph {
    let kinds: [(String, Int, Int64)] = [("async", 20, 1), ("async", 7, 2), ("thread", 2, 1), ("serial", 1, 1)]
    var graph = Graphs.role(program, shared: shared)
    graph.roles = kinds.enumerated().map { number, kind in
      GraphRole(
        name: "r\(number)", program: program, executor: kind.0,
        options: kind.0 == "async" ? ["loops": .integer(kind.2)] : [:], workers: .count(kind.1),
        source: .count(tasks), workload: "steps")
    }
    return graph
  }

  @Test("a mutex excludes across executors, and nobody sleeps through its release")
  func mutex() {
    var program = Graphs.increments(
      50, before: [Instruction(.acquireMutex, b: 0)],
      after: [Instruction(.yield), Instruction(.releaseMutex, b: 0)])
    program.waitsForOthers = true
    let record = Graphs.run(sharing(program, tasks: 40, Graphs.locks(1)))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [4 * 40 * 50])
    #expect(record.locks[0].acquisitions == 4 * 40 * 50)
  }

  @Test("permits are handed around between executors")
  func semaphore() {
    var shared = Graphs.word()
    shared.semaphores = [.init(name: "s", permits: 2)]
    let program = Graphs.program { builder in
      builder.emit(Instruction(.acquirePermit, b: 0))
      builder.emit(Instruction(.sleep, a: builder.constant(10_000)))
      Graphs.increment(&builder)
      builder.emit(Instruction(.releasePermit, b: 0))
    }
    let record = Graphs.run(sharing(program, tasks: 60, shared))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [240])
  }

  @Test("ping and pong over an await wake each other, whoever runs them", arguments: pairs)
  func pingPong(executors: (String, String)) {
    let rounds: Int32 = 300
    // Waits until word 0 is 2 * i + side, then makes it one more.
    func side(_ number: Int32, object: Int) -> Program {
      Graphs.program { builder in
        let (mine, value, test) = (builder.register(), builder.register(), builder.register())
        builder.emit(Instruction(.constant, a: mine, b: builder.addConstants([Int64(number)])))
        let top = builder.next
        let wait = builder.emit(Instruction(.await, a: test, b: 0, c: 0))
        builder.emit(Instruction(.load, a: value, b: 0))
        builder.emit(Instruction(.equal, a: test, b: value, c: mine))
        let body = builder.next
        builder.patch(wait) { $0.c = body }
        builder.emit(Instruction(.add, a: value, b: mine, c: 1, flags: .immediate))
        builder.emit(Instruction(.store, a: value, b: 0))
        builder.emit(Instruction(.add, a: mine, b: mine, c: 2, flags: .immediate))
        builder.emit(Instruction(.less, a: test, b: mine, c: 2 * rounds, flags: .immediate))
        builder.emit(Instruction(.jumpIfNotZero, a: test, b: top))
        builder.edit { $0.awaits = [AwaitSite(object: object, words: [0])] }
      }
    }
    var shared = Graphs.word()
    shared.awaitCount = 2
    var graph = Graphs.role(side(0, object: 0), executor: executors.0, workers: 1, tasks: 1, shared: shared)
    graph.roles.append(
      GraphRole(name: "pong", program: side(1, object: 1), executor: executors.1, source: .count(1), workload: "steps"))
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [Int64(2 * rounds)])
  }

  @Test("a deadlock between a thread and a coroutine is proved", arguments: pairs)
  func deadlock(executors: (String, String)) {
    var graph = Graphs.role(Graphs.opposite, executor: executors.0, workers: 1, tasks: 1, shared: Graphs.locks(2))
    // The other role takes the locks the other way round: it starts with the second.
    var other = Graphs.opposite
    for (pc, instruction) in other.instructions.enumerated() where instruction.opcode == .acquireMutex {
      other.instructions[pc].flags = []
      other.instructions[pc].b = other.instructions[..<pc].contains { $0.opcode == .acquireMutex } ? 0 : 1
    }
    if executors == ("serial", "serial") { return }
    graph.roles.append(
      GraphRole(name: "other", program: other, executor: executors.1, source: .count(1), workload: "steps"))
    let record = Graphs.run(graph)
    #expect(record.verdict == .deadlock)
    #expect(Set((record.findings.first?.waits ?? []).map(\.waitsFor)) == ["lock l0", "lock l1"])
  }

  @Test("the same work has the same digest under every executor")
  func digests() {
    let digests = ["serial", "thread", "async"].map { executor in
      Graphs.run(
        Graphs.role(Graphs.identity, executor: executor, workers: executor == "serial" ? 1 : 3, tasks: 500)
      ).digest
    }
    #expect(Set(digests).count == 1)
  }
}
