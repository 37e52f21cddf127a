// The checks: how often each was evaluated, how often it did not hold, and where that was first seen.
import ScenarioModel

enum ChecksSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let focus = facts.focus?.summary, !focus.checks.isEmpty else { return [] }
    let lines = focus.checks.map { check in
      let others = facts.summary.cells.filter { cell in
        cell.index != focus.index && cell.checks.contains { $0.title == check.title && $0.violations > 0 }
      }
      let isExplored = facts.focus?.run.exploration != nil
      return mark(check) + StyledText(" \(title(check)): ") + (isExplored ? explored(check) : result(check))
        + first(check) + elsewhere(others)
    }
    return [Section(facts.title("Checks"), lines.map { .paragraph($0) })]
  }

  private static func mark(_ check: CheckSummary) -> StyledText {
    if check.violations > 0 { return StyledText("✗", .bad) }
    return check.evaluations > 0 ? StyledText("✓", .good) : StyledText("-", .warning)
  }

  private static func title(_ check: CheckSummary) -> String {
    switch check.kind {
    case .always: "always: \(check.title)"
    case .finally: "finally: \(check.title)"
    case .eventually: "eventually: \(check.title)"
    case .neverDeadlock, .neverDataRace, .neverStarvation: check.title
    }
  }

  private static func result(_ check: CheckSummary) -> StyledText {
    // That nobody waits for ever is not evaluated at some moments but over the whole run.
    if check.kind == .neverDeadlock, check.evaluations > 0 {
      return check.violations > 0 ? StyledText("violated", .bad) : StyledText("held")
    }
    let times = Quantity.counted(check.evaluations, "evaluation")
    if check.violations > 0 {
      return StyledText("violated \(Quantity.counted(check.violations, "time")) in \(times)", .bad)
    }
    return check.evaluations > 0 ? StyledText("held in \(times)") : StyledText("never evaluated", .warning)
  }

  /// The same of a check that was evaluated in all states, or in those that were looked at.
  private static func explored(_ check: CheckSummary) -> StyledText {
    if check.violations > 0 { return StyledText("some schedule violates it", .bad) }
    return check.evaluations > 0 ? StyledText("holds whatever the schedule") : StyledText("not decided", .warning)
  }

  private static func first(_ check: CheckSummary) -> StyledText {
    let who = check.first?.strand.map { "by \(Words.strand($0))" }
    let place = [who, Words.step(check.first?.step)].compactMap(\.self).joined(separator: ", ")
    return StyledText(place.isEmpty ? "" : ", first \(place)")
  }

  private static func elsewhere(_ cells: [CellSummary]) -> StyledText {
    StyledText(cells.isEmpty ? "" : "; also violated by \(Words.list(cells.map(\.shortName)))", .faint)
  }
}
