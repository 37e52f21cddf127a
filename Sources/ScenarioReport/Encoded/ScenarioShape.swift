// The report of one scenario in JSON, also when nothing could run.
import ScenarioModel
import ScenarioSyntax

/// What the report's object is made from: a judged record, or a failure before any run.
struct ReportedScenario: Sendable {
  let facts: ReportFacts?
  let failure: FailureRecord?

  init(_ facts: ReportFacts) {
    self.facts = facts
    failure = nil
  }

  init(_ failure: FailureRecord) {
    facts = nil
    self.failure = failure
  }

  var record: ScenarioRecord? { facts?.record }
  var exit: ExitStatus { record?.exit ?? failure?.exit ?? ExitStatus(code: 70, reason: ExitCode.internalError.meaning) }
  var cells: [ReportedCell] {
    guard let facts else { return [] }
    return zip(facts.record.cells, facts.summary.cells).map { record, summary in
      ReportedCell(
        record: record, summary: summary, isComparison: facts.summary.isComparison,
        explanations: facts.explanations.filter { $0.cell == summary.index })
    }
  }
}

enum ScenarioShapes {
  /// The version of the report's form; a change that an existing reader could stumble over gets a new number.
  static let version = "scenario-report/1"

  static let exit = Shape<ExitStatus>(
    "exit", "How the program ends.",
    [
      Member("code", "The exit code", .whole) { $0.code },
      Member("reason", "What decided it", .text) { $0.reason },
    ])

  static let expectation = Shape<ExpectationOutcome>(
    "expectation", "What the run shall show, and whether it did.",
    [
      Member("text", "The condition as written", .text) { $0.text },
      Member("outcome", "Whether it came out so; inconclusive when there was no sample", .name) { $0.outcome },
      Member("value", "What was measured, in words", .optional(.text)) { $0.value },
      Member("reason", "Why, when it is not as expected", .optional(.text)) { $0.reason },
      Member("implied", "Nobody wrote it: it goes without saying", .flag) { $0.isImplied },
      Member("range", "Where it is written", .optional(.object(PlaceShapes.range))) { $0.range },
    ])

  static let environment = Shape<EnvironmentRecord>(
    "environment", "Where and with what it was measured.",
    [
      Member("version", "Of this program", .text) { $0.scenarioVersion },
      Member("debug_build", "Whether it was built without optimisation", .flag) { $0.isDebugBuild },
      Member("operating_system", "Its name and version", .text) { $0.operatingSystem },
      Member("processor", "The processor's model", .text) { $0.processor },
      Member("processors", "Processors online", .natural) { $0.processors },
      Member("usable_processors", "Processors that it may use", .natural) { $0.usableProcessors },
      Member("quota", "CPUs' worth of time that it may use; null without a quota", .optional(.real)) { $0.quota },
      Member("memory_bytes", "Memory of the machine", .natural) { $0.memory },
      Member("load", "One-minute load average at the start", .real) { $0.load },
      Member("clock_resolution_ns", "Smallest step of the clock", .natural) { $0.clockResolution },
      Member("date", "When, in UTC", .text) { $0.date },
    ])

  static let report = Shape<ReportedScenario>(
    "report", "The report of one scenario.",
    [
      Member("schema", "The version of this form", .constant(version)) { _ in version },
      Member("scenario", "The scenario's name; null when the file did not get that far", .optional(.text)) {
        $0.record?.scenario ?? $0.failure?.scenario
      },
      Member("summary", "Its one line", .optional(.text)) { $0.record?.summary },
      Member("tags", "Its tags", .list(.text)) { $0.record?.tags ?? [] },
      Member("path", "The file as given", .optional(.text)) { $0.record?.path ?? $0.failure?.path },
      Member("outcome", "Whether it came out as expected", .name) { $0.record?.outcome ?? .unexpected },
      Member("verdict", "The worst verdict of all cells; null when nothing ran", .optional(.name)) {
        $0.facts?.summary.verdict
      },
      Member("exit", "How the program ends", .object(exit)) { $0.exit },
      Member("cells", "The first is the baseline", .list(.object(CellShapes.cell))) { $0.cells },
      Member("left_to_runs", "Expectations that only a run can show, where everything was explored", .list(.text)) {
        $0.record?.leftToRuns ?? []
      },
      Member("expectations", "Those written, then those implied", .list(.object(expectation))) {
        $0.record?.expectations ?? []
      },
      Member("explanation", "What is to be said of the comparison as a whole", .list(.object(CellShapes.explanation))) {
        $0.facts?.explanations.filter { $0.cell == nil } ?? []
      },
      Member("next", "Commands worth typing next", .list(.text)) { $0.facts?.next.map(\.command) ?? [] },
      Member("environment", "Where it was measured; null when nothing ran", .optional(.object(environment))) {
        $0.record?.environment ?? $0.failure?.environment
      },
      Member("seed", "Fixed everything drawn; null when nothing ran", .optional(.seed)) { $0.record?.seed },
      Member("command", "The command line", .list(.text)) { $0.record?.command ?? $0.failure?.command ?? [] },
      Member("diagnostics", "What kept it from running", .list(.object(DiagnosticShapes.diagnostic))) {
        $0.failure?.diagnostics ?? []
      },
    ])
}
