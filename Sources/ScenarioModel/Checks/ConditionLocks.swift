// A condition is guarded by one lock that can be released while waiting.
import ScenarioSyntax

enum ConditionLocks: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    let locks = subject.document.shared.locks
    for condition in subject.document.shared.conditions {
      guard let lock = locks.first(where: { $0.name.value == condition.lock.value }) else {
        if !subject.document.unread.mayDeclare(condition.lock.value) {
          diagnostics.append(unknown(condition, subject.document))
        }
        continue
      }
      let place = lock.name.range.map { [Label("declared here", at: $0)] } ?? []
      if lock.count != nil {
        diagnostics.append(
          Diagnostic(
            .unfitLock, message: "a condition needs one lock, '\(lock.name.value)' is a family of them",
            range: condition.lock.range, labels: place, help: "declare a single lock for it"))
      } else if lock.kind == .readWrite {
        diagnostics.append(
          Diagnostic(
            .unfitLock, message: "a condition needs a lock with one holder, '\(lock.name.value)' is a read_write lock",
            range: condition.lock.range, labels: place, help: "make it a mutex or a reentrant lock"))
      }
    }
  }

  private static func unknown(_ condition: ConditionDeclaration, _ document: ScenarioDocument) -> Diagnostic {
    let name = condition.lock.value
    let names = document.shared.locks.map(\.name.value)
    let other = document.declarations.first { $0.name.value == name }
    let help =
      other.map { "'\(name)' is \($0.kind)" } ?? Spelling.nearest(to: name, among: names).map {
        "did you mean '\($0)'?"
      }
      ?? "declare it: `locks: [\(name)]`"
    return Diagnostic(
      .unknownLock, message: "condition '\(condition.name.value)' needs a lock, and there is no lock '\(name)'",
      range: condition.lock.range, help: help)
  }
}

extension DiagnosticCode {
  /// A condition's lock that is not declared.
  package static let unknownLock = DiagnosticCode(
    id: "S0346", name: "unknown-lock", summary: "a condition with a lock that does not exist",
    explanation: """
      Whoever waits for a condition holds its lock, gives it up while waiting, and has it again afterwards. So each \
      condition names its lock:

      ```yaml
      locks: [account]
      conditions: { not_full: account }
      ```
      """)
  /// A condition's lock that cannot guard it.
  package static let unfitLock = DiagnosticCode(
    id: "S0347", name: "unfit-lock", summary: "a condition with a lock that cannot guard it",
    explanation: """
      The lock of a condition is released when waiting begins and taken again before it ends. That takes a single lock \
      with a single holder: a mutex or a reentrant lock, not a family and not a read_write lock.
      """)
}
