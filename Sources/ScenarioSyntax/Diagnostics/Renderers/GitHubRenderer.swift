// Workflow commands, which GitHub shows beside the lines of a pull request.

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`.
/// Source: GitHub Docs, "Workflow commands for GitHub Actions"; escapes as in actions/toolkit, command.ts.
package struct GitHubRenderer: DiagnosticRenderer {
  package init() {}

  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { diagnostic in
      var properties: [(String, String)] = []
      if let range = diagnostic.range {
        let (start, end) = (range.start, range.end)
        properties = [
          ("file", range.file.name), ("line", String(start.line)), ("col", String(start.column)),
          ("endLine", String(end.line)), ("endColumn", String(end.column)),
        ]
      }
      properties.append(("title", "\(diagnostic.code.id) \(diagnostic.code.name)"))
      let list = properties.map { "\($0.0)=\(Self.escaped($0.1, isProperty: true))" }.joined(separator: ",")
      let lines = [diagnostic.message] + diagnostic.notes + (diagnostic.help.map { ["help: \($0)"] } ?? [])
      let text = Self.escaped(lines.joined(separator: "\n"), isProperty: false)
      return "::\(Self.command(diagnostic.severity)) \(list)::\(text)\n"
    }.joined()
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  /// Commands are lines, and their properties lists: what would end either is written as `%` and two digits.
  package static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(Printable.isUnsafe(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
