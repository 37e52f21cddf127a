// `workers: unbounded` takes an executor whose workers are cheap, and tasks that are counted otherwise.
import ScenarioSyntax

enum UnboundedWorkers: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for role in subject.document.roles where role.workers.value == .unbounded {
      let executor = role.strategy.executor.value
      let allowing = subject.catalog.executors.filter(\.allowsUnboundedWorkers).map(\.name)
      if !allowing.contains(executor), subject.catalog.executors.contains(where: { $0.name == executor }) {
        diagnostics.append(
          Diagnostic(
            .unboundedWorkers, message: "'workers: unbounded' is not for '\(executor)'", range: role.workers.range,
            labels: role.strategy.executor.range.map { [Label("the executor", at: $0)] } ?? [],
            help: "give a number, or use \(FieldType.join(allowing.map { "'\($0)'" }))"))
      }
      let key = ["tasks", "items", "rate", "from"].first { isWritten($0, role, subject) }
      if key == nil {
        diagnostics.append(
          Diagnostic(
            .unboundedTasks, message: "'workers: unbounded' does not say how many tasks there are",
            range: role.workers.range, help: "add 'tasks', 'items', 'rate' or 'from'"))
      }
    }
  }

  private static func isWritten(_ key: String, _ role: RoleDeclaration, _ subject: RuleSubject) -> Bool {
    guard let roles = subject.shape["roles"]?.entries else { return subject.shape.has(key) }
    return roles.first { $0.key.text == role.name.value }?.value?.object?.has(key) ?? true
  }
}

extension DiagnosticCode {
  /// Unbounded workers where each costs a thread or a process.
  package static let unboundedWorkers = DiagnosticCode(
    id: "S0353", name: "unbounded-workers", summary: "unbounded workers on an executor that has no such thing",
    explanation: """
      A coroutine costs a few hundred bytes, so `async` can have as many in flight as there are tasks. Threads and \
      processes are bounded by the machine: say how many.
      """)
  /// Unbounded workers and nothing that says how many tasks.
  package static let unboundedTasks = DiagnosticCode(
    id: "S0354", name: "unbounded-tasks", summary: "unbounded workers without a number of tasks",
    explanation: """
      Without `tasks`, `items`, `rate` or `from` a role has one task for each worker. With unbounded workers that is no \
      number.
      """)
}
