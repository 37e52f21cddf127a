// All that follows from a record, computed once: summaries, explanations, what to try next.
import ScenarioModel

package struct ReportFacts: Sendable {
  package let record: ScenarioRecord
  package let summary: ScenarioSummary
  package let explanations: [Explanation]
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
