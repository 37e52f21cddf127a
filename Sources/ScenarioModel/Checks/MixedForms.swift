// The short form (one role) and the long form (`roles`) exclude each other.
import ScenarioSyntax

enum MixedForms: DocumentRule {
  private static let shortForm = ["workload", "workers", "tasks", "items", "rate", "arrivals", "collect"]

  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    guard subject.shape.has("roles") else { return }
    for key in shortForm where subject.shape.has(key) {
      diagnostics.append(
        Diagnostic(
          .mixedForms, message: "'\(key)' belongs to a role when there are 'roles'",
          range: subject.shape.written[key],
          labels: subject.shape.written["roles"].map { [Label("the roles are here", at: $0)] } ?? [],
          help: "move it into the role that it is for; only 'strategy' may be given for all"))
    }
  }
}

extension DiagnosticCode {
  /// Keys of the short form beside `roles`.
  package static let mixedForms = DiagnosticCode(
    id: "S0341", name: "mixed-forms", summary: "keys of the one-role form beside `roles`",
    explanation: """
      `workload`, `workers`, `tasks` and the like at the top level describe the one role of a simple scenario. With \
      `roles` there are several, and it would not be clear which is meant. Only `strategy` may be given at the top \
      level for all roles that have none.
      """)
}
