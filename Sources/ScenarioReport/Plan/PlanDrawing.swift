// A graph as nodes and edges to be drawn, whatever draws it.
import ScenarioModel

struct PlanDrawing {
  struct Node: Sendable {
    /// Letters and digits only.
    var id: String
    var lines: [String]
  }
  struct Edge: Sendable, Hashable {
    var from: String
    var to: String
  }
  var roles: [Node]
  var queues: [Node]
  var edges: [Edge]

  init(_ graph: ExecutionGraph) {
    roles = graph.roles.enumerated().map { index, role in
      let workers = role.workers == .count(1) ? "1 worker" : "\(PlanWords.workers(role)) workers"
      return Node(
        id: "r\(index)",
        lines: [role.name, role.workload, "\(PlanWords.executor(role)), \(workers)", PlanDrawing.tasks(role, graph)]
          .filter { !$0.isEmpty })
    }
    queues = graph.queues.enumerated().map { index, queue in
      var second = "capacity \(PlanWords.capacity(queue))"
      if queue.order != .fifo { second += ", \(queue.order.rawValue)" }
      if queue.full != .block { second += ", \(queue.full.rawValue)" }
      return Node(id: "q\(index)", lines: [queue.name, second, queue.backend.rawValue])
    }
    edges = graph.queues.enumerated().flatMap { index, queue in
      queue.producers.map { Edge(from: "r\($0)", to: "q\(index)") }
        + queue.consumers.map { Edge(from: "q\(index)", to: "r\($0)") }
    }
  }

  /// What a source has to do; nothing for a role whose tasks come along the edges.
  private static func tasks(_ role: GraphRole, _ graph: ExecutionGraph) -> String {
    switch role.source {
    case .count(let count): Quantity.counted(Int64(count), "task")
    case .queues: ""
    default: PlanWords.tasks(role, graph)
    }
  }
}
