// Everything measured for one scenario: its cells with their runs, the judgement, the circumstances.
import ScenarioSyntax

package struct ScenarioRecord: Sendable {
  package var scenario: String
  package var summary: String?
  package var tags: [String]
  /// As given on the command line.
  package var path: String
  package var cells: [CellRecord]
  package var expectations: [ExpectationOutcome]
  /// Expectations about what only a run can show, where nothing was run; they are not judged.
  package var leftToRuns: [String] = []
  /// The flags that changed what the file says, other than who runs it: `--workers=2`.
  package var flags: [String] = []
  package var outcome: Outcome
  package var exit: ExitStatus
  package var environment: EnvironmentRecord
  package var seed: UInt64
  /// The command line, arguments in order.
  package var command: [String]
  package init(
    scenario: String, summary: String? = nil, tags: [String] = [], path: String, cells: [CellRecord],
    expectations: [ExpectationOutcome], outcome: Outcome, exit: ExitStatus, environment: EnvironmentRecord,
    seed: UInt64, command: [String]
  ) {
    self.scenario = scenario
    self.summary = summary
    self.tags = tags
    self.path = path
    self.cells = cells
    self.expectations = expectations
    self.outcome = outcome
    self.exit = exit
    self.environment = environment
    self.seed = seed
    self.command = command
  }
}

/// One combination of the values compared, with its measured runs (warm-ups left out).
package struct CellRecord: Sendable {
  /// `strategy: thread, workers: 2`-like label, unique among the cells; empty when nothing is compared.
  package var label: String
  /// Path and value of each compared setting, in the order of the file.
  package var parameters: [CellParameter]
  package var graph: ExecutionGraph
  package var runs: [RunRecord]
  package var warmups: Int
  package init(label: String, parameters: [CellParameter], graph: ExecutionGraph, runs: [RunRecord], warmups: Int) {
    self.label = label
    self.parameters = parameters
    self.graph = graph
    self.runs = runs
    self.warmups = warmups
  }
}

package struct CellParameter: Sendable, Hashable {
  package var path: String
  package var value: String
  package init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}

package enum Outcome: String, Sendable, CaseIterable { case expected, unexpected, inconclusive }

package struct ExpectationOutcome: Sendable, Hashable {
  package var text: String
  package var outcome: Outcome
  /// What was measured, in words: `violated`, `1.94`, `12.3 ms`; nil when there was no sample.
  package var value: String?
  /// Why, when not as expected.
  package var reason: String?
  package var range: SourceRange?
  /// Nobody wrote it: it goes without saying.
  package var isImplied: Bool
  package init(
    text: String, outcome: Outcome, value: String?, reason: String? = nil, range: SourceRange?, isImplied: Bool = false
  ) {
    self.text = text
    self.outcome = outcome
    self.value = value
    self.reason = reason
    self.range = range
    self.isImplied = isImplied
  }
}

/// The exit code that a record leads to, and the sentence that goes with it.
package struct ExitStatus: Sendable, Hashable {
  package var code: Int32
  package var reason: String
  package init(code: Int32, reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// Where and with what it was measured.
package struct EnvironmentRecord: Sendable, Hashable {
  package var scenarioVersion: String
  package var operatingSystem: String
  package var processor: String
  /// Processors online, and those that this process may use.
  package var processors: Int
  package var usableProcessors: Int
  /// CPUs' worth of time that the cgroup allows; nil without a quota.
  package var quota: Double?
  /// Bytes.
  package var memory: Int64
  /// One-minute load average when the run began.
  package var load: Double
  /// Smallest step of the clock, nanoseconds.
  package var clockResolution: Int64
  /// ISO 8601, UTC.
  package var date: String
  package var isDebugBuild: Bool
  package init(
    scenarioVersion: String, operatingSystem: String, processor: String, processors: Int, usableProcessors: Int,
    quota: Double?, memory: Int64, load: Double, clockResolution: Int64, date: String, isDebugBuild: Bool
  ) {
    self.scenarioVersion = scenarioVersion
    self.operatingSystem = operatingSystem
    self.processor = processor
    self.processors = processors
    self.usableProcessors = usableProcessors
    self.quota = quota
    self.memory = memory
    self.load = load
    self.clockResolution = clockResolution
    self.date = date
    self.isDebugBuild = isDebugBuild
  }
}
