// All that follows from a record, computed once: summaries, explanations, what to try next.
import ScenarioModel

/// A record with its conclusions; reporters read nothing else.
package struct ReportFacts: Sendable {
  /// What was measured and judged.
  package let record: ScenarioRecord
  /// Its cells in figures.
  package let summary: ScenarioSummary
  /// Why, in the order of the rules.
  package let explanations: [Explanation]
  /// What to type next, the most useful first.
  package let next: [NextCommand]

  /// Draws every conclusion that reports show.
  package init(_ record: ScenarioRecord) {
    self.record = record
    let summary = ScenarioSummary(record.cells, seed: record.seed)
    self.summary = summary
    explanations = Explanations.all(record: record, summary: summary)
    next = NextCommands.all(record: record, summary: summary)
  }
}
