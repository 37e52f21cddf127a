// A cell in JSON: what its runs come to, then the runs themselves.
import ScenarioModel
import ScenarioSyntax

/// A cell as reports see it: its record, its summary, what explains it.
struct ReportedCell: Sendable {
  let record: CellRecord
  let summary: CellSummary
  let isComparison: Bool
  let explanations: [Explanation]

  /// The run that details are taken from.
  var example: RunRecord? { summary.exampleRun.map { record.runs[$0] } }
}

enum CellShapes {
  static let time = Shape<ReportedCell>(
    "time", "Time from the start gate to the end of the last task; null without a sample.",
    [
      Member("median", "The median", .optional(.natural)) { $0.summary.time?.median },
      Member("low", "The lower bound, null for fewer than two runs", .optional(.natural)) { bounds($0)?.lowerBound },
      Member("high", "The upper bound, null for fewer than two runs", .optional(.natural)) { bounds($0)?.upperBound },
      Member("bounds", "What the bounds are: the 95 % interval of the median, or the range of few runs", boundsKind) {
        bounds($0) == nil ? nil : $0.summary.time?.interval == nil ? "range" : "interval"
      },
      Member("deviation", "The median absolute deviation", .optional(.natural)) { $0.summary.time?.deviation },
      Member("outliers", "Samples outside Tukey's fences, counted and never dropped", .optional(.natural)) {
        $0.summary.time?.outliers.count
      },
      Member("samples", "The runs' times in the order of the repetitions", .list(.natural)) { $0.summary.samples },
    ])

  static let speedup = Shape<ReportedCell>(
    "speedup", "How many times as fast as the first cell; null where they are not comparable.",
    [
      Member("median", "The median of paired ratios; 1 for the first cell", .optional(.real)) { cell in
        cell.summary.speedup?.ratio ?? (cell.isComparison && cell.summary.comparability == .baseline ? 1 : nil)
      },
      Member("low", "The lower bound", .optional(.real)) { $0.summary.speedup?.low },
      Member("high", "The upper bound", .optional(.real)) { $0.summary.speedup?.high },
      Member("bounds", "What the bounds are: a 95 % interval, or the range of few pairs", boundsKind) { cell in
        switch cell.summary.speedup?.certainty {
        case .interval: "interval"
        case .range: "range"
        case .single, nil: nil
        }
      },
      Member("pairs", "Pairs of runs behind it", .natural) { $0.summary.speedup?.pairs ?? 0 },
      Member("resolution", "The smallest change that would have shown", .optional(.real)) {
        $0.summary.speedup?.resolution
      },
      Member("conclusion", "What may be said: a difference must be more than noise", conclusion) { cell in
        guard let speedup = cell.summary.speedup else { return nil }
        if speedup.isFaster { return "faster" }
        if speedup.isSlower { return "slower" }
        return speedup.verdict == .noClearDifference ? "no clear difference" : nil
      },
      Member("not_compared", "Why it is not compared with the first cell", .optional(.text)) { cell in
        switch cell.summary.comparability {
        case .baseline, .comparable: nil
        case .unequalWork, .unstableWork, .noPairs: cell.summary.comparability.reason
        }
      },
    ])

  static let cutShort = Shape<CutShortRun>(
    "cut_short", "A run that was interrupted, timed out or lost a worker, until it was ended.",
    [
      Member("elapsed_ns", "From the opening of the start gate until it was ended", .natural) { $0.elapsed },
      Member("tasks_started", "Tasks started, of all roles", .natural) { $0.tasksStarted },
      Member("tasks_completed", "Tasks that had ended well", .natural) { $0.tasksCompleted },
      Member("tasks_failed", "Tasks that had failed", .natural) { $0.tasksFailed },
      Member("throughput", "Tasks per second until then, of the roles at the end of the graph", .optional(.real)) {
        $0.throughput
      },
      Member("latency_ns", "Latencies of the tasks that had ended", .object(DetailShapes.percentiles)) { $0.latency },
      Member("state", "Shared state as it was left", RunShapes.state) { $0.end.state },
      Member("counters", "Named counters until then", RunShapes.counters) { $0.end.counters },
    ])

  static let observed = Shape<ObservedConcurrency>(
    "observed", "What really happened at once, the greatest over the runs.",
    [
      Member("peak_in_flight", "Tasks in flight at once", .natural) { $0.peakInFlight },
      Member("threads", "Distinct threads that ran tasks", .natural) { $0.threads },
      Member("processes", "Distinct processes that ran tasks", .natural) { $0.processes },
    ])

  static let finalState = Shape<FinalState>(
    "final_state", "A way in which runs ended.",
    [
      Member("state", "Final shared state", RunShapes.state) { $0.state },
      Member("counters", "Named counters", RunShapes.counters) { $0.counters },
      Member("count", "How many runs ended so", .natural) { $0.count },
    ])

  static let check = Shape<CheckSummary>(
    "check", "A check over all runs.",
    [
      Member("title", "Its name or text", .text) { $0.title },
      Member("kind", "When it is evaluated", .word) { $0.kind },
      Member("evaluations", "How often it was evaluated", .natural) { $0.evaluations },
      Member("violations", "How often it did not hold", .natural) { $0.violations },
      Member("violated_runs", "In how many runs it did not hold", .natural) { $0.violatedRuns },
      Member("range", "Where it is written", .optional(.object(PlaceShapes.range))) { $0.range },
      Member("first_violation", "What was found first", .optional(.object(RunShapes.finding))) { $0.first },
    ])

  static let figure = Wire<[Explanation.Figure]>(["type": "object"]) { figures in
    .object(Dictionary(figures.map { ($0.name, $0.value) }) { $1 })
  }

  static let explanation = Shape<Explanation>(
    "explanation", "Why it came out so, from measured facts only.",
    [
      Member("rule", "The rule that says so", .text) { $0.rule },
      Member("text", "What it says", .text) { $0.text },
      Member("figures", "The figures behind it", figure) { $0.figures },
    ])

  private static let boundsKind = Wire<String?>(["enum": ["interval", "range", nil]]) {
    $0.map { .string($0) } ?? .null
  }
  private static let conclusion = Wire<String?>(["enum": ["faster", "slower", "no clear difference", nil]]) {
    $0.map { .string($0) } ?? .null
  }

  /// Bounds of one run would only repeat it.
  private static func bounds(_ cell: ReportedCell) -> ClosedRange<Int64>? {
    guard let time = cell.summary.time, time.count > 1 else { return nil }
    return time.bounds
  }
}
