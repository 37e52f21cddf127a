// Diagnostics in a report: the same form as `--format json` gives them elsewhere.
import ScenarioSyntax

enum DiagnosticShapes {
  static let position = Shape<(position: SourcePosition, offset: Int)>(
    "position", "A place in a text.",
    [
      Member("line", "From 1", .natural) { $0.position.line },
      Member("column", "In characters, from 1", .natural) { $0.position.column },
      Member("offset", "In bytes, from 0", .natural) { $0.offset },
    ])

  static let span = Shape<SourceRange>(
    "span", "A piece of a text.",
    [
      Member("start", "Its first character", .object(position)) { ($0.start, $0.lower) },
      Member("end", "After its last character", .object(position)) { ($0.end, $0.upper) },
    ])

  static let label = Shape<Label>(
    "label", "A remark about a second place.",
    [
      Member("message", "What is there", .text) { $0.message },
      Member("file", "The file as given", .text) { $0.range.file.name },
      Member("range", "Where in it", .object(span)) { $0.range },
    ])

  static let diagnostic = Shape<Diagnostic>(
    "diagnostic", "Something wrong with a file or the command line.",
    [
      Member("code", "The stable code, as `scenario explain` takes it", .text) { $0.code.id },
      Member("name", "The code's readable name", .text) { $0.code.name },
      Member("severity", "How much it matters", .name) { $0.severity },
      Member("message", "What was found", .text) { $0.message },
      Member("file", "The file as given; null when it is about none", .optional(.text)) { $0.range?.file.name },
      Member("range", "Where in it", .optional(.object(span))) { $0.range },
      Member("labels", "Other places that took part", .list(.object(label))) { $0.labels },
      Member("notes", "Further facts", .list(.text)) { $0.notes },
      Member("help", "What to do about it", .optional(.text)) { $0.help },
    ])
}
