// Findings for people: message, source lines with marks under them, and what to do.

/// Shows each finding with the lines it is about, a caret under the very cells meant, and second places marked by
/// dashes. Findings are separated by empty lines.
package struct ExcerptRenderer: DiagnosticRenderer {
  /// Whether to use ANSI colours.
  package let hasColor: Bool
  /// Cells in a line of the terminal; source lines are cut to fit, and sentences broken in a narrow one. At least 20.
  package let width: Int

  package init(color: Bool = false, width: Int = 100) {
    hasColor = color
    self.width = max(20, width)
  }

  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  private func render(_ diagnostic: Diagnostic) -> String {
    let style = ExcerptStyle(hasColor: hasColor, severity: diagnostic.severity)
    let marks = Mark.all(of: diagnostic)
    let gutter = marks.map { String($0.lastLine).count }.max() ?? 0
    var page = ExcerptPage(gutter: gutter, width: width, style: style)
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]"
    page.sentence(style.severe(head), cells: head.count, ": ", diagnostic.message, indent: 2, style.bold)
    for file in files(of: marks) { page.add(file, marks.filter { $0.range.file === file }) }
    for note in diagnostic.notes { page.remark("note", note) }
    if let help = diagnostic.help { page.remark("help", help) }
    return page.text
  }

  /// Each file once, that of the finding first.
  private func files(of marks: [Mark]) -> [SourceFile] {
    marks.reduce(into: []) { files, mark in
      if !files.contains(where: { $0 === mark.range.file }) { files.append(mark.range.file) }
    }
  }
}

/// A range to be marked, with the words beside it.
struct Mark {
  let range: SourceRange
  let message: String
  let isPrimary: Bool
  let firstLine: Int
  let lastLine: Int

  init(_ range: SourceRange, _ message: String, isPrimary: Bool) {
    self.range = range
    self.message = Printable.line(message)
    self.isPrimary = isPrimary
    firstLine = range.file.lineNumber(of: range.lower)
    lastLine = range.file.lineNumber(of: max(range.lower, range.upper - 1))
  }

  /// The finding's own place first.
  static func all(of diagnostic: Diagnostic) -> [Mark] {
    let own = diagnostic.range.map { Mark($0, diagnostic.caption ?? "", isPrimary: true) }
    let others = diagnostic.labels.filter { $0.range != diagnostic.range }
    return (own.map { [$0] } ?? []) + others.map { Mark($0.range, $0.message, isPrimary: false) }
  }
}

/// The colours of one finding; plain text if there shall be none.
struct ExcerptStyle {
  let hasColor: Bool
  let severity: Severity

  func bold(_ text: String) -> String { painted(text, "1") }
  func frame(_ text: String) -> String { painted(text, "1;34") }

  func severe(_ text: String) -> String {
    switch severity {
    case .error: painted(text, "1;31")
    case .warning: painted(text, "1;33")
    case .note: painted(text, "1;36")
    }
  }

  private func painted(_ text: String, _ codes: String) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
  }
}
