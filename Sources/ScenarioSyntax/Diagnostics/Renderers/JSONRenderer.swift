// Findings for programs.

/// A JSON array with one object a finding: `code`, `name`, `severity`, `message`, `file` and `range` (null if it is
/// about no place), `labels`, `notes`, `help`. Lines and columns count from 1, offsets are bytes from 0, ends are
/// exclusive.
package struct JSONRenderer: DiagnosticRenderer {
  package init() {}

  package func render(_ diagnostics: [Diagnostic]) -> String {
    JSONRenderer.value(diagnostics).text(pretty: true) + "\n"
  }

  /// The same as a value, to be part of a larger document.
  package static func value(_ diagnostics: [Diagnostic]) -> JSONValue {
    .array(diagnostics.map(value))
  }

  private static func value(_ diagnostic: Diagnostic) -> JSONValue {
    let labels = diagnostic.labels.map { label in
      JSONValue.object([
        "file": .string(label.range.file.name), "message": .string(label.message), "range": value(label.range),
      ])
    }
    return .object([
      "code": .string(diagnostic.code.id),
      "name": .string(diagnostic.code.name),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
      "file": diagnostic.range.map { .string($0.file.name) } ?? .null,
      "range": diagnostic.range.map(value) ?? .null,
      "labels": .array(labels),
      "notes": .array(diagnostic.notes.map(JSONValue.string)),
      "help": diagnostic.help.map(JSONValue.string) ?? .null,
    ])
  }

  private static func value(_ range: SourceRange) -> JSONValue {
    .object(["start": value(range.start, range.lower), "end": value(range.end, range.upper)])
  }

  private static func value(_ position: SourcePosition, _ offset: Int) -> JSONValue {
    .object([
      "line": .int(Int64(position.line)), "column": .int(Int64(position.column)), "offset": .int(Int64(offset)),
    ])
  }
}
