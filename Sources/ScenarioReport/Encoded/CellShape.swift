// The members of a cell in JSON.
import ScenarioModel
import ScenarioSyntax

extension CellShapes {
  static let cell = Shape<ReportedCell>(
    "cell", "One combination of the values compared, with its runs.", identity + figures + endings + details)

  private static let identity: [Member<ReportedCell>] = [
    Member("label", "Its name among the cells; empty when nothing is compared", .text) { $0.summary.label },
    Member("strategy", "Its executor; of several roles all, joined by +", .text) { $0.summary.strategy.executor },
    Member("workers", "Declared workers together; null when unbounded", .optional(.natural)) {
      $0.summary.strategy.workers
    },
    Member("parameters", "The compared settings' values", .dictionary(.text)) { cell in
      Dictionary(cell.summary.parameters.map { ($0.path, $0.value) }) { $1 }
    },
    Member("warmups", "Runs that were not counted", .natural) { $0.summary.warmups },
  ]

  private static let figures: [Member<ReportedCell>] = [
    Member("verdict", "The worst verdict of its runs; null when none was measured", .optional(.name)) {
      $0.summary.verdict
    },
    Member("verdicts", "How often each verdict was seen", .dictionary(.natural)) { cell in
      Dictionary(cell.summary.verdicts.map { ($0.verdict.rawValue, $0.count) }) { $1 }
    },
    Member("time_ns", "The runs' times", .object(time)) { $0 },
    Member("startup_ns", "Median time until all workers were ready", .optional(.natural)) { $0.summary.startup },
    Member("throughput", "Median tasks per second, of the roles whose results no other role takes", .optional(.real)) {
      $0.summary.throughput
    },
    Member("speedup", "Against the first cell", .object(speedup)) { $0 },
    Member("latency_ns", "Latencies of all tasks of all roles in all runs", .object(DetailShapes.percentiles)) {
      $0.summary.latency
    },
    Member("latency_sampling", "A latency was recorded for one task in this many", .natural) {
      $0.example?.latencySampling ?? 1
    },
    Member("cpu_ns", "Median CPU time of all processes", .optional(.natural)) { $0.summary.cpu },
    Member("memory_bytes", "Median of the processes' peaks together", .optional(.natural)) { $0.summary.memory },
    Member("observed", "What happened at once", .object(observed)) { $0.summary.observed },
    Member(
      "cut_short",
      "What the run that stands for the cell had come to when it was ended from outside; no sample of the work",
      .optional(.object(cutShort))
    ) { $0.summary.cutShort },
  ]

  private static let endings: [Member<ReportedCell>] = [
    Member("digest", "Of the results of all runs that finished; null when they differ or none did", digest) {
      $0.summary.digest
    },
    Member("counters", "Named counters of the last repetition that ended, else as they were left", RunShapes.counters) {
      $0.summary.lastState?.counters ?? []
    },
    Member("state", "Shared state after the last repetition that ended, else as it was left", RunShapes.state) {
      $0.summary.lastState?.state ?? []
    },
    Member("states", "All distinct final states with how often each was seen", .list(.object(finalState))) {
      $0.summary.finalStates
    },
    Member("checks", "What must hold whatever the schedule", .list(.object(check))) { $0.summary.checks },
  ]

  private static let details: [Member<ReportedCell>] = [
    Member("example_run", "The run that the following details are of", .optional(.natural)) { $0.summary.exampleRun },
    Member("roles", "Its groups of workers", .list(.object(DetailShapes.role))) { cell in
      (cell.example?.roles ?? []).map { record in
        .init(record: record, summary: cell.summary.roles.first { $0.name == record.name })
      }
    },
    Member("queues", "Its queues", .list(.object(DetailShapes.queue))) { $0.example?.queues ?? [] },
    Member("locks", "Its locks", .list(.object(DetailShapes.lock))) { $0.example?.locks ?? [] },
    Member("workers_detail", "Its workers", .list(.object(DetailShapes.worker))) { $0.example?.workers ?? [] },
    Member("processes", "Its processes", .list(.object(DetailShapes.process))) { $0.example?.usage ?? [] },
    Member(
      "exploration", "What trying every interleaving came to; null for cells that were run",
      .optional(.object(ExplorationShapes.exploration))
    ) { $0.record.runs.first?.exploration },
    Member("explanation", "Why it came out so", .list(.object(explanation))) { $0.explanations },
    Member("runs", "Every measured run, in the order of the repetitions", .list(.object(RunShapes.run))) {
      $0.record.runs
    },
  ]

  private static let digest = Wire<WorkDigest>(["type": ["string", "null"], "pattern": "^[0-9a-f]{16}$"]) { digest in
    guard case .same(let value) = digest else { return .null }
    return Wire<UInt64>.hexadecimal.encode(value)
  }
}
