// The list of explanation rules, and what they are given.
import ScenarioModel

/// A rule that finds a reason in measured facts, or says nothing.
protocol ExplanationRule: SendableMetatype {
  /// In kebab case; appears in the JSON report.
  static var name: String { get }
  /// What it has to say about one cell; called once for every cell.
  static func explain(_ cell: CellFacts) -> [Explanation]
}

enum Explanations {
  /// Every rule, in the order in which their sentences are shown.
  static let rules: [any ExplanationRule.Type] = []

  /// All sentences of all rules, cell by cell within a rule.
  static func all(record: ScenarioRecord, summary: ScenarioSummary) -> [Explanation] {
    let cells = summary.cells.map { CellFacts(record: record, summary: summary, cell: $0) }
    return rules.flatMap { rule in cells.flatMap(rule.explain) }
  }
}

/// One cell among the others, as rules see it.
struct CellFacts: Sendable {
  let record: ScenarioRecord
  let summary: ScenarioSummary
  let cell: CellSummary
}
