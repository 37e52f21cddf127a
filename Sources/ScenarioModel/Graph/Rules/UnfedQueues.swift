// A queue that is taken from and that nothing puts into.
import ScenarioSyntax

enum UnfedQueues: GraphRule {
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    for (queue, declaration) in subject.document.queues.enumerated()
    where subject.knowsUses(of: declaration)
      && !subject.roles.contains(where: { $0.putsInto(queue) })
    {
      for (role, uses) in zip(subject.document.roles, subject.roles) {
        guard let use = uses.takes[queue] else { continue }
        diagnostics.append(finding(role, use, declaration))
      }
    }
  }

  private static func finding(
    _ role: RoleDeclaration, _ use: RoleUses.QueueUse, _ queue: QueueDeclaration
  ) -> Diagnostic {
    let name = queue.name.value
    return Diagnostic(
      .unfedQueue, severity: use.isDeclared ? .error : .warning,
      message: use.isDeclared
        ? "nothing feeds role '\(role.name.value)': nothing puts into queue '\(name)'"
        : "nothing puts into queue '\(name)'",
      range: use.range, labels: queue.name.range.map { [Label("declared here", at: $0)] } ?? [],
      notes: use.isDeclared
        ? [] : ["it is closed from the start: `get` runs its `else`, and without one fails the task"],
      help: "let a role put its results there: `into: \(name)`, or a step: `put: { \(name): … }`")
  }
}
