// The forms in which a plan can be shown.
import ScenarioModel

/// One form of a plan. To add one: a file with a type that conforms, and a line in `PlanForms.all`.
package protocol PlanForm: SendableMetatype {
  /// As `--format` takes it.
  static var name: String { get }
  /// One line for lists, lower case, without a full stop.
  static var summary: String { get }
  /// The whole text, ending with a line break; the same plan and options always give the same text.
  static func render(_ plan: ScenarioPlan, _ options: PlanOptions) -> String
}

package struct PlanOptions: Sendable, Hashable {
  /// For text on a terminal.
  package var style: ReportStyle
  /// Whether to show where each value comes from; graphs have no place for that and ignore it.
  package var origins: Bool

  package init(style: ReportStyle = ReportStyle(), origins: Bool = false) {
    self.style = style
    self.origins = origins
  }
}

package enum PlanForms {
  package static var all: [any PlanForm.Type] { [TextPlan.self, MermaidPlan.self, DotPlan.self, JSONPlan.self] }

  package static func named(_ name: String) -> (any PlanForm.Type)? { all.first { $0.name == name } }
}
