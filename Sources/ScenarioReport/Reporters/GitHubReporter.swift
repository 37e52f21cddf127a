// Annotations that GitHub shows beside the lines of a pull request.
import ScenarioModel
import ScenarioSyntax

/// One workflow command for each expectation that is not as expected, and for each diagnostic of what could not run.
package enum GitHubReporter: Reporter {
  package static let name = "github"
  package static let summary = "workflow commands that annotate the lines of a pull request"

  package static func render(_ document: ReportDocument, style: ReportStyle) -> String {
    switch document {
    case .scenario(let record): annotations(record)
    case .failure(let failure): annotations(failure.diagnostics, path: failure.path, exit: failure.exit)
    case .batch(let batch):
      batch.results.map(annotations).joined()
        + batch.invalid.map { annotations($0.diagnostics, path: $0.path, exit: $0.exit) }.joined()
    }
  }

  private static func annotations(_ record: ScenarioRecord) -> String {
    let told = record.expectations.filter { $0.outcome != .expected }.map { expectation in
      let measured = expectation.value.map { "was \($0)" }
      let why = [measured, expectation.reason].compactMap(\.self).joined(separator: ", ")
      return command(
        expectation.outcome == .unexpected ? "error" : "warning", path: record.path, range: expectation.range,
        title: "\(record.scenario): \(expectation.outcome == .unexpected ? "not as expected" : "inconclusive")",
        message: why.isEmpty ? expectation.text : "\(expectation.text): \(why)")
    }
    guard told.isEmpty, record.exit.code != 0 else { return told.joined() }
    return command("error", path: record.path, range: nil, title: record.scenario, message: record.exit.reason)
  }

  private static func annotations(_ diagnostics: [Diagnostic], path: String?, exit: ExitStatus) -> String {
    let told = GitHubRenderer().render(diagnostics)
    return told.isEmpty
      ? command("error", path: path, range: nil, title: "could not run", message: exit.reason) : told
  }

  private static func command(
    _ kind: String, path: String?, range: SourceRange?, title: String, message: String
  ) -> String {
    var properties: [(String, String)] = []
    if let file = range?.file.name ?? path { properties.append(("file", file)) }
    if let start = range?.start {
      properties += [("line", "\(start.line)"), ("col", "\(start.column)")]
    }
    properties.append(("title", title))
    let list = properties.map { "\($0.0)=\(GitHubRenderer.escaped($0.1, isProperty: true))" }.joined(separator: ",")
    return "::\(kind) \(list)::\(GitHubRenderer.escaped(message, isProperty: false))\n"
  }
}
