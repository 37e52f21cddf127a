// Records with anything in them, drawn by seed: whatever they hold, reports must render them.
import ScenarioModel
import ScenarioSyntax

/// Draws records. The same seed always gives the same record.
package struct RandomRecords {
  private var generator: SeededGenerator

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A judged record with up to four cells.
  package mutating func record() -> ScenarioRecord {
    let cells = (0..<Int.random(in: 0...4, using: &generator)).map { cell($0) }
    var expectations: [ExpectationDeclaration] = []
    for _ in 0..<Int.random(in: 0...3, using: &generator) { expectations.append(expectation()) }
    let signal: Int32? = pick([nil, nil, nil, nil, 2, 15])
    let judged = Judge.judge(expectations, cells: cells, seed: 1, signal: signal)
    return ScenarioRecord(
      scenario: text(), summary: pick([nil, text()]), tags: [text()], path: pick(["a.yaml", "-", "dir/it's.yaml"]),
      cells: cells, expectations: judged.expectations, outcome: judged.outcome, exit: judged.exit,
      environment: Sample.environment(processors: pick([1, 2, 64])), seed: pick([0, 7, .max]),
      command: pick([[], ["scenario", "run", "a.yaml"]]))
  }

  private mutating func cell(_ index: Int) -> CellRecord {
    let executor = pick(["serial", "thread", "process", "async"])
    let workers = pick([1, 2, 8, nil] as [Int?])
    let runs = pick([0, 1, 1, 3, 7])
    var cell = Sample.cell(
      executor, workers: workers.map { .count($0) } ?? .unbounded, label: "cell \(index) \(text())",
      parameters: pick([
        [], [CellParameter(path: "strategy", value: executor)],
        [CellParameter(path: "roles.main.workers", value: text()), CellParameter(path: "vars.x", value: text())],
      ]), runs: [])
    cell.graph.roles[0].options = pick([[:], ["spawn": .text("per_task")], ["spawn": .text("pool")]])
    cell.graph.roles[0].collect = pick([.ordered, .completed])
    cell.graph.queues = [GraphQueue(name: "raw", capacity: .bounded(4), producers: [0, 9], consumers: [0])]
    cell.graph.shared.semaphores = [SharedLayout.Semaphore(name: "gate", permits: 3)]
    let digest = pick([7, 7, 7, 8] as [UInt64])
    for _ in 0..<runs { cell.runs.append(run(digest)) }
    return cell
  }

  private mutating func run(_ digest: UInt64) -> RunRecord {
    var run = Sample.run(
      pick(Verdict.allCases + Array(repeating: .ok, count: 12)), elapsed: time(),
      digest: pick([digest, digest, digest, .max]), state: pick([[], [state(), state()]]),
      counters: pick([[], [NamedValue(name: text(), value: number())]]),
      latencies: pick([[], [time(), time(), time()]]),
      tasks: pick([0, 1, 500]))
    run.startup = time()
    for _ in 0..<pick([0, 1, 3]) { run.findings.append(finding()) }
    run.roles[0].results = [TaskResult(task: 3, value: number()), TaskResult(task: 1, value: 2)]
    run.privateStates = pick([[], [PrivateState(role: text(), worker: 1, state: [state()])]])
    run.checks = pick([
      [],
      [
        CheckOutcome(
          title: text(), kind: pick([.always, .finally]), evaluations: 5, violations: pick([0, 2]), range: nil)
      ],
    ])
    run.queues = pick([
      [],
      [
        QueueRecord(
          name: "raw", put: 10, taken: 8, dropped: pick([0, 4]), left: pick([0, 2]), peak: 4,
          capacity: pick([4, 0, nil]),
          putWait: time(), takeWait: time())
      ],
    ])
    let kinds: [LockRecord.Kind] = [.lock, .semaphore, .condition, .barrier, .await, .interpreter]
    run.locks = kinds.map { kind in
      LockRecord(name: pick(["gate", text()]), kind: kind, acquisitions: 9, contended: pick([0, 3]), wait: time())
    }
    for worker in 0..<pick([0, 2, 20]) { run.workers.append(self.worker(worker)) }
    run.usage = pick([
      [],
      [
        ProcessUsage(
          name: text(), user: time(), system: time(), voluntarySwitches: 1, involuntarySwitches: 2, peakMemory: 1 << 24)
      ],
    ])
    run.disturbance = pick([
      nil, Disturbance(stolen: 0.5, otherLoad: 0.9, throttled: time(), queued: 0.7),
      Disturbance(stolen: .nan, otherLoad: .infinity, throttled: 0),
    ])
    run.log = pick([[], [LogLine(time: time(), strand: strand(), text: text() + "\u{1B}[2J\r\n\t\u{202E}")]])
    for _ in 0..<pick([0, 6]) {
      run.accesses.append(
        SharedAccess(
          time: time(), strand: strand(), isWrite: pick([true, false]), variable: "x", value: number(), step: step()))
    }
    run.blockedLoops = pick([
      [], [BlockedLoop(role: text(), step: step(), occurrences: 2, longest: time(), total: time())],
    ])
    return run
  }

  private mutating func worker(_ index: Int) -> WorkerRecord {
    WorkerRecord(
      role: text(), worker: index, tasks: 3, running: time(), sleeping: time(),
      blocked: pick([[], [WorkerRecord.Blocked(object: text(), time: time())]]), idle: pick([0, time()]), cpu: time())
  }

  private mutating func finding() -> Finding {
    let kinds: [Finding.Kind] = [
      .checkViolated, .assertFailed, .taskFailed, .deadlock, .workerLost, .timeout, .interrupted, .booksDoNotBalance,
      .workDoesNotVerify,
      .cannotStart,
    ]
    let waits = (0..<pick([0, 1, 2, 12])).map { _ in
      WaitDescription(
        strand: strand(), holds: [WaitDescription.Held(object: pick(["lock a", "lock b"]), step: step())],
        waitsFor: pick([nil, "lock a", "lock b", text()]), step: step())
    }
    return Finding(kind: pick(kinds), message: text(), strand: pick([nil, strand()]), step: step(), waits: waits)
  }

  private mutating func expectation() -> ExpectationDeclaration {
    let measures: [(ExpectationDeclaration.Measure, ExpectationDeclaration.Bound)] = [
      (.verdict, .verdict(.violated)), (.time, .number(1e6)), (.speedup, .number(1)), (.efficiency, .number(0.5)),
      (.percentile(99.9), .number(1e9)), (.maximum, .number(5)), (.cpu, .number(1)), (.memory, .integer(3)),
      (.named("x", index: nil), .integer(3)), (.throughput, .number(2)),
    ]
    let chosen = pick(measures)
    return Sample.expect(
      chosen.0, pick(ExpectationDeclaration.Comparison.allCases), chosen.1, executors: pick([[], ["thread"]]),
      text: text())
  }

  private mutating func strand() -> StrandName {
    StrandName(role: text(), worker: pick([nil, 0, 3]), task: pick([nil, 5]), branch: pick([0, 2]))
  }

  private mutating func step() -> StepSite? {
    pick([nil, StepSite(verb: "set", range: nil), Sample.step("lock", Sample.file("dir/some file.yaml"), line: 4)])
  }

  private mutating func state() -> StateValue {
    pick([
      Sample.integer(text(), number()), StateValue(name: text(), isBoolean: true, isList: false, words: [1]),
      StateValue(name: "forks", isBoolean: false, isList: true, words: Array(repeating: 3, count: 40)),
      StateValue(name: "none", isBoolean: false, isList: true, words: []),
    ])
  }

  private mutating func number() -> Int64 { pick([0, 1, -600, .max, .min]) }
  private mutating func time() -> Int64 { pick([0, 1, 999, 1_500_000, 100_000_000, 3_000_000_000, 400_000_000_000]) }

  /// Words that are hard to lay out.
  private mutating func text() -> String {
    pick([
      "main", "", "a b c", "a_very_long_identifier_that_does_not_fit_into_any_narrow_column_whatsoever",
      "日本語の名前", "naïve café", "👩‍👩‍👧‍👦 family", "\u{1B}[31mred\u{7}", "tab\tand\nline", "e\u{301}\u{301}\u{301}", "   ",
      "%::,",
      "\u{200B}", "|",
    ])
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int(generator.below(UInt64(choices.count)))]
  }
}
