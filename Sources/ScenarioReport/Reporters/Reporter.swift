// A reporter: from a finished document to text, purely.

/// One form of report. To add one: a file with a type that conforms, and a line in `Reporters.builtIn`.
package protocol Reporter: Sendable {
  /// As `--format` and `-o NAME=PATH` take it.
  static var name: String { get }
  /// One line for lists, lower case, without a full stop.
  static var summary: String { get }
  /// The whole text, ending with a line break unless empty; the same document and style always give the same text.
  static func render(_ document: ReportDocument, style: ReportStyle) -> String
}
