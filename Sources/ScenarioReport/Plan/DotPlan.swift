// A plan's graph for Graphviz.
import ScenarioModel

package enum DotPlan: PlanForm {
  package static let name = "dot"
  package static let summary = "the graph of roles and queues, for Graphviz"

  package static func render(_ plan: ScenarioPlan, _ options: PlanOptions) -> String {
    var lines = ["digraph \(quoted([plan.scenario])) {", "  rankdir=LR;", "  node [fontname=\"sans-serif\"];"]
    if let graph = plan.baseline {
      let drawing = PlanDrawing(graph)
      for role in drawing.roles {
        lines.append("  \(role.id) [shape=box, style=rounded, label=\(quoted(role.lines))];")
      }
      for queue in drawing.queues { lines.append("  \(queue.id) [shape=cylinder, label=\(quoted(queue.lines))];") }
      for edge in drawing.edges { lines.append("  \(edge.from) -> \(edge.to);") }
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// A double-quoted string of Graphviz: backslashes and quotes escaped, lines centred.
  private static func quoted(_ lines: [String]) -> String { "\"\(lines.map(escaped).joined(separator: "\\n"))\"" }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: " "
      default: String(scalar)
      }
    }.joined()
  }
}
