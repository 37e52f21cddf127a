// The report of several scenarios in JSON.
import ScenarioModel
import ScenarioSyntax

enum BatchShapes {
  static let version = "scenario-batch/1"

  static let invalid = Shape<BatchRecord.Invalid>(
    "invalid", "A file that could not be run.",
    [
      Member("path", "The file as given", .text) { $0.path },
      Member("exit", "How a run of it alone would end", .object(ScenarioShapes.exit)) { $0.exit },
      Member("diagnostics", "What is wrong with it", .list(.object(DiagnosticShapes.diagnostic))) { $0.diagnostics },
    ])

  static let batch = Shape<BatchRecord>(
    "batch", "The report of several scenarios.",
    [
      Member("schema", "The version of this form", .constant(version)) { _ in version },
      Member("results", "One report each, in the order run", .list(.object(ScenarioShapes.report))) { batch in
        batch.results.map { ReportedScenario(ReportFacts($0)) }
      },
      Member("invalid", "The files that could not be run", .list(.object(invalid))) { $0.invalid },
      Member("skipped", "Selected files that were not run any more", .list(.text)) { $0.skipped },
      Member("exit", "The worst of all", .object(ScenarioShapes.exit)) { $0.exit },
      Member("command", "The command line", .list(.text)) { $0.command },
    ])
}
