// A reporter: a form in which results are given.

/// One form of report, as `--format` and `-o NAME=PATH` name it.
public protocol ScenarioReporter: SendableMetatype {
  /// Small letters, digits, `_` and `-`, beginning with a letter; taken by no other reporter.
  static var name: String { get }
  /// One line for lists, lower case, without a full stop.
  static var summary: String { get }
  /// The whole text; the same report always gives the same.
  static func render(_ report: Report) -> String
}

/// What came of a scenario, or of several.
public struct Report: Sendable {
  /// The same document that `--format json` writes, of which `scenario schema report` prints the JSON Schema: a member
  /// `schema` tells its form and version, `scenario-report/1` or `scenario-batch/1`.
  public let document: JSON

  /// The reports of the scenarios that were run: those of a batch, or the one. A file that could not be run has no cells.
  public var scenarios: [JSON] {
    document["schema"].text?.hasPrefix("scenario-batch/") == true ? document["results"].items : [document]
  }
}
