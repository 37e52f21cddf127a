// Tasks as coroutines on event loops.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("A run on event loops", .timeLimit(.minutes(2)))
struct AsyncExecutorTests {
  private func role(
    _ program: Program, workers: RoleDeclaration.Workers, tasks: Int, loops: Int64 = 1,
    shared: SharedLayout = SharedLayout()
  ) -> ExecutionGraph {
    var graph = Graphs.role(
      program, executor: "async", tasks: tasks, options: ["loops": .integer(loops)], shared: shared)
    graph.roles[0].workers = workers
    return graph
  }

  @Test("sleeping tasks all sleep at once", arguments: [1, 3])
  func sleepersOverlap(loops: Int64) {
    let record = Graphs.run(role(Graphs.sleeping(3_000_000_000), workers: .unbounded, tasks: 5000, loops: loops))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[0].tasksCompleted == 5000)
    #expect(record.observed.peakInFlight == 5000)
    #expect((1...Int(loops)).contains(record.observed.threads))
    // One after another they would take four hours.
    #expect(record.elapsed >= 3_000_000_000 && record.elapsed < 50_000_000_000)
  }

  @Test("workers bound how many tasks are in flight", arguments: [(1, 1), (3, 1), (5, 2), (1, 4)])
  func workersBound(workers: Int, loops: Int64) {
    let record = Graphs.run(role(Graphs.sleeping(1_000_000), workers: .count(workers), tasks: 50, loops: loops))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[0].tasksCompleted == 50)
    #expect(record.observed.peakInFlight <= workers)
    if loops == 1 { #expect(record.observed.peakInFlight == workers) }
  }

  @Test("sleeps of different lengths end in the order of their lengths")
  func timersAreOrdered() {
    let program = Graphs.program(waits: false) { builder in
      let time = builder.register()
      let step = builder.constant(20_000_000)
      let last = builder.constant(7)
      builder.emit(Instruction(.subtract, a: time, b: last, c: Program.GivenRegister.task.rawValue))
      builder.emit(Instruction(.multiply, a: time, b: time, c: step))
      builder.emit(Instruction(.sleep, a: time))
    }
    var graph = role(program, workers: .unbounded, tasks: 8)
    graph.roles[0].collect = .completed
    let record = Graphs.run(graph)
    #expect(record.roles[0].results.map(\.task) == [7, 6, 5, 4, 3, 2, 1, 0])
  }

  @Test("a lock held across a sleep excludes", arguments: [1, 2])
  func lockAcrossSleep(loops: Int64) {
    let program = Graphs.program { builder in
      let value = builder.register()
      let pause = builder.constant(100_000)
      builder.emit(Instruction(.acquireMutex, b: 0))
      builder.emit(Instruction(.load, a: value, b: 0))
      builder.emit(Instruction(.sleep, a: pause))
      builder.emit(Instruction(.add, a: value, b: value, c: 1, flags: .immediate))
      builder.emit(Instruction(.store, a: value, b: 0))
      builder.emit(Instruction(.releaseMutex, b: 0))
    }
    let record = Graphs.run(
      role(program, workers: .unbounded, tasks: 200, loops: loops, shared: Graphs.locks(1)))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [200])
    #expect(record.locks[0].acquisitions == 200)
    #expect(record.locks[0].contended > 0)
  }

  @Test("without a lock an update is lost across a sleep")
  func lostUpdate() {
    let program = Graphs.program(waits: false) { builder in
      let value = builder.register()
      builder.emit(Instruction(.load, a: value, b: 0))
      builder.emit(Instruction(.sleep, a: builder.constant(20_000_000)))
      builder.emit(Instruction(.add, a: value, b: value, c: 1, flags: .immediate))
      builder.emit(Instruction(.store, a: value, b: 0))
    }
    let record = Graphs.run(role(program, workers: .count(2), tasks: 2, shared: Graphs.word()))
    #expect(record.state[0].words == [1])
  }

  @Test("who waits for a lock gets it even from one who takes it again at once")
  func lockIsPassedOn() {
    // Each task takes and gives back the lock in a loop, asleep while it holds it.
    let program = Graphs.program { builder in
      let (count, test) = (builder.register(), builder.register())
      let pause = builder.constant(50_000)
      let top = builder.next
      builder.emit(Instruction(.acquireMutex, b: 0))
      builder.emit(Instruction(.store, a: Program.GivenRegister.task.rawValue, b: 0))
      builder.emit(Instruction(.sleep, a: pause))
      builder.emit(Instruction(.releaseMutex, b: 0))
      builder.emit(Instruction(.add, a: count, b: count, c: 1, flags: .immediate))
      builder.emit(Instruction(.less, a: test, b: count, c: 20, flags: .immediate))
      builder.emit(Instruction(.jumpIfNotZero, a: test, b: top))
    }
    var graph = role(program, workers: .count(2), tasks: 2, shared: Graphs.locks(1))
    // A check that reads the word has its accesses remembered.
    var check = ProgramBuilder()
    let value = check.register()
    check.emit(Instruction(.load, a: value, b: 0))
    check.emit(Instruction(.less, a: value, b: value, c: 2, flags: .immediate))
    check.emit(Instruction(.end, a: value))
    graph.checks = [GraphCheck(kind: .always, title: "x < 2", program: check.program, words: [0])]
    let record = Graphs.run(graph)
    let writers = record.accesses.filter(\.isWrite).map(\.value)
    #expect(writers.count == 40)
    #expect(zip(writers, writers.dropFirst()).count { $0 != $1 } > 20, "\(writers)")
  }

  @Test("opposite locks end in a deadlock that names both coroutines", arguments: [1, 2])
  func deadlock(loops: Int64) {
    let record = Graphs.run(
      role(Graphs.opposite, workers: .count(2), tasks: 2, loops: loops, shared: Graphs.locks(2)))
    #expect(record.verdict == .deadlock)
    let waits = record.findings.first?.waits ?? []
    #expect(Set(waits.map(\.waitsFor)) == ["lock l0", "lock l1"])
    #expect(Set(waits.flatMap { $0.holds.map(\.object) }) == ["lock l0", "lock l1"])
    #expect(Set(waits.map(\.strand.worker)) == [0, 1])
    #expect(waits.allSatisfy { $0.step != nil })
    #expect(record.locks.prefix(2).map(\.unserved) == [1, 1])
    #expect(record.elapsed < 5_000_000_000)
  }

  @Test("a timeout says what the strands were at")
  func timeout() {
    let program = Graphs.program { builder in
      builder.emit(Instruction(.acquireMutex, b: 0))
      builder.emit(Instruction(.sleep, a: builder.constant(60_000_000_000)))
    }
    var graph = role(program, workers: .count(2), tasks: 2, shared: Graphs.locks(1))
    graph.measure.timeout = Located(100_000_000)
    let record = Graphs.run(graph)
    #expect(record.verdict == .timeout)
    let waits = record.findings.first?.waits ?? []
    #expect(waits.map(\.waitsFor).contains("lock l0"))
    #expect(waits.flatMap { $0.holds.map(\.object) } == ["lock l0"])
  }

  @Test("a timeout ends a loop that computes, and names the step that keeps it busy")
  func timeoutWhileComputing() {
    let program = Graphs.program(waits: false) { builder in
      builder.emit(Instruction(.compute, a: builder.constant(60_000_000_000)))
    }
    var graph = role(program, workers: .count(2), tasks: 2)
    graph.measure.timeout = Located(50_000_000)
    let record = Graphs.run(graph)
    #expect(record.verdict == .timeout)
    #expect(record.findings.first?.waits.map(\.strand.task) == [0])
  }

  @Test("a step that blocks its loop is named, a short one is not")
  func blockedLoop() {
    let program = Graphs.program(waits: false) { builder in
      builder.enter(StepSite(verb: "compute", range: nil))
      builder.emit(Instruction(.compute, a: builder.constant(30_000_000)))
      builder.enter(StepSite(verb: "sleep", range: nil))
      builder.emit(Instruction(.sleep, a: builder.constant(30_000_000)))
    }
    let record = Graphs.run(role(program, workers: .unbounded, tasks: 3))
    #expect(record.blockedLoops.map { $0.step?.verb } == ["compute"])
    #expect(record.blockedLoops.first?.occurrences == 3)
    #expect((record.blockedLoops.first?.longest ?? 0) >= 30_000_000)
  }

  @Test("a loop of steps without a wait that blocks its event loop is named")
  func blockedByPureCode() {
    let program = Graphs.program(waits: false) { builder in
      let (count, test) = (builder.register(), builder.register())
      builder.enter(StepSite(verb: "while", range: nil))
      let top = builder.next
      builder.emit(Instruction(.add, a: count, b: count, c: 1, flags: .immediate))
      builder.emit(Instruction(.less, a: test, b: count, c: 300_000, flags: .immediate))
      builder.emit(Instruction(.jumpIfNotZero, a: test, b: top))
    }
    // So few rounds that a sanitizer, under which each takes a thousand times as long, still comes to the end of them.
    let record = Graphs.run(role(program, workers: .count(1), tasks: 1), loopPatience: 100_000)
    #expect(record.verdict == .ok)
    #expect(record.blockedLoops.map { $0.step?.verb } == ["while"])
  }

  @Test("branches share their task's registers and are joined", arguments: [1, 2])
  func branches(loops: Int64) {
    let record = Graphs.run(
      role(Graphs.forking, workers: .unbounded, tasks: 100, loops: loops, shared: Graphs.word()))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state[0].words == [300])
    // Each task's result is the sum of what its branches wrote into its registers.
    #expect(record.roles[0].results.allSatisfy { $0.value == 111 })
  }

  @Test("a branch that fails fails its task once, after the others have ended")
  func branchFails() {
    let record = Graphs.run(role(Graphs.failingBranch, workers: .unbounded, tasks: 10, shared: Graphs.word()))
    #expect(record.verdict == .error)
    #expect(record.roles[0].tasksFailed == 10)
    #expect(record.state[0].words == [10])
  }

  @Test("a barrier lets coroutines of all loops go on together", arguments: [1, 2, 5])
  func barrier(loops: Int64) {
    var shared = Graphs.word()
    shared.barriers = [.init(name: "start", parties: 5)]
    let program = Graphs.program { builder in
      let ticket = builder.register()
      builder.emit(Instruction(.barrierArrive, a: ticket, b: 0))
      builder.emit(Instruction(.barrierAwait, a: ticket, b: 0))
    }
    let record = Graphs.run(role(program, workers: .count(5), tasks: 50, loops: loops, shared: shared))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[0].tasksCompleted == 50)
  }

  @Test("an open source starts its tasks when they are due, not before")
  func openSource() {
    var graph = role(Graphs.sleeping(1_000_000), workers: .unbounded, tasks: 0)
    graph.roles[0].source = .open(RateProfile([500], duration: 200_000_000), arrivals: .constant)
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[0].tasksCompleted == 100)
    #expect(record.elapsed >= 198_000_000)
  }

  @Test("results leave in the order of tasks whatever the order they ended in", arguments: [1, 2])
  func orderedResults(loops: Int64) {
    var graph = Graphs.pipeline(
      "async", "serial", capacity: .bounded(4), count: 300, options: ["loops": .integer(loops)])
    graph.roles[0].workers = .unbounded
    graph.roles[0].program = Graphs.program(waits: false) { builder in
      let time = builder.register()
      builder.emit(Instruction(.remainder, a: time, b: 0, c: 7, flags: .immediate))
      builder.emit(Instruction(.multiply, a: time, b: time, c: 300_000, flags: .immediate))
      builder.emit(Instruction(.sleep, a: time))
      builder.emit(Instruction(.end, a: 0))
    }
    let record = Graphs.run(graph)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles[1].results.map(\.value) == Array(0..<64))
    #expect(record.roles[1].tasksCompleted == 300)
  }

  @Test("no descriptor is left behind")
  func descriptorsAreClosed() throws {
    let before = try openDescriptors()
    for _ in 0..<40 { _ = Graphs.run(role(Graphs.sleeping(10_000), workers: .unbounded, tasks: 4, loops: 4)) }
    // Other tests that run meanwhile have some open, too; 320 would be left of these runs.
    #expect(try openDescriptors() <= before + 100)
  }
}
