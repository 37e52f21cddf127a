// The checks: how often each was evaluated, how often it did not hold, and where that was first seen.
import ScenarioModel

enum ChecksSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    let cells = facts.summary.cells.filter { !$0.checks.isEmpty }
    guard let focus = facts.focus?.summary, !cells.isEmpty else { return [] }
    let rows = focus.checks.map { check in
      let others = facts.summary.cells.filter { cell in
        cell.index != focus.index && cell.checks.contains { $0.title == check.title && $0.violations > 0 }
      }
      return [mark(check), StyledText(title(check)), result(check), StyledText(elsewhere(others), .faint)]
    }
    let columns = [
      Table.Column(""), Table.Column("", flexible: true), Table.Column(""), Table.Column("", flexible: true),
    ]
    let firsts = focus.checks.compactMap(first).map { Block.paragraph(StyledText($0)) }
    return rows.isEmpty ? [] : [Section(facts.title("Checks"), [.table(Table(columns, rows))] + firsts)]
  }

  private static func mark(_ check: CheckSummary) -> StyledText {
    if check.violations > 0 { return StyledText("✗", .bad) }
    return check.evaluations > 0 ? StyledText("✓", .good) : StyledText("-", .warning)
  }

  private static func title(_ check: CheckSummary) -> String {
    switch check.kind {
    case .always: "always \(check.title)"
    case .finally: "finally \(check.title)"
    case .eventually: "eventually \(check.title)"
    case .neverDeadlock, .neverDataRace, .neverStarvation: check.title
    }
  }

  private static func result(_ check: CheckSummary) -> StyledText {
    let times = "\(Quantity.count(check.evaluations)) evaluated"
    if check.violations > 0 { return StyledText("violated \(Quantity.counted(check.violations, "time")), \(times)", .bad) }
    return check.evaluations > 0 ? StyledText("held, \(times)") : StyledText("never evaluated", .warning)
  }

  private static func elsewhere(_ cells: [CellSummary]) -> String {
    cells.isEmpty ? "" : "also violated by \(Words.list(cells.map(\.shortName)))"
  }

  private static func first(_ check: CheckSummary) -> String? {
    guard let finding = check.first else { return nil }
    let who = finding.strand.map { "by \(Words.strand($0))" }
    let place = [who, Words.step(finding.step)].compactMap(\.self).joined(separator: ", ")
    return place.isEmpty ? nil : "\(check.title): first violated \(place)."
  }
}
