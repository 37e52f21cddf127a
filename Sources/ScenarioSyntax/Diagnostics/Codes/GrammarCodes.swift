// Codes for text that is not YAML.

extension SyntaxCodes {
  static let grammar: [DiagnosticCode] = [.yamlSyntax]
}

extension DiagnosticCode {
  /// Anything else that the YAML parser refuses.
  package static let yamlSyntax = DiagnosticCode(
    id: "S0149", name: "yaml-syntax", summary: "text that is not YAML",
    explanation: """
      The parser met something that YAML does not allow here. The message says what it expected, and where it was.
      """)
}
