// What is left to report when nothing could run.
import ScenarioModel
import ScenarioSyntax

/// A failure before any run: an invalid file, a missing permission, wrong usage.
package struct FailureRecord: Sendable {
  /// The scenario's name, where the text got that far.
  package var scenario: String?
  /// The file as given on the command line; nil when it is not about one file.
  package var path: String?
  /// How the program ends.
  package var exit: ExitStatus
  /// What kept it from running.
  package var diagnostics: [Diagnostic]
  /// Where it was tried, if that was looked at.
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
