// What becomes of a run whose worker process is killed, and of workers that do not end by themselves.
import Foundation
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("A lost worker process", .timeLimit(.minutes(2)))
struct WorkerLossTests {
  /// Runs a scenario whose workers make `marker` when they are where the test wants them, and then does something.
  private func run(_ yaml: (String) -> String, then act: (NotingBinary) throws -> Void) throws -> RunRecord {
    try withTemporaryDirectory { directory in
      let binary = try NotingBinary(in: directory)
      let marker = directory + "/marker"
      let mark = "run: { type: exec, command: [touch, '\(marker)-{worker}', '\(marker)'] }"
      let run = try BackgroundRun(try graph(yaml(mark)), binary: binary.path)
      waitUntil { access(marker, F_OK) == 0 }
      try act(binary)
      let record = try run.record()
      #expect(try binary.processes().allSatisfy { !isRunning($0) })
      return record
    }
  }

  @Test("one killed with a lock held ends the run, named with its signal and its lock")
  func holdingLock() throws {
    var killed = -1
    let record = try run({
      """
      locks: [account]
      workload: { type: steps, steps: [{ lock: account, do: [{ \($0) }, { sleep: 10m }] }] }
      strategy: process
      workers: 3
      """
    }) { binary in
      // Only the one that holds the lock has come as far as to leave its mark.
      killed = try #require((0..<3).first { access("\(binary.directory)/marker-\($0)", F_OK) == 0 })
      kill(binary.process(of: killed), SIGKILL)
    }
    #expect(record.verdict == .lost)
    #expect(record.findings.map(\.kind) == [.workerLost], "\(record.findings)")
    #expect(record.findings.first?.message == "worker \(killed) of 'main' was killed by SIGKILL")
    let wait = try #require(record.findings.first?.waits.first)
    #expect(wait.strand.worker == killed)
    #expect(wait.holds.map(\.object) == ["lock account"])
    #expect(wait.holds.first?.step?.verb == "lock")
    #expect(record.workers.map(\.worker) == [0, 1, 2])
    let row = try #require(record.workers.first { $0.lost != nil })
    #expect(row.worker == killed && row.lost?.signal == "SIGKILL" && row.lost?.hand == wait)
    #expect(row.sleeping > 0 && row.running + row.sleeping <= record.elapsed)
    // The others were still waiting, in vain.
    let account = try #require(record.locks.first)
    #expect(account.acquisitions == 1 && account.contended == 0)
  }

  @Test("one killed with an item in hand ends the run, and the report says which item's task it was")
  func holdingItem() throws {
    let record = try run({
      """
      queues: { raw: { capacity: 4 } }
      roles:
        source: { workload: noop, items: [7, 8, 9], into: raw, strategy: thread }
        sink: { from: raw, workload: { type: steps, steps: [{ \($0) }, { sleep: 10m }] }, strategy: process }
      """
    }) { binary in kill(try binary.processes()[0], SIGKILL) }
    #expect(record.verdict == .lost)
    let finding = try #require(record.findings.first)
    #expect(finding.message == "worker 0 of 'sink' was killed by SIGKILL")
    #expect(finding.strand?.task == 0)
    #expect(record.queues[0].balances)
  }

  @Test("one killed while it waits for work ends the run")
  func idle() throws {
    let record = try run({
      """
      queues: { raw: { capacity: 4 } }
      roles:
        source: { workload: { type: steps, steps: [{ \($0) }, { sleep: 10m }] }, into: raw, strategy: thread }
        sink: { from: raw, workload: noop, strategy: process, workers: 2 }
      """
    }) { binary in
      let sinks = try binary.processes()
      kill(sinks[0], SIGKILL)
    }
    #expect(record.verdict == .lost)
    #expect(record.findings.first?.message.hasSuffix("of 'sink' was killed by SIGKILL") == true)
  }

  @Test("one that runs a task of its own is missed like any other")
  func perTask() throws {
    let record = try run({
      """
      workload: { type: steps, steps: [{ \($0) }, { sleep: 10m }] }
      strategy: { executor: process, spawn: per_task }
      tasks: 5
      """
    }) { kill($0.process(of: 0), SIGTERM) }
    #expect(record.verdict == .lost)
    #expect(record.findings.first?.message == "worker 0 of 'main' was killed by SIGTERM")
    #expect(record.roles[0].tasksCompleted == 0)
  }

  @Test("one that dies in a branch of a task is found by the task it helped")
  func helper() throws {
    let record = try run({
      """
      workload:
        type: steps
        steps:
          - parallel:
              near: [{ sleep: 10m }]
              far: [{ \($0) }, { sleep: 10m }]
      strategy: process
      """
    }) { binary in for agent in 1...2 { kill(binary.process(of: agent), SIGKILL) } }
    #expect(record.verdict == .lost)
    #expect(record.findings.allSatisfy { $0.strand?.task == 0 && $0.message.hasSuffix("was killed by SIGKILL") })
    #expect(record.findings.allSatisfy { $0.message.hasPrefix("helper ") })
    #expect(record.workers.allSatisfy { $0.lost == nil || $0.isHelper })
  }
}

@Suite("A worker process killed at any moment", .timeLimit(.minutes(2)))
struct WorkerKilledAnywhereTests {
  /// Six processes that do nothing but pass short locks around: of a queue, and of a check over two words.
  private let busy = """
    state: { a: 0, b: 0 }
    queues: { q: { capacity: 2, order: lifo } }
    roles:
      put: { workload: { type: steps, steps: [{ return: task }] }, tasks: 100000000, into: q, strategy: process, workers: 3 }
      take:
        from: q
        workload: { type: steps, steps: [{ atomic: { a: a + 1 } }, { atomic: { b: b + 1 } }] }
        strategy: process
        workers: 3
    check: [{ always: a >= 0 and b >= 0 }]
    """

  @Test("also with a lock of the engine's own in its hand, the run ends and nobody is left", arguments: 0..<8)
  func anywhere(worker: Int) throws {
    try withTemporaryDirectory { directory in
      let binary = try NotingBinary(in: directory)
      let run = try BackgroundRun(try graph(busy), binary: binary.path)
      let victim = binary.process(of: worker % 6)
      let delay = UInt32.random(in: 0..<60_000)
      usleep(delay)
      kill(victim, SIGKILL)
      let record = try run.record()
      #expect(record.verdict == .lost, "killed after \(delay) us: \(record.findings)")
      #expect(record.findings.map(\.message).contains { $0.hasSuffix("was killed by SIGKILL") })
      #expect(try binary.processes().allSatisfy { !isRunning($0) })
    }
  }
}

@Suite("Worker processes that do not do their part", .timeLimit(.minutes(2)))
struct UnrulyWorkerTests {
  private let pair = """
    workload: noop
    strategy: process
    workers: 2
    """

  /// Runs workers that do something else than they should.
  private func run(body: String, startTime: Int64 = 60_000_000_000) throws -> RunRecord {
    try withTemporaryDirectory { directory in
      let binary = try NotingBinary(in: directory, body: body)
      let record = try BackgroundRun(try graph(pair), binary: binary.path, startTime: startTime).record()
      // What a worker has started is not ours to reap, and may take a moment to end when it is killed.
      let noted = try binary.processes()
      waitUntil { noted.allSatisfy { !isRunning($0) } }
      return record
    }
  }

  @Test("one that exits before its time is lost with its code")
  func exits() throws {
    let record = try run(body: "exit 9")
    #expect(record.verdict == .lost)
    #expect(record.findings.first?.message.hasSuffix("of 'main' exited with code 9") == true)
  }

  @Test("one that cannot map the run's memory says so")
  func withoutArena() throws {
    let record = try run(body: "exec 3</dev/null; exec '\(BuiltBinary.path)' \"$@\"")
    #expect(record.findings.first?.message.contains("could not begin: the run's shared memory") == true)
    #expect(record.findings.first?.kind == .cannotStart)
    #expect(record.verdict == .error)
  }

  @Test("one that neither comes up nor heeds SIGTERM is killed with all that it has started")
  func ignoresTermination() throws {
    let record = try run(
      body: "trap '' TERM; sleep 600 & echo $! > $0-$7; mv $0-$7 $(dirname $0)/agent-1$7; wait",
      startTime: 200_000_000)
    #expect(record.verdict == .error)
    #expect(record.findings.first?.kind == .cannotStart)
  }

  @Test("one that is stopped does not keep a run that is over")
  func stopped() throws {
    try withTemporaryDirectory { directory in
      let binary = try NotingBinary(in: directory)
      let marker = directory + "/marker"
      var waiting = try graph(
        """
        workload: { type: steps, steps: [{ run: { type: exec, command: [touch, '\(marker)'] } }, { sleep: 10m }] }
        strategy: process
        """)
      waiting.measure.timeout = Located(1_000_000_000)
      let run = try BackgroundRun(waiting, binary: binary.path)
      waitUntil { access(marker, F_OK) == 0 }
      kill(binary.process(of: 0), SIGSTOP)
      #expect(try run.record().verdict == .timeout)
      #expect(!isRunning(binary.process(of: 0)))
    }
  }
}
