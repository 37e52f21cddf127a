// What several scenarios come to together.
import ScenarioModel
import ScenarioSyntax

/// Several scenarios in one go.
package struct BatchRecord: Sendable {
  /// A file that could not be run.
  package struct Invalid: Sendable {
    /// As given on the command line, or as found below the folder given.
    package var path: String
    /// How a run of this file alone would end.
    package var exit: ExitStatus
    /// What is wrong with it.
    package var diagnostics: [Diagnostic]
    package init(path: String, exit: ExitStatus, diagnostics: [Diagnostic]) {
      self.path = path
      self.exit = exit
      self.diagnostics = diagnostics
    }
  }
  /// The scenarios that ran, in that order.
  package var results: [ScenarioRecord]
  /// The files that could not be run.
  package var invalid: [Invalid]
  /// Selected files that were not run any more: after `--fail-fast`, or an interruption.
  package var skipped: [String]
  /// The command line, arguments in order.
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
