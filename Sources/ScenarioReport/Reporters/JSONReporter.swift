// The report for other programs: exactly one JSON document.
import ScenarioModel
import ScenarioSyntax

/// `ReportSchema` describes what it writes.
package enum JSONReporter: Reporter {
  package static let name = "json"
  package static let summary = "one JSON document with raw samples, for other programs"

  package static func render(_ document: ReportDocument, style: ReportStyle) -> String {
    value(document).text(pretty: true) + "\n"
  }

  /// The document as a JSON value of the form that `ReportSchema` describes.
  package static func value(_ document: ReportDocument) -> JSONValue {
    switch document {
    case .scenario(let record): ScenarioShapes.report.encode(ReportedScenario(ReportFacts(record)))
    case .failure(let failure): ScenarioShapes.report.encode(ReportedScenario(failure))
    case .batch(let batch): BatchShapes.batch.encode(batch)
    }
  }
}
