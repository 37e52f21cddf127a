// Names that every task is given, and words of the expression language, cannot be used for anything else.
import ScenarioSyntax

enum ReservedNames: DocumentRule {
  private static let words: Set<String> = ["and", "or", "not", "true", "false"]

  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for (kind, name) in subject.document.declarations { check(name, kind, &diagnostics) }
    subject.document.forEachStep { step in
      for name in step.verb.written { check(name, "a local", &diagnostics) }
    }
    for counter in subject.document.counters { check(counter, "a counter", &diagnostics) }
  }

  private static func check(_ name: Located<String>, _ kind: String, _ diagnostics: inout [Diagnostic]) {
    if let given = GivenName(rawValue: name.value) {
      diagnostics.append(
        Diagnostic(
          .reservedName, message: "'\(name.value)' cannot be \(kind): every task is given it, as \(given.meaning)",
          range: name.range, help: "choose another name"))
    } else if words.contains(name.value.lowercased()) {
      diagnostics.append(
        Diagnostic(
          .reservedName, message: "'\(name.value)' cannot be \(kind): it is a word of expressions", range: name.range,
          help: "choose another name"))
    }
  }
}

/// The names that every task is given, read-only.
package enum GivenName: String, Sendable, CaseIterable {
  case task, worker, tasks, workers, input

  /// What stands there.
  var meaning: String {
    switch self {
    case .task: "the task's index"
    case .worker: "the worker's index"
    case .tasks: "the number of tasks"
    case .workers: "the number of workers"
    case .input: "the task's item"
    }
  }
}

extension DiagnosticCode {
  /// A name that means something else already.
  package static let reservedName = DiagnosticCode(
    id: "S0343", name: "reserved-name", summary: "a name that every task is given, or a word of expressions",
    explanation: """
      Every task is given `task`, `worker`, `tasks`, `workers` and `input`; they can be read but not written or declared. \
      `and`, `or`, `not`, `true` and `false` are words of expressions.
      """)
}
