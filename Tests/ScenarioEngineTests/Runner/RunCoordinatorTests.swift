// One run at a time, on threads: results, locks, deadlocks, timeouts, failures.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("A run on threads")
struct RunCoordinatorTests {
  private func locked(_ kind: LockDeclaration.Kind, count: Int = 1) -> SharedLayout {
    var shared = Graphs.word()
    shared.locks = (0..<count).map { .init(name: "l\($0)", kind: kind) }
    return shared
  }

  @Test("increments under a mutex are all counted")
  func mutexExcludes() {
    var program = Graphs.increments(
      1000, before: [Instruction(.acquireMutex, b: 0)], after: [Instruction(.releaseMutex, b: 0)])
    program.waitsForOthers = true
    let record = Graphs.run(Graphs.role(program, workers: 8, tasks: 16, shared: locked(.mutex)))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [16_000])
    #expect(record.roles[0].tasksCompleted == 16)
    #expect(record.locks[0].acquisitions == 16_000)
  }

  @Test("two mutexes taken in opposite order end in a deadlock that names both sides")
  func deadlockIsProved() {
    var builder = ProgramBuilder()
    builder.enter(StepSite(verb: "acquire", range: nil))
    let other = builder.register()
    let generation = builder.register()
    builder.emit(Instruction(.acquireMutex, b: 0, c: 0, flags: .indexed))
    builder.emit(Instruction(.barrierArrive, a: generation, b: 0))
    builder.emit(Instruction(.barrierAwait, a: generation, b: 0))
    let one = builder.constant(1)
    builder.emit(Instruction(.subtract, a: other, b: one, c: 0))
    builder.emit(Instruction(.acquireMutex, b: 0, c: other, flags: .indexed))
    builder.emit(Instruction(.end, a: -1))
    var program = builder.program
    program.waitsForOthers = true
    var shared = locked(.mutex, count: 2)
    shared.barriers = [.init(name: "both", parties: 2)]
    let record = Graphs.run(Graphs.role(program, workers: 2, tasks: 2, shared: shared))
    #expect(record.verdict == .deadlock)
    let waits = record.findings.first?.waits ?? []
    #expect(Set(waits.map { $0.waitsFor }) == ["lock l0", "lock l1"])
    #expect(Set(waits.flatMap { $0.holds.map(\.object) }) == ["lock l0", "lock l1"])
    #expect(record.elapsed < 5_000_000_000)
  }

  @Test("a run that outlasts its timeout ends with that verdict")
  func timeoutEnds() {
    var builder = ProgramBuilder()
    builder.emit(Instruction(.sleep, a: builder.constant(60_000_000_000)))
    builder.emit(Instruction(.end, a: -1))
    var graph = Graphs.role(builder.program)
    graph.measure.timeout = Located(50_000_000)
    #expect(Graphs.run(graph).verdict == .timeout)
  }

  @Test("an overflow fails its task and names the failure")
  func overflowFails() {
    var builder = ProgramBuilder()
    let value = builder.constant(.max)
    builder.emit(Instruction(.add, a: value, b: value, c: 1, flags: .immediate))
    builder.emit(Instruction(.end, a: value))
    let record = Graphs.run(Graphs.role(builder.program, tasks: 3))
    #expect(record.verdict == .error)
    #expect(record.roles[0].tasksFailed == 3)
    #expect(record.findings.allSatisfy { $0.message.contains("64 bits") })
  }

  @Test("a thread for each task runs every task once", arguments: [1, 3])
  func perTask(workers: Int) {
    let graph = Graphs.role(
      Graphs.increments(1), workers: workers, tasks: 50, options: ["spawn": .text("per_task")], shared: Graphs.word())
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[0].tasksCompleted == 50)
    #expect(record.observed.threads == 50)
  }

  @Test("pool and thread per task do the same work")
  func digestsAgree() {
    let program = Graphs.increments(1)
    let pool = Graphs.run(Graphs.role(program, tasks: 100, shared: Graphs.word()))
    let each = Graphs.run(
      Graphs.role(program, tasks: 100, options: ["spawn": .text("per_task")], shared: Graphs.word()))
    #expect(pool.digest == each.digest)
    #expect(pool.digest != Graphs.run(Graphs.role(program, tasks: 99, shared: Graphs.word())).digest)
  }

  @Test("a check is evaluated at every write to its word, and the first violation is kept")
  func alwaysIsChecked() {
    var check = ProgramBuilder()
    let value = check.register()
    check.emit(Instruction(.load, a: value, b: 0))
    check.emit(Instruction(.less, a: value, b: value, c: 3, flags: .immediate))
    check.emit(Instruction(.end, a: value))
    let graph = Graphs.role(
      Graphs.increments(5), workers: 1, tasks: 1, shared: Graphs.word(),
      checks: [GraphCheck(kind: .always, title: "x < 3", program: check.program, words: [0])])
    let record = Graphs.run(graph)
    #expect(record.verdict == .violated)
    #expect(record.checks[0].evaluations == 6)
    #expect(record.checks[0].violations == 3)
    #expect(record.accesses.last?.value == 3)
  }

  @Test("a producer and consumers on a bounded queue lose and invent nothing", arguments: [0, 1, 2, 64])
  func pipeline(capacity: Int) {
    var consumer = ProgramBuilder()
    consumer.emit(Instruction(.end, a: Program.GivenRegister.input.rawValue))
    var producer = ProgramBuilder()
    producer.emit(Instruction(.end, a: Program.GivenRegister.task.rawValue))
    let graph = ExecutionGraph(
      scenario: "test",
      queues: [GraphQueue(name: "q", capacity: .bounded(capacity), producers: [0], consumers: [1])],
      roles: [
        GraphRole(
          name: "produce", program: producer.program, executor: "thread", workers: .count(2), source: .count(2000),
          into: [0], workload: "steps"),
        GraphRole(
          name: "consume", program: consumer.program, executor: "thread", workers: .count(3), source: .queues([0]),
          workload: "steps"),
      ])
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[1].tasksCompleted == 2000)
    #expect(record.queues[0].put == 2000 && record.queues[0].taken == 2000)
    #expect(record.queues[0].peak <= capacity)
  }

  @Test(
    "a task's own registers begin at zero, whoever had the worker before", arguments: ["thread", "serial", "async"])
  func registersBeginAtZero(executor: String) {
    var builder = ProgramBuilder()
    let own = builder.register()
    builder.emit(Instruction(.add, a: own, b: own, c: 1, flags: .immediate))
    builder.emit(Instruction(.end, a: own))
    let record = Graphs.run(Graphs.role(builder.program, executor: executor, workers: 1, tasks: 20))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[0].results.map(\.value) == [Int64](repeating: 1, count: 20))
  }
}
