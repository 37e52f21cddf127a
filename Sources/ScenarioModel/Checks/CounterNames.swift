// A counter must not share its name with a variable: `expect` and `finally` could not tell them apart.
import ScenarioSyntax

enum CounterNames: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for counter in subject.document.counters {
      guard let variable = subject.document.shared.state.first(where: { $0.name.value == counter.value }) else {
        continue
      }
      diagnostics.append(
        Diagnostic(
          .counterIsVariable, message: "'\(counter.value)' is counted here, but it is a variable of 'state'",
          range: counter.range,
          labels: variable.name.range.map { [Label("declared as a variable here", at: $0)] } ?? [],
          help: "write `atomic: { \(counter.value): \(counter.value) + 1 }` to change the variable, or rename one"))
    }
  }
}

extension DiagnosticCode {
  /// `count` of something declared in `state`.
  package static let counterIsVariable = DiagnosticCode(
    id: "S0344", name: "counter-is-variable", summary: "a counter with the name of a variable",
    explanation: """
      `count: name` adds one to a counter of the report. Counters are not shared variables: steps cannot read them, they \
      cost nothing, and no update of theirs is ever lost. A counter and a variable of one name would be confused in \
      `expect` and `finally`.
      """)
}
