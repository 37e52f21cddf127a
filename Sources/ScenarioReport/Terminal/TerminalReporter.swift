// The report for people: the verdict first, then what it rests on, then why, then what to type next.
import ScenarioModel

/// Sections of text, fitted to the width and to what the terminal can show.
package enum TerminalReporter: Reporter {
  package static let name = "terminal"
  package static let summary = "the verdict, the comparison, details and explanation, for people"

  /// A failure before any run has no result: its diagnostics are shown elsewhere, and this text is empty.
  package static func render(_ document: ReportDocument, style: ReportStyle) -> String {
    switch document {
    case .scenario(let record): render(ReportFacts(record), style: style)
    case .batch(let batch): PageLayout.render(BatchSummary.sections(batch), style: style)
    case .failure: ""
    }
  }

  /// The report of one scenario.
  package static func render(_ facts: ReportFacts, style: ReportStyle) -> String {
    PageLayout.render(sections.flatMap { $0.sections(facts) }, style: style)
  }

  /// The parts of the report in their order.
  private static let sections: [any TerminalSection.Type] = [
    HeadlineSection.self, MeasuresSection.self, ExplorationSection.self, FindingsSection.self, ChecksSection.self,
    EndingsSection.self,
    RolesSection.self, KernelsSection.self, QueuesSection.self, LocksSection.self, WorkersSection.self,
    ConcurrencySection.self, ExpectationsSection.self,
    LogSection.self, ReasonsSection.self, NextSection.self,
  ]
}

/// A part of the terminal report. To add one: a file with a type that conforms, and a line in the list above.
protocol TerminalSection: SendableMetatype {
  /// What it shows; nothing where the record has nothing for it.
  static func sections(_ facts: ReportFacts) -> [Section]
}

extension ReportFacts {
  /// The cell whose details are shown: the first of the worst verdict, or, when all is well, the fastest, else the first.
  var focus: (record: CellRecord, summary: CellSummary, run: RunRecord)? {
    let worst = summary.verdict
    let cell =
      worst == .ok
      ? summary.fastest ?? summary.cells.first { $0.exampleRun != nil }
      : summary.cells.first { $0.verdict == worst && $0.exampleRun != nil }
    guard let cell, let run = cell.exampleRun else { return nil }
    return (record.cells[cell.index], cell, record.cells[cell.index].runs[run])
  }

  /// A section's title, naming the cell it is about where there are several.
  func title(_ title: String) -> String {
    guard summary.isComparison, let focus else { return title }
    return "\(title) (\(focus.summary.shortName))"
  }
}
