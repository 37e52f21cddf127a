// The forms of reports and of findings, as flags name them.
import ArgumentParser
import ScenarioReport
import ScenarioSyntax

/// A reporter by its name.
struct ReportForm: ExpressibleByArgument, Sendable {
  let reporter: any Reporter.Type

  static let standard = ReportForm(reporter: TerminalReporter.self)

  init(reporter: any Reporter.Type) { self.reporter = reporter }

  init?(argument: String) {
    guard let reporter = Parsing.tool.reporters.named(argument) else { return nil }
    self.reporter = reporter
  }

  var isJSON: Bool { reporter == JSONReporter.self }
  var defaultValueDescription: String { reporter.name }
  static var allValueStrings: [String] { Parsing.tool.reporters.names }
}

/// A file that a report is written to: `json=report.json`.
struct ReportTarget: ExpressibleByArgument, Sendable {
  let form: ReportForm
  let path: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let form = ReportForm(argument: String(parts[0])) else { return nil }
    self.form = form
    path = String(parts[1])
  }
}

/// How findings are shown.
enum FindingForm: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, concise, json, github

  /// The renderer for a terminal, or for what is none.
  func renderer(for terminal: Terminal) -> any DiagnosticRenderer {
    switch self {
    case .text: ExcerptRenderer(color: terminal.style.color, width: terminal.style.width)
    case .concise: ConciseRenderer()
    case .json: JSONRenderer()
    case .github: GitHubRenderer()
    }
  }
}
