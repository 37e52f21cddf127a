// What is left to report when nothing could run, and what a batch comes to.
import ScenarioModel
import ScenarioSyntax

/// A failure before any run: an invalid file, a missing permission, wrong usage.
package struct FailureRecord: Sendable {
  /// The scenario's name, where the text got that far.
  package var scenario: String?
  /// The file as given on the command line; nil when it is not about one file.
  package var path: String?
  package var exit: ExitStatus
  package var diagnostics: [Diagnostic]
  package var environment: EnvironmentRecord?
  /// The command line, arguments in order.
  package var command: [String]
  package init(
    scenario: String? = nil, path: String? = nil, exit: ExitStatus, diagnostics: [Diagnostic] = [],
    environment: EnvironmentRecord? = nil, command: [String]
  ) {
    self.scenario = scenario
    self.path = path
    self.exit = exit
    self.diagnostics = diagnostics
    self.environment = environment
    self.command = command
  }
}

/// Several scenarios in one go.
package struct BatchRecord: Sendable {
  /// A file that could not be run.
  package struct Invalid: Sendable {
    package var path: String
    package var exit: ExitStatus
    package var diagnostics: [Diagnostic]
    package init(path: String, exit: ExitStatus, diagnostics: [Diagnostic]) {
      self.path = path
      self.exit = exit
      self.diagnostics = diagnostics
    }
  }
  package var results: [ScenarioRecord]
  package var invalid: [Invalid]
  /// Selected files that were not run any more: after `--fail-fast`, or an interruption.
  package var skipped: [String]
  package var command: [String]
  /// What stopped the batch itself, if anything did; it outweighs nothing that is worse.
  package var stopped: ExitStatus?
  package init(
    results: [ScenarioRecord] = [], invalid: [Invalid] = [], skipped: [String] = [], command: [String],
    stopped: ExitStatus? = nil
  ) {
    self.results = results
    self.invalid = invalid
    self.skipped = skipped
    self.command = command
    self.stopped = stopped
  }

  /// The worst of all exit codes, by the order of `ExitCode.worstFirst`, with a sentence that counts.
  package var exit: ExitStatus {
    let all = results.map(\.exit) + invalid.map(\.exit) + (stopped.map { [$0] } ?? [])
    let worst = ExitCode.worst(all.map(\.code))
    guard let first = all.first(where: { $0.code == worst.rawValue }) else {
      return ExitStatus(code: worst.rawValue, reason: worst.meaning)
    }
    let times = all.count { $0.code == worst.rawValue }
    return times == 1 ? first : ExitStatus(code: worst.rawValue, reason: "\(worst.meaning) (\(times) of \(all.count))")
  }
}

/// Everything that can be reported as a whole.
package enum ReportDocument: Sendable {
  case scenario(ScenarioRecord)
  case batch(BatchRecord)
  case failure(FailureRecord)

  /// How the program ends after it.
  package var exit: ExitStatus {
    switch self {
    case .scenario(let record): record.exit
    case .batch(let record): record.exit
    case .failure(let record): record.exit
    }
  }
}
