// Whether a worker's row says where its time went.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Worker rows", .timeLimit(.minutes(2)))
struct WorkerRowTests {
  @Test(
    "a worker at the join of parallel waits for its branches, and who runs them is no worker",
    arguments: ["thread", "process"])
  func branches(strategy: String) throws {
    let record = Graphs.run(
      try graph(
        """
        workload: { type: steps, steps: [{ parallel: { near: [{ sleep: 20ms }], far: [{ sleep: 60ms }] } }] }
        strategy: \(strategy)
        tasks: 2
        """))
    #expect(record.verdict == .ok)
    #expect(record.workers.map(\.isHelper) == [false, true, true])
    #expect(record.workers.map(\.worker) == [0, 0, 1])
    let worker = record.workers[0]
    #expect(worker.tasks == 2)
    let joined = worker.blocked.first { $0.object == "its branches" }?.time ?? 0
    #expect(joined >= 100_000_000 && joined <= record.elapsed)
    for helper in record.workers[1...] {
      #expect(helper.tasks == 0)
      #expect(helper.blocked.isEmpty, "without a branch it is idle")
      #expect(helper.sleeping + helper.idle + helper.running <= record.elapsed)
    }
    #expect(record.workers[1...].reduce(0) { $0 + $1.sleeping } >= 160_000_000)
    #expect(record.observed.threads == 3)
    #expect(record.observed.processes == (strategy == "process" ? 3 : 1))
  }

  @Test("a process for each task does not count its start as running", arguments: ["thread", "process"])
  func perTask(strategy: String) throws {
    let record = Graphs.run(
      try graph(
        """
        workload: { type: sleep, duration: 30ms }
        strategy: { executor: \(strategy), spawn: per_task }
        tasks: 3
        """))
    #expect(record.verdict == .ok)
    let worker = try #require(record.workers.first)
    #expect(record.workers.count == 1)
    #expect(worker.tasks == 3 && worker.sleeping >= 90_000_000)
    #expect(worker.running < worker.sleeping)
  }

  @Test(
    "who waited for a permit and got none is counted apart from those who got theirs",
    arguments: ["serial", "thread", "process", "async"])
  func inVain(strategy: String) throws {
    let record = Graphs.run(
      try graph(
        """
        semaphores: { gate: 1 }
        workload: { type: steps, steps: [{ acquire: gate }] }
        strategy: \(strategy)
        \(strategy == "serial" ? "" : "workers: 3")
        tasks: 3
        """))
    #expect(record.verdict == .deadlock)
    let gate = try #require(record.locks.first)
    #expect(gate.acquisitions == 1)
    #expect(gate.contended <= gate.acquisitions)
    #expect(gate.unserved == (strategy == "serial" ? 1 : 2))
    #expect(gate.wait > 0)
  }

  @Test("what had to wait is part of what was acquired", arguments: ["thread", "process", "async"])
  func contended(strategy: String) throws {
    let record = Graphs.run(
      try graph(
        """
        locks: [account]
        workload: { type: steps, steps: [{ lock: account, do: [{ sleep: 5ms }] }] }
        strategy: \(strategy)
        workers: 4
        tasks: 4
        """))
    let account = try #require(record.locks.first)
    #expect(account.acquisitions == 4 && account.unserved == 0)
    #expect((1...3).contains(account.contended))
  }
}
