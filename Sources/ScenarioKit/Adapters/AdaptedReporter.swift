// A reporter of the library's surface as one of the report room.
internal import ScenarioReport

enum AdaptedReporter<Own: ScenarioReporter>: Reporter {
  static var name: String { Own.name }
  static var summary: String { Own.summary }

  static func render(_ document: ReportDocument, style: ReportStyle) -> String {
    Own.render(Report(document: JSON(value: JSONReporter.value(document))))
  }
}
