// `from` and `into` name queues that are declared, each once.
import ScenarioSyntax

enum QueueNames: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for role in subject.document.roles {
      check(role.from, subject.document, &diagnostics)
      check(role.into, subject.document, &diagnostics)
    }
  }

  private static func check(
    _ names: [Located<String>], _ document: ScenarioDocument, _ diagnostics: inout [Diagnostic]
  ) {
    var seen: [String: Located<String>] = [:]
    for name in names {
      if let first = seen.updateValue(name, forKey: name.value) {
        diagnostics.append(
          Diagnostic(
            .repeatedQueue, message: "queue '\(name.value)' is named twice", range: name.range,
            labels: first.range.map { [Label("first named here", at: $0)] } ?? [], help: "remove one of them"))
      }
      let known = document.queues.map(\.name.value)
      guard !known.contains(name.value), !document.unread.mayDeclare(name.value) else { continue }
      let other = document.declarations.first { $0.name.value == name.value }
      let help =
        other.map { "'\(name.value)' is \($0.kind)" }
        ?? Spelling.nearest(to: name.value, among: known).map { "did you mean '\($0)'?" }
        ?? "declare it: `queues: { \(name.value): { capacity: 64 } }`"
      diagnostics.append(
        Diagnostic(.unknownQueue, message: "there is no queue '\(name.value)'", range: name.range, help: help))
    }
  }
}

extension DiagnosticCode {
  /// A queue that is not declared.
  package static let unknownQueue = DiagnosticCode(
    id: "S0348", name: "unknown-queue", summary: "a queue that is not declared",
    explanation: """
      `from` and `into` name queues, and queues are declared under `queues`, where their capacity and order are said.

      ```yaml
      queues: { raw: { capacity: 32 } }
      roles:
        read:   { workload: noop, tasks: 100, into: raw }
        shrink: { workload: noop, from: raw }
      ```
      """)
  /// A queue twice in one list.
  package static let repeatedQueue = DiagnosticCode(
    id: "S0349", name: "repeated-queue", summary: "a queue twice in one list",
    explanation: """
      `into: [a, b]` puts a copy of each result into each queue, `from: [a, b]` takes from whichever has an item. Naming a \
      queue twice would put every item twice, or changes nothing.
      """)
}
