// A scenario needs something to run.
import ScenarioSyntax

enum NoRole: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    guard subject.document.roles.isEmpty, !subject.shape.has("roles"), !subject.shape.has("workload") else { return }
    diagnostics.append(
      Diagnostic(
        .noRole, message: "the scenario does nothing: it has neither a 'workload' nor 'roles'",
        range: subject.document.name.range, help: "write `workload: sleep`, or `roles:` with a workload each"))
  }
}

extension DiagnosticCode {
  /// Neither a workload nor roles.
  package static let noRole = DiagnosticCode(
    id: "S0340", name: "no-role", summary: "a scenario without work",
    explanation: """
      A scenario says what the work is: by `workload` at the top level for one group of workers, or by `roles` for \
      several.

      ```yaml
      scenario: five_waits
      workload: { type: sleep, duration: 1s }
      workers: 5
      ```
      """)
}
