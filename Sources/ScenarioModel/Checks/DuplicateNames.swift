// State, locks, semaphores, conditions, barriers and queues share one space of names.
import ScenarioSyntax

enum DuplicateNames: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    var first: [String: (kind: String, name: Located<String>)] = [:]
    for (kind, name) in subject.document.declarations {
      guard let earlier = first[name.value] else {
        first[name.value] = (kind, name)
        continue
      }
      let isSameKind = earlier.kind == kind
      diagnostics.append(
        Diagnostic(
          .duplicateName,
          message: isSameKind
            ? "'\(name.value)' is declared twice"
            : "'\(name.value)' is declared as \(earlier.kind) and as \(kind)",
          range: name.range,
          labels: earlier.name.range.map { [Label("first declared here", at: $0)] } ?? [],
          help: isSameKind ? "remove one of them" : "rename one of them"))
    }
  }
}

extension DiagnosticCode {
  /// One name for two things.
  package static let duplicateName = DiagnosticCode(
    id: "S0342", name: "duplicate-name", summary: "one name for two shared things",
    explanation: """
      Variables, locks, semaphores, conditions, barriers and queues share one space of names, so that a step such as \
      `lock: gate` and a report that says "waits for gate" mean one thing only.

      ```yaml
      state: { account: 1000 }
      locks: [account]           # write: locks: [account_lock]
      ```
      """)
}
