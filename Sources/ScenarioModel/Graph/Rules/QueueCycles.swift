// Roles that feed each other in a circle never end.
import ScenarioSyntax

enum QueueCycles: GraphRule {
  /// One step along a cycle: a role puts into a queue, and the next role takes its tasks from it.
  private struct Edge {
    var producer: Int
    var queue: Int
    var consumer: Int
    /// Written as `into` rather than as a `put` step.
    var isDeclared: Bool
  }

  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    let edges = edges(of: subject)
    var reported: Set<Int> = []
    for role in subject.roles.indices where !reported.contains(role) {
      guard let cycle = shortestCycle(from: role, edges, subject.roles.count) else { continue }
      // A circle of `into` and `from` is always wrong. One with a `put` by hand is fine if something closes it by hand.
      let isClosed = cycle.contains { edge in subject.roles.contains { $0.closes.contains(edge.queue) } }
      guard cycle.allSatisfy(\.isDeclared) || !isClosed else { continue }
      reported.formUnion(cycle.map(\.producer))
      diagnostics.append(finding(cycle, subject))
    }
  }

  /// A role with `from` depends on the end of everyone who puts into its queues.
  private static func edges(of subject: GraphSubject) -> [Edge] {
    subject.roles.enumerated().flatMap { producer, uses in
      uses.puts.sorted { $0.key < $1.key }.flatMap { queue, use in
        subject.roles.indices.filter { subject.roles[$0].takes[queue]?.isDeclared == true }.map {
          Edge(producer: producer, queue: queue, consumer: $0, isDeclared: use.isDeclared)
        }
      }
    }
  }

  /// The shortest way along the edges from a role back to itself, by breadth-first search.
  private static func shortestCycle(from start: Int, _ edges: [Edge], _ roleCount: Int) -> [Edge]? {
    var arrival = [Edge?](repeating: nil, count: roleCount)
    var frontier = [start]
    while !frontier.isEmpty {
      var next: [Int] = []
      for role in frontier {
        for edge in edges where edge.producer == role && arrival[edge.consumer] == nil {
          arrival[edge.consumer] = edge
          if edge.consumer == start { return unwind(arrival, start) }
          next.append(edge.consumer)
        }
      }
      frontier = next
    }
    return nil
  }

  private static func unwind(_ arrival: [Edge?], _ start: Int) -> [Edge] {
    var cycle: [Edge] = []
    var role = start
    repeat {
      guard let edge = arrival[role] else { break }
      cycle.append(edge)
      role = edge.producer
    } while role != start
    return cycle.reversed()
  }

  private static func finding(_ cycle: [Edge], _ subject: GraphSubject) -> Diagnostic {
    let role = { (index: Int) in subject.document.roles[index].name.value }
    let queue = { (index: Int) in subject.document.queues[index].name.value }
    let path = cycle.map { "\(role($0.producer)) -> \(queue($0.queue))" } + [role(cycle[0].producer)]
    var labels: [Label] = []
    for edge in cycle {
      if let range = subject.roles[edge.producer].puts[edge.queue]?.range {
        labels.append(Label("'\(role(edge.producer))' puts into '\(queue(edge.queue))'", at: range))
      }
      if let range = subject.roles[edge.consumer].takes[edge.queue]?.range {
        labels.append(Label("'\(role(edge.consumer))' takes from '\(queue(edge.queue))'", at: range))
      }
    }
    let help =
      cycle.allSatisfy(\.isDeclared)
      ? "take one of these queues out of the circle" : "end it with a `close` step when the work is done"
    return Diagnostic(
      .queueCycle, message: "the queues form a cycle: \(path.joined(separator: " -> "))",
      range: subject.roles[cycle[0].producer].puts[cycle[0].queue]?.range
        ?? subject.document.queues[cycle[0].queue].name.range,
      labels: labels, notes: ["each role waits for the one before it to end"], help: help)
  }
}
