// The list of explanation rules.
import ScenarioModel

/// A rule that finds a reason in measured facts, or says nothing.
protocol ExplanationRule: SendableMetatype {
  /// In kebab case; appears in the JSON report.
  static var name: String { get }
  /// What it has to say about one cell, as sentences with their figures; called once for every cell.
  static func explain(_ facts: CellFacts) -> [Reason]
}

/// A sentence and the figures behind it. Durations are integer ns.
struct Reason: Sendable {
  let text: String
  let figures: [Explanation.Figure]
  /// It is about all cells together, not about the one that the rule was asked for.
  let isAboutAll: Bool
  init(_ text: String, _ figures: [Explanation.Figure], isAboutAll: Bool = false) {
    self.text = text
    self.figures = figures
    self.isAboutAll = isAboutAll
  }
}

/// Why a scenario came out as it did, from measured facts only.
package enum Explanations {
  /// Every rule, in the order in which their sentences are shown: what went wrong, then what was fast or slow and why,
  /// then what the reader should know about the figures.
  static let rules: [any ExplanationRule.Type] = [
    MeasuredAndProved.self, LostUpdate.self, StaleDecision.self, DeadlockCycle.self, NothingShared.self,
    ThreadsDidNotHelp.self, WaitsOverlap.self, MoreProcessors.self, Oversubscription.self, SpawnCost.self,
    StartCost.self, LoopBlocked.self, QueueBottleneck.self, DroppedItems.self, LockContention.self,
    SemaphoreBound.self, ResultOrder.self, UnequalWork.self, DisturbedMachine.self,
  ]

  /// The names of all rules.
  package static var names: [String] { rules.map { $0.name } }

  /// All sentences of all rules, cell by cell within a rule.
  static func all(record: ScenarioRecord, summary: ScenarioSummary) -> [Explanation] {
    let cells = summary.cells.map { CellFacts(record: record, summary: summary, cell: $0) }
    return rules.flatMap { rule in
      cells.flatMap { facts in
        rule.explain(facts).map { reason in
          let isAboutAll = reason.isAboutAll && summary.isComparison
          return Explanation(
            rule: rule.name, cell: isAboutAll ? nil : facts.cell.index, text: reason.text, figures: reason.figures)
        }
      }
    }
  }
}
