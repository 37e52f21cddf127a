// A list in `state` holds integers or booleans, not both.
import ScenarioSyntax

enum MixedLists: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for entry in subject.shape["state"]?.entries ?? [] {
      guard let elements = entry.value?.list, let first = elements.first else { continue }
      let isBoolean = first.boolean != nil
      guard let other = elements.first(where: { ($0.boolean != nil) != isBoolean }) else { continue }
      diagnostics.append(
        Diagnostic(
          .mixedList, message: "'\(entry.key.text)' has both integers and booleans", range: other.range,
          labels: first.range.map { [Label(isBoolean ? "a boolean here" : "an integer here", at: $0)] } ?? [],
          help: "make all of them \(isBoolean ? "true or false" : "integers")"))
    }
  }
}

extension DiagnosticCode {
  /// Integers and booleans in one list.
  package static let mixedList = DiagnosticCode(
    id: "S0345", name: "mixed-list", summary: "integers and booleans in one list",
    explanation: """
      The elements of a shared list are all integers or all booleans, since an expression such as `flags[i]` has one type.
      """)
}
