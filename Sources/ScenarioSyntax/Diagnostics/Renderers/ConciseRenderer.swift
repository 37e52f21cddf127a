// One line a finding, as compilers and editors exchange them.

/// `file:line:column: severity[code]: message`; without a place the message alone.
package struct ConciseRenderer: DiagnosticRenderer {
  package init() {}

  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { diagnostic in
      let place = diagnostic.range.map { "\(Printable.line($0.file.name)):\($0.start): " } ?? ""
      return "\(place)\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]: \(Printable.line(diagnostic.message))\n"
    }.joined()
  }
}
