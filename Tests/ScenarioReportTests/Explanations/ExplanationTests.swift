// Which rules speak, and that they are silent without the facts they rest on.
import ScenarioModel
import ScenarioReport
import Support
import Testing

@Suite("explanations")
struct ExplanationTests {
  @Test("each sample is explained by exactly the rules that its facts support")
  func samples() {
    let expected: [String: Set<String>] = [
      "bank_race": ["stale-decision"], "primes": ["threads-did-not-help", "more-processors"],
      "pipeline": ["queue-bottleneck", "dropped-items"], "deadlock": ["deadlock-cycle"],
      "blocking": ["loop-blocked"], "lost": [], "private_copies": ["nothing-shared"], "unequal": ["unequal-work"],
    ]
    for record in Sample.all { #expect(rules(record) == expected[record.scenario], "\(record.scenario)") }
  }

  @Test("every rule has a name of its own")
  func names() {
    #expect(Set(Explanations.names).count == Explanations.names.count)
  }

  @Test("a write over another's write, from an older read, is a lost update")
  func lostUpdate() {
    func accesses(_ order: [(who: Int64, write: Bool, value: Int64)]) -> [SharedAccess] {
      order.enumerated().map { time, access in
        SharedAccess(
          time: Int64(time), strand: StrandName(role: "main", worker: nil, task: access.who), isWrite: access.write,
          variable: "count", value: access.value, step: nil)
      }
    }
    var run = Sample.run(.violated)
    run.accesses = accesses([(0, false, 5), (1, false, 5), (0, true, 6), (1, true, 6)])
    #expect(
      text("lost-update", [Sample.cell(runs: [run])])
        == "Lost update of count: main (task 1) read 5, then main (task 0) wrote 6, then main (task 1) wrote 6 from the "
        + "value it had read. The write in between is gone.")
    run.accesses = accesses([(0, false, 5), (0, true, 6), (1, false, 6), (1, true, 7)])
    #expect(text("lost-update", [Sample.cell(runs: [run])]) == nil)
    #expect(text("stale-decision", [Sample.cell(runs: [run])]) == nil)
  }

  @Test("waits overlap only where the first cell waited and the other had more in flight")
  func waitsOverlap() {
    func cells(sleeping: Int64, peak: Int64, cpu: Int64 = 9_000_000) -> [CellRecord] {
      let first = repeated(500_000_000) { run in
        run.usage = [Self.usage(cpu)]
        run.observed.peakInFlight = 1
        run.workers = [Self.worker(running: 500_000_000 - sleeping, sleeping: sleeping)]
      }
      let second = repeated(100_000_000) { run in run.observed.peakInFlight = peak }
      return Sample.comparison([("serial", 1, first), ("async", 5, second)])
    }
    #expect(text("waits-overlap", cells(sleeping: 490_000_000, peak: 5))?.contains("98 % of its time waiting") == true)
    #expect(text("waits-overlap", cells(sleeping: 20_000_000, peak: 5)) == nil)
    #expect(text("waits-overlap", cells(sleeping: 490_000_000, peak: 1)) == nil)
    #expect(text("waits-overlap", cells(sleeping: 490_000_000, peak: 5, cpu: 250_000_000)) == nil)
  }

  @Test("threads that wait for their locks are not said to lack processors")
  func idleThreads() {
    let cells = Sample.comparison([
      ("serial", 1, repeated(100_000_000) { $0.usage = [Self.usage(90_000_000)] }),
      ("thread", 2, repeated(100_000_000) { $0.usage = [Self.usage(10_000_000)] }),
    ])
    #expect(text("threads-did-not-help", cells) == nil)
  }

  @Test("Python's threads that computed in turns are told so, and of processes that each has an interpreter")
  func interpreterTurns() {
    func cells(takesTurns: Bool, cpu: Int64 = 104_000_000) -> [CellRecord] {
      Sample.comparison([
        // Declared for both, which serial makes no use of.
        ("serial", 2, repeated(100_000_000) { $0.usage = [Self.usage(99_000_000)] }),
        (
          "thread", 2,
          repeated(105_000_000) { run in
            run.usage = [Self.usage(2_000_000), Self.usage(cpu)]
            run.roles[0].kernels = [KernelRecord(workload: "python", form: .blocking, takesTurns: takesTurns)]
          }
        ),
      ])
    }
    let said = text("threads-did-not-help", cells(takesTurns: true))
    #expect(said?.contains("2 threads kept 1.0 CPUs busy: an interpreter has one lock") == true, "\(said ?? "")")
    #expect(text("threads-did-not-help", cells(takesTurns: false)) == nil)
    #expect(text("threads-did-not-help", cells(takesTurns: true, cpu: 10_000_000)) == nil)
  }

  @Test("threads that other programs kept from the processors are said to have been ready")
  func crowdedOut() {
    func cells(otherLoad: Double) -> [CellRecord] {
      Sample.comparison([
        ("serial", 1, repeated(100_000_000) { $0.usage = [Self.usage(50_000_000)] }),
        (
          "thread", 2,
          repeated(100_000_000) { run in
            run.usage = [Self.usage(60_000_000)]
            run.workers = [Self.worker(running: 99, sleeping: 1)]
            run.disturbance = Disturbance(stolen: 0, otherLoad: otherLoad, throttled: 0)
          }
        ),
      ])
    }
    #expect(
      text("threads-did-not-help", cells(otherLoad: 0.7))?.contains(
        "ready to compute 99 % of the time, but got 0.6 CPUs")
        == true)
    #expect(text("threads-did-not-help", cells(otherLoad: 0.1)) == nil)
  }

  @Test("a disturbed machine is told once, about the comparison as a whole")
  func disturbedOnce() {
    let disturbance = Disturbance(stolen: 0, otherLoad: 0.5, throttled: 0)
    let cells = Sample.comparison([
      ("serial", 1, repeated(100) { $0.disturbance = disturbance }),
      ("thread", 2, repeated(100) { $0.disturbance = disturbance }),
    ])
    let told = ReportFacts(Sample.record("sample", cells: cells)).explanations.filter { $0.rule == "disturbed-machine" }
    #expect(told.map(\.cell) == [nil])
    #expect(told.first?.text.hasPrefix("The machine disturbed 16 of 16 runs") == true)
  }

  @Test("more computing workers than processors are said to share them")
  func oversubscription() {
    func cell(_ workers: Int, cpu: Int64) -> [CellRecord] {
      var run = Sample.run(elapsed: 100_000_000)
      run.observed.threads = workers
      run.usage = [Self.usage(cpu)]
      return [Sample.cell("thread", workers: .count(workers), runs: [run])]
    }
    #expect(text("oversubscription", cell(8, cpu: 198_000_000))?.contains("8 workers share 2 processors") == true)
    #expect(text("oversubscription", cell(8, cpu: 20_000_000)) == nil)
    #expect(text("oversubscription", cell(2, cpu: 198_000_000)) == nil)
  }

  @Test("a worker a task is named as the cost only beside a pool that was faster")
  func spawnCost() {
    var cells = Sample.comparison([
      ("thread", 2, repeated(100_000_000) { _ in }), ("thread", 2, repeated(150_000_000) { _ in }),
    ])
    cells[1].graph.roles[0].options = ["spawn": .text("per_task")]
    #expect(
      text("spawn-cost", cells)?.contains("Each of 2 tasks started a worker of its own, 25.0 ms a task more") == true)
    cells[0].graph.roles[0].options = ["spawn": .text("per_task")]
    #expect(text("spawn-cost", cells) == nil)
  }

  @Test("a long start is told beside the time that does not count it")
  func startCost() {
    var run = Sample.run(elapsed: 10_000_000)
    run.startup = 40_000_000
    #expect(text("start-cost", [Sample.cell(runs: [run])])?.hasPrefix("Starting the workers took 40.0 ms") == true)
    run.startup = 19_000_000
    #expect(text("start-cost", [Sample.cell(runs: [run])]) == nil)
  }

  @Test("a start that eats up the gain is told, however short")
  func startCostOfGain() {
    func cells(startup: Int64) -> [CellRecord] {
      Sample.comparison([
        ("serial", 1, repeated(10_000_000) { $0.startup = 0 }),
        ("process", 2, repeated(6_000_000) { $0.startup = startup }),
      ])
    }
    #expect(text("start-cost", cells(startup: 5_000_000))?.contains("nothing is gained over serial") == true)
    #expect(text("start-cost", cells(startup: 3_000_000)) == nil)
  }

  @Test("the lock that cost most is named, unless it cost little")
  func lockContention() {
    var run = Sample.run()
    run.workers = [
      Self.worker(running: 50, sleeping: 0, blocked: 50), Self.worker(running: 50, sleeping: 0, blocked: 50),
    ]
    run.locks = [
      LockRecord(name: "a", kind: .lock, acquisitions: 10, contended: 9, wait: 90),
      LockRecord(name: "b", kind: .lock, acquisitions: 10, contended: 1, wait: 10),
    ]
    #expect(
      text("lock-contention", [Sample.cell(runs: [run])])?.contains("45 % of their time waiting for lock a") == true)
    run.locks[0].wait = 10
    #expect(text("lock-contention", [Sample.cell(runs: [run])]) == nil)
  }

  @Test("a semaphore is said to bound what had to wait for it")
  func semaphore() {
    var run = Sample.run()
    run.locks = [LockRecord(name: "gate", kind: .semaphore, acquisitions: 50, contended: 40, wait: 2_000_000_000)]
    var cell = Sample.cell(runs: [run])
    cell.graph.shared.semaphores = [SharedLayout.Semaphore(name: "gate", permits: 10)]
    #expect(text("semaphore-bound", [cell])?.contains("admits 10 at a time: 40 of 50 acquisitions had to wait") == true)
    cell.runs[0].locks[0].contended = 0
    #expect(text("semaphore-bound", [cell]) == nil)
  }

  @Test("results out of order are explained only where the role collects them as completed")
  func resultOrder() {
    var run = Sample.run()
    run.roles[0].results = [TaskResult(task: 2, value: 0), TaskResult(task: 0, value: 0)]
    var cell = Sample.cell(runs: [run])
    #expect(text("result-order", [cell]) == nil)
    cell.graph.roles[0].collect = .completed
    #expect(text("result-order", [cell])?.contains("that of task 2 first") == true)
  }

  @Test("a disturbed machine is named with what disturbed it")
  func disturbed() {
    var run = Sample.run()
    run.disturbance = Disturbance(stolen: 0, otherLoad: 0.45, throttled: 0)
    #expect(
      text("disturbed-machine", [Sample.cell(runs: [run, Sample.run()])])
        == "The machine disturbed 1 of 2 runs: other programs used 0.9 of 2 processors. Measure again when it is quiet."
    )
    run.disturbance = Disturbance(stolen: 0.01, otherLoad: 0.1, throttled: 0)
    #expect(text("disturbed-machine", [Sample.cell(runs: [run])]) == nil)
  }

  @Test("a bound missed on a disturbed machine is shown with what was measured and what disturbed it")
  func disturbedExpectation() {
    var run = Sample.run(elapsed: 100_000_000)
    run.disturbance = Disturbance(stolen: 0, otherLoad: 0.45, throttled: 0)
    let bound = Sample.expect(.time, .less, .number(1), text: "time < 1ns")
    let record = Sample.record("busy", cells: [Sample.cell(runs: [run, run])], expectations: [bound])
    #expect(record.exit.code == 2)
    let text = TerminalReporter.render(.scenario(record), style: ReportStyle(width: 1_000))
    #expect(
      text.contains(
        "? time < 1ns: inconclusive, was 100 ms, other programs used up to 0.9 of 2 processors in 2 of 2 runs"))
    #expect(JSONReporter.render(.scenario(record), style: ReportStyle()).contains("\"outcome\": \"inconclusive\""))
  }

  @Test("a strategy with options is named in a few words in the table")
  func shortStrategies() {
    func cell(_ strategy: String) -> CellRecord {
      Sample.cell(
        label: "strategy: \(strategy)", parameters: [CellParameter(path: "strategy", value: strategy)],
        runs: [Sample.run()])
    }
    let cells = [
      cell("serial"), cell("{ executor: thread, interpreter_lock: 5ms }"),
      cell("{ executor: thread, spawn: per_task }"),
      cell("{ executor: async, loops: 2 }"),
    ]
    let text = TerminalReporter.render(.scenario(Sample.record("t", cells: cells)), style: ReportStyle(width: 1_000))
    for name in ["  thread 5ms lock ", "  thread per_task ", "  async 2 loops "] {
      #expect(text.contains(name), "\(text)")
    }
    #expect(!text.contains("{ executor"))
  }

  @Test("the slow side of a queue is the one that nobody waits at")
  func bottleneckSides() {
    func told(putWait: Int64, takeWait: Int64, peak: Int64) -> String? {
      var run = Sample.run(elapsed: 1_000_000_000)
      run.queues = [
        QueueRecord(
          name: "raw", put: 9, taken: 9, dropped: 0, left: 0, peak: peak, capacity: 4, putWait: putWait,
          takeWait: takeWait)
      ]
      var cell = Sample.cell(runs: [run])
      cell.graph.queues = [GraphQueue(name: "raw", capacity: .bounded(4), producers: [0], consumers: [])]
      return text("queue-bottleneck", [cell])
    }
    #expect(told(putWait: 500_000_000, takeWait: 1000, peak: 4)?.hasSuffix("behind it: the takers.") == true)
    #expect(told(putWait: 1000, takeWait: 500_000_000, peak: 1)?.hasSuffix("before it: main.") == true)
    #expect(told(putWait: 300_000_000, takeWait: 250_000_000, peak: 4) == nil)
    #expect(told(putWait: 50_000_000, takeWait: 0, peak: 4) == nil)
  }

  @Test("a deadlock without a circle names what everyone waits for")
  func noCircle() {
    let waits = (0..<2).map { task in
      WaitDescription(
        strand: StrandName(role: "main", worker: nil, task: Int64(task)), holds: [], waitsFor: "condition ready",
        step: nil)
    }
    let finding = Finding(kind: .deadlock, message: "stuck", waits: waits)
    #expect(
      text("deadlock-cycle", [Sample.cell(runs: [Sample.run(.deadlock, findings: [finding])])])
        == "2 strands wait for condition ready, and nobody is left who could provide it.")
  }

  private func rules(_ record: ScenarioRecord) -> Set<String> { Set(ReportFacts(record).explanations.map(\.rule)) }

  /// The first sentence of a rule about a record of these cells.
  private func text(_ rule: String, _ cells: [CellRecord]) -> String? {
    ReportFacts(Sample.record("sample", cells: cells)).explanations.first { $0.rule == rule }?.text
  }

  /// Eight runs of nearly one time.
  private func repeated(_ elapsed: Int64, _ change: (inout RunRecord) -> Void) -> [RunRecord] {
    (0..<8).map { index in
      var run = Sample.run(elapsed: elapsed + Int64(index % 3) * 1000)
      change(&run)
      return run
    }
  }

  private static func worker(running: Int64, sleeping: Int64, blocked: Int64 = 0) -> WorkerRecord {
    WorkerRecord(
      role: "main", worker: 0, tasks: 1, running: running, sleeping: sleeping,
      blocked: blocked == 0 ? [] : [WorkerRecord.Blocked(object: "lock a", time: blocked)], idle: 0, cpu: 0)
  }

  private static func usage(_ cpu: Int64) -> ProcessUsage {
    ProcessUsage(name: "main", user: cpu, system: 0, voluntarySwitches: 0, involuntarySwitches: 0, peakMemory: 0)
  }
}
