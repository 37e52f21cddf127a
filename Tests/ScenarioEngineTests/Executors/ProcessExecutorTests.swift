// Runs in worker processes: every task once, in what the processes share or do not share.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("A run in processes", .timeLimit(.minutes(2)))
struct ProcessExecutorTests {
  /// Increments that nobody can lose: one task after another adds to the word atomically.
  private var atomicIncrement: Program {
    var builder = ProgramBuilder()
    let old = builder.register()
    let new = builder.register()
    builder.emit(Instruction(.atomicBegin, a: old, b: 0))
    builder.emit(Instruction(.add, a: new, b: old, c: 1, flags: .immediate))
    builder.emit(Instruction(.atomicCommit, a: new, b: 0, extra: 2))
    builder.emit(Instruction(.end, a: new))
    return builder.program
  }

  @Test("a pool that shares state counts in one place")
  func poolSharesState() {
    let record = Graphs.run(
      Graphs.role(atomicIncrement, executor: "process", workers: 4, tasks: 1000, shared: Graphs.word()))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [1000])
    #expect(record.roles[0].tasksCompleted == 1000)
    #expect((1...4).contains(record.observed.processes))
    #expect(record.privateStates.isEmpty)
  }

  @Test("a pool that shares nothing leaves the parent's copy alone, and every task is in one of the workers'")
  func poolSharesNothing() {
    let record = Graphs.run(
      Graphs.role(
        atomicIncrement, executor: "process", workers: 4, tasks: 1000, options: ["share": .text("nothing")],
        shared: Graphs.word(5)))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [5])
    #expect(record.privateStates.map(\.worker) == [0, 1, 2, 3])
    #expect(record.privateStates.reduce(0) { $0 + $1.state[0].words[0] - 5 } == 1000)
  }

  @Test("a process for each task that shares state counts in one place", arguments: [1, 3])
  func perTaskSharesState(workers: Int) {
    let record = Graphs.run(
      Graphs.role(
        atomicIncrement, executor: "process", workers: workers, tasks: 20, options: ["spawn": .text("per_task")],
        shared: Graphs.word()))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [20])
    #expect(record.observed.processes == 20)
    #expect(record.usage.map(\.name) == ["main"] + (0..<workers).map { "main[\($0)]" })
  }

  @Test("a process for each task that shares nothing begins with the state that the run began with")
  func perTaskSharesNothing() {
    let record = Graphs.run(
      Graphs.role(
        atomicIncrement, executor: "process", workers: 2, tasks: 20,
        options: ["spawn": .text("per_task"), "share": .text("nothing")], shared: Graphs.word(5)))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [5])
    #expect(record.privateStates.map { $0.state[0].words } == [[6], [6]])
    #expect(record.roles[0].results.map(\.value) == Array(repeating: 6, count: 20))
  }

  @Test("pool, process per task and threads do the same work", arguments: ["pool", "per_task"])
  func digestsAgree(spawn: String) {
    let program = Graphs.increments(1)
    let threads = Graphs.run(Graphs.role(program, tasks: 30, shared: Graphs.word()))
    let processes = Graphs.run(
      Graphs.role(
        program, executor: "process", tasks: 30, options: ["spawn": .text(spawn)], shared: Graphs.word()))
    #expect(threads.digest == processes.digest)
  }

  @Test("every worker process says what it has used, under its role and number")
  func usage() {
    let record = Graphs.run(
      Graphs.role(
        Graphs.increments(200_000), executor: "process", workers: 3, tasks: 3, shared: Graphs.word()))
    #expect(record.usage.map(\.name) == ["main", "main[0]", "main[1]", "main[2]"])
    #expect(record.usage.allSatisfy { $0.peakMemory > 100_000 && $0.user + $0.system > 0 })
  }

  @Test("a worker's memory is its own, not what the process that started it had")
  func memory() {
    let ballast = UnsafeMutableRawPointer.allocate(byteCount: 200 << 20, alignment: 4096)
    ballast.initializeMemory(as: UInt8.self, repeating: 1, count: 200 << 20)
    let record = Graphs.run(Graphs.role(Graphs.increments(1), executor: "process", shared: Graphs.word()))
    ballast.deallocate()
    #expect(record.usage.dropFirst().allSatisfy { (1 << 20...150 << 20).contains($0.peakMemory) }, "\(record.usage)")
  }
}
