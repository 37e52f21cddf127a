// Whole synthetic records, one for each thing that a report must be able to tell.
import ScenarioModel
import ScenarioSyntax

extension Sample {
  /// A record of these cells, judged.
  package static func record(
    _ name: String, summary: String? = nil, cells: [CellRecord], expectations: [ExpectationDeclaration] = [],
    processors: Int = 2
  ) -> ScenarioRecord {
    let judged = Judge.judge(expectations, cells: cells, seed: 7, processors: processors)
    return ScenarioRecord(
      scenario: name, summary: summary, path: "\(name).yaml", cells: cells, expectations: judged.expectations,
      outcome: judged.outcome, exit: judged.exit, environment: environment(processors: processors), seed: 7,
      command: ["scenario", "run", "\(name).yaml"])
  }

  /// A quiet machine.
  package static func environment(processors: Int = 2) -> EnvironmentRecord {
    EnvironmentRecord(
      scenarioVersion: "0.1.0", operatingSystem: "Linux 6.1", processor: "Example CPU", processors: processors,
      usableProcessors: processors, quota: nil, memory: 8 << 30, load: 0.25, clockResolution: 1,
      date: "2026-11-22T12:00:00Z", isDebugBuild: false)
  }

  /// A step that stands on a line of a file of `lines` equal lines.
  package static func step(_ verb: String, _ file: SourceFile, line: Int) -> StepSite {
    let range = file.line(line)
    return StepSite(verb: verb, range: SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound))
  }

  /// A file of so many equal lines, to point into.
  package static func file(_ name: String, lines: Int = 30) -> SourceFile {
    SourceFile(name: name, bytes: Array(String(repeating: "- step: 1\n", count: lines).utf8))
  }

  /// Two withdrawals both pass the test before either pays.
  package static var bankRace: ScenarioRecord {
    let file = file("bank_race.yaml")
    let test = step("if", file, line: 9)
    let write = step("set", file, line: 12)
    let strands = [0, 1].map { StrandName(role: "main", worker: $0, task: Int64($0)) }
    func access(_ time: Int64, _ who: Int, write isWrite: Bool, _ value: Int64) -> SharedAccess {
      SharedAccess(
        time: time, strand: strands[who], isWrite: isWrite, variable: "balance", value: value,
        step: isWrite || time > 1000 ? write : test)
    }
    var run = run(
      .violated, elapsed: 100_400_000, state: [integer("balance", -600)],
      counters: [NamedValue(name: "paid", value: 2), NamedValue(name: "refused", value: 0)],
      latencies: [100_100_000, 100_300_000],
      findings: [
        Finding(
          kind: .checkViolated, message: "'always: balance >= 0' was violated", strand: strands[1], step: write,
          check: "balance >= 0")
      ])
    run.checks = [
      CheckOutcome(
        title: "balance >= 0", kind: .always, evaluations: 3, violations: 1, range: step("check", file, line: 20).range)
    ]
    run.accesses = [
      access(100, 0, write: false, 1000), access(200, 1, write: false, 1000),
      access(100_000_000, 0, write: false, 1000), access(100_000_100, 0, write: true, 200),
      access(100_000_200, 1, write: false, 200), access(100_000_300, 1, write: true, -600),
    ]
    run.workers = [0, 1].map {
      WorkerRecord(
        role: "main", worker: $0, tasks: 1, running: 300_000, sleeping: 100_000_000, blocked: [], idle: 100_000,
        cpu: 250_000)
    }
    return record(
      "bank_race", summary: "Two withdrawals race on one account.", cells: [cell(runs: [run])],
      expectations: [expect(.verdict, .equal, .verdict(.violated), text: "verdict == violated")])
  }

  /// A CPU-bound workload under three strategies: an interpreter lock keeps threads from helping.
  package static var primes: ScenarioRecord {
    func runs(_ base: Int64, executor: String, locked: Bool = false) -> [RunRecord] {
      (0..<10).map { index in
        var run = run(elapsed: base + Int64(index * 7 % 10) * base / 200, latencies: [base / 2, base / 2 + 1_000_000])
        run.roles[0].workload = "prime"
        run.roles[0].executor = executor
        run.observed.threads = executor == "thread" ? 2 : 1
        run.observed.processes = executor == "process" ? 2 : 1
        run.observed.peakInFlight = executor == "serial" ? 1 : 2
        let cpu = executor == "process" ? 2 * run.elapsed : run.elapsed
        run.usage = [
          ProcessUsage(
            name: "main", user: cpu * 99 / 100, system: cpu / 100, voluntarySwitches: 12, involuntarySwitches: 40,
            peakMemory: 12 << 20)
        ]
        if locked {
          run.locks = [
            LockRecord(
              name: "interpreter lock", kind: .interpreter, acquisitions: 150, contended: 140, wait: run.elapsed)
          ]
          run.workers = [0, 1].map { worker in
            WorkerRecord(
              role: "main", worker: worker, tasks: 1, running: run.elapsed / 2, sleeping: 0,
              blocked: [WorkerRecord.Blocked(object: "the interpreter lock", time: run.elapsed / 2)], idle: 0,
              cpu: run.elapsed / 2)
          }
        }
        return run
      }
    }
    var cells = comparison([
      ("serial", 1, runs(800_000_000, executor: "serial")),
      ("thread", 2, runs(804_000_000, executor: "thread", locked: true)),
      ("process", 2, runs(415_000_000, executor: "process")),
    ])
    for index in cells.indices {
      cells[index].graph.roles[0].workload = "prime"
      cells[index].graph.roles[0].program.kernels = [
        KernelSpecification(workload: "prime", parameters: [:], isComputing: true, form: .blocking)
      ]
      cells[index].warmups = 1
    }
    return record(
      "primes", summary: "Which strategy helps a CPU-bound workload?", cells: cells,
      expectations: [
        expect(
          .speedup, .greaterOrEqual, .number(1.6), executors: ["process"], workers: [2],
          text: "speedup >= 1.6 for process, 2"),
        expect(.percentile(99), .less, .number(5e8), text: "p99 < 500ms"),
      ])
  }

  /// A queue whose takers are too slow, with a dropping one beside it.
  package static var pipeline: ScenarioRecord {
    var run = run(elapsed: 1_000_000_000, tasks: 500)
    run.roles[0] = role("store", executor: "thread", workload: "sleep", latencies: [8_000_000, 9_000_000], tasks: 500)
    run.roles.insert(role("read", executor: "async", workload: "noop", tasks: 500), at: 0)
    run.queues = [
      QueueRecord(
        name: "raw", put: 500, taken: 500, dropped: 0, left: 0, peak: 32, capacity: 32, putWait: 12_000_000_000,
        takeWait: 3_000_000),
      QueueRecord(name: "log", put: 40, taken: 38, dropped: 460, left: 2, peak: 4, capacity: 4, takeWait: 800_000_000),
    ]
    run.workers = [
      WorkerRecord(
        role: "read", worker: 0, tasks: 500, running: 10_000_000, sleeping: 0,
        blocked: [WorkerRecord.Blocked(object: "room in queue raw", time: 980_000_000)], idle: 10_000_000,
        cpu: 9_000_000),
      WorkerRecord(
        role: "store", worker: 0, tasks: 500, running: 20_000_000, sleeping: 970_000_000,
        blocked: [WorkerRecord.Blocked(object: "an item of queue raw", time: 3_000_000)], idle: 7_000_000,
        cpu: 15_000_000),
    ]
    var cell = cell(runs: [run])
    cell.graph.queues = [
      GraphQueue(name: "raw", capacity: .bounded(32), producers: [0], consumers: [1]),
      GraphQueue(name: "log", capacity: .bounded(4), full: .drop, producers: [1], consumers: []),
    ]
    cell.graph.roles = [
      GraphRole(
        name: "read", program: Program(), executor: "async", workers: .unbounded, source: .count(500), into: [0],
        workload: "noop"),
      GraphRole(
        name: "store", program: Program(), executor: "thread", workers: .count(1), source: .queues([0]), into: [1],
        workload: "sleep"),
    ]
    return record("pipeline", summary: "Which stage is the bottleneck?", cells: [cell])
  }

  /// Two workers that take two locks in opposite orders.
  package static var deadlock: ScenarioRecord {
    let file = file("deadlock.yaml")
    let waits = [0, 1].map { worker in
      WaitDescription(
        strand: StrandName(role: worker == 0 ? "left" : "right", worker: 0, task: 0),
        holds: [
          WaitDescription.Held(
            object: worker == 0 ? "lock a" : "lock b", step: step("lock", file, line: 5 + 10 * worker))
        ],
        waitsFor: worker == 0 ? "lock b" : "lock a", step: step("lock", file, line: 7 + 10 * worker))
    }
    var run = run(
      .deadlock, elapsed: 12_000_000,
      findings: [
        Finding(kind: .deadlock, message: "everyone waits, and nobody is left who could wake them", waits: waits)
      ])
    run.roles[0].tasksCompleted = 0
    run.log = [
      LogLine(time: 1_000_000, strand: waits[0].strand, text: "got a"),
      LogLine(time: 1_100_000, strand: waits[1].strand, text: "got b \u{1B}[31m\nred"),
    ]
    run.logDropped = 3
    return record("deadlock", cells: [cell(runs: [run])])
  }

  /// An event loop held by a step that cannot suspend.
  package static var blockedLoop: ScenarioRecord {
    let file = file("blocking.yaml")
    var run = run(elapsed: 3_000_000_000, latencies: [1_000_000_000, 2_000_000_000, 3_000_000_000], tasks: 3)
    run.roles[0].executor = "async"
    run.blockedLoops = [
      BlockedLoop(
        role: "main", step: step("compute", file, line: 8), occurrences: 3, longest: 1_010_000_000,
        total: 3_000_000_000)
    ]
    run.observed.threads = 1
    return record("blocking", cells: [cell("async", workers: .unbounded, runs: [run])])
  }

  /// A worker process killed with a lock held.
  package static var lostWorker: ScenarioRecord {
    let strand = StrandName(role: "main", worker: 1, task: 4)
    let finding = Finding(
      kind: .workerLost, message: "worker 1 of 'main' was killed by signal 9", strand: strand,
      waits: [
        WaitDescription(strand: strand, holds: [.init(object: "lock account", step: nil)], waitsFor: nil, step: nil)
      ])
    return record("lost", cells: [cell("process", runs: [run(), run(.lost, findings: [finding])])])
  }

  /// Processes that share nothing: each counts in its own copy.
  package static var privateCopies: ScenarioRecord {
    var run = run(state: [integer("balance", 1000)])
    run.privateStates = [0, 1].map { PrivateState(role: "main", worker: $0, state: [integer("balance", 200)]) }
    var cell = cell("process", runs: [run])
    cell.graph.roles[0].options = ["share": .text("nothing")]
    return record("private_copies", cells: [cell])
  }

  /// Cells whose results differ, one of them without any run.
  package static var unequalWork: ScenarioRecord {
    record(
      "unequal",
      cells: comparison([
        ("serial", 1, [run(), run()]), ("thread", 2, [run(digest: 8), run(digest: 8)]), ("async", 4, []),
      ]), expectations: [expect(.speedup, .greater, .number(1), text: "speedup > 1")])
  }

  /// All of them, by name.
  package static var all: [ScenarioRecord] {
    [bankRace, primes, pipeline, deadlock, blockedLoop, lostWorker, privateCopies, unequalWork]
  }
}
