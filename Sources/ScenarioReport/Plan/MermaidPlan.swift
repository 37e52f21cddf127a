// A plan's graph for Mermaid, as Markdown pages and many editors draw it.
import ScenarioModel

package enum MermaidPlan: PlanForm {
  package static let name = "mermaid"
  package static let summary = "the graph of roles and queues, for Mermaid"

  package static func render(_ plan: ScenarioPlan, _ options: PlanOptions) -> String {
    guard let graph = plan.baseline else { return "flowchart LR\n" }
    let drawing = PlanDrawing(graph)
    var lines = ["flowchart LR"]
    for role in drawing.roles { lines.append("  \(role.id)[\(label(role.lines))]") }
    for queue in drawing.queues { lines.append("  \(queue.id)[(\(label(queue.lines)))]") }
    for edge in drawing.edges { lines.append("  \(edge.from) --> \(edge.to)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A quoted label. Inside, only Mermaid's own entities are safe; they are written `#…;`.
  private static func label(_ lines: [String]) -> String { "\"\(lines.map(escaped).joined(separator: "<br/>"))\"" }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "_", "-", ".", ",", ":", "/", "(", ")", "=", "+": String(scalar)
      default: scalar.value >= 0xA0 ? String(scalar) : "#\(scalar.value);"
      }
    }.joined()
  }
}
