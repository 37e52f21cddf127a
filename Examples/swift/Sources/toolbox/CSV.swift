// The reporter `csv`: a line for each cell, for spreadsheets.
import ScenarioKit

enum CSV: ScenarioReporter {
  static let name = "csv"
  static let summary = "one line for each cell, as comma-separated values"

  static func render(_ report: Report) -> String {
    let head = ["scenario", "cell", "strategy", "workers", "verdict", "digest", "time_ns"]
    let rows = report.scenarios.flatMap { scenario in
      scenario["cells"].items.map { cell in
        [
          scenario["scenario"], cell["label"], cell["strategy"], cell["workers"], cell["verdict"],
          cell["digest"], cell["time_ns"]["median"],
        ].map(quoted)
      }
    }
    return ([head] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ value: JSON) -> String {
    let text = value.isNull ? "" : value.text ?? value.description
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
