// A queue that is put into and that nothing takes from, and one that nobody uses at all.
import ScenarioSyntax

enum UntakenQueues: GraphRule {
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    for (queue, declaration) in subject.document.queues.enumerated()
    where subject.knowsUses(of: declaration)
      && !subject.roles.contains(where: { $0.takesFrom(queue) })
    {
      let producers = subject.roles.indices.filter { subject.roles[$0].putsInto(queue) }
      if let first = producers.first {
        diagnostics.append(untaken(declaration, queue, subject, producers, first))
      } else if !subject.roles.contains(where: { $0.closes.contains(queue) }) {
        diagnostics.append(
          Diagnostic(
            .unusedQueue, severity: .warning, message: "nothing uses queue '\(declaration.name.value)'",
            range: declaration.name.range, help: "remove it, or name it in `from` or `into` of a role"))
      }
    }
  }

  private static func untaken(
    _ declaration: QueueDeclaration, _ queue: Int, _ subject: GraphSubject, _ producers: [Int], _ first: Int
  ) -> Diagnostic {
    let name = declaration.name.value
    let items = itemsPut(into: queue, by: producers, subject)
    var note = "its items stay in it until the end of the run"
    var isStuck = false
    if case .bounded(let capacity) = declaration.capacity.value, declaration.full.value == .block {
      isStuck = items.map { $0 > capacity } ?? false
      note =
        isStuck
        ? "it holds \(capacity), and \(items ?? 0) are put into it: after that, putting waits for ever"
        : "once it holds \(capacity), putting into it waits for ever"
    }
    return Diagnostic(
      .untakenQueue, severity: isStuck ? .error : .warning, message: "nothing takes from queue '\(name)'",
      range: subject.roles[first].puts[queue]?.range ?? declaration.name.range,
      labels: declaration.name.range.map { [Label("declared here", at: $0)] } ?? [], notes: [note],
      help: "let a role take from it: `from: \(name)`, or remove it")
  }

  /// How many items `into` puts into a queue, if that is known before the run.
  private static func itemsPut(into queue: Int, by producers: [Int], _ subject: GraphSubject) -> Int? {
    var total = 0
    for producer in producers {
      guard subject.roles[producer].puts[queue]?.isDeclared == true,
        let tasks = subject.document.roles[producer].taskCount
      else { return nil }
      total += tasks
    }
    return total
  }
}

extension RoleDeclaration {
  /// How many tasks it has, if that is known before the run.
  var taskCount: Int? {
    guard from.isEmpty, rate == nil else { return nil }
    if let items { return items.value.count }
    if let tasks { return tasks.value }
    if case .count(let workers) = workers.value { return workers }
    return nil
  }
}
