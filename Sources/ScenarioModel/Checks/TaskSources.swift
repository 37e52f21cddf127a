// Where a role's tasks come from is said once: `from`, `items`, `tasks` or `rate`.
import ScenarioSyntax

enum TaskSources: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for role in subject.document.roles {
      let sources: [(key: String, range: SourceRange?)] = [
        role.from.isEmpty ? nil : ("from", role.from[0].range), role.items.map { ("items", $0.range) },
        role.rate.map { ("rate", $0.range) }, role.tasks.map { ("tasks", $0.range) },
      ].compactMap(\.self)
      guard let first = sources.first else { continue }
      for other in sources.dropFirst() {
        diagnostics.append(
          Diagnostic(
            .severalSources, message: "'\(first.key)' and '\(other.key)' both say where the tasks come from",
            range: other.range,
            labels: first.range.map { [Label("'\(first.key)' is here", at: $0)] } ?? [], help: help(first.key)))
      }
    }
  }

  private static func help(_ key: String) -> String {
    switch key {
    case "from": "a role with 'from' has one task for each item that it takes"
    case "items": "a role with 'items' has one task for each of them"
    default: "a role with 'rate' has as many tasks as arrive during 'measure.duration'"
    }
  }
}

extension DiagnosticCode {
  /// Two of `from`, `items`, `rate`, `tasks`.
  package static let severalSources = DiagnosticCode(
    id: "S0350", name: "several-sources", summary: "two keys that both say where the tasks come from",
    explanation: """
      A role takes its tasks from queues (`from`), has one for each of its `items`, has a number of them (`tasks`), or gets \
      them at a `rate`. Two of these would contradict each other.
      """)
}
