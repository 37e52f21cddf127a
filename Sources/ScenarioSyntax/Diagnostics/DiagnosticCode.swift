// The stable identity of a kind of finding, with the page that explains it.

/// A kind of finding: an identifier that never changes meaning, a readable name, and an explanation.
///
/// Each room declares its own as static members (`extension DiagnosticCode { static let … }`) and lists them. Ranges:
/// S01xx reading, S02xx shape, S03xx meaning, S04xx graph and plan, S05xx permissions and availability.
package struct DiagnosticCode: Sendable {
  /// `S` and four digits, such as `S0101`.
  package let id: String
  /// A readable name in kebab case, such as `duplicate-key`.
  package let name: String
  /// One line for lists, lower case, without a full stop.
  package let summary: String
  /// Markdown: what it means, why it is a problem, an example that shows it, and what to write instead.
  package let explanation: String

  package init(id: String, name: String, summary: String, explanation: String) {
    self.id = id
    self.name = name
    self.summary = summary
    self.explanation = explanation
  }
}

extension DiagnosticCode: Hashable {
  /// Codes are the same when their identifiers are.
  package static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
