// What real workers showed, beside what trying every interleaving proved.
import ScenarioModel

enum MeasuredAndProved: ExplanationRule {
  static let name = "measured-and-proved"

  static func explain(_ facts: CellFacts) -> [Reason] {
    let measured = facts.summary.cells.filter { !$0.isExplored && $0.runs > 0 }
    guard facts.cell.isExplored, !measured.isEmpty, let run = facts.runs.first, let found = run.exploration else {
      return []
    }
    let wrong = measured.map { cell in cell.verdicts.filter { $0.verdict.isWrong }.reduce(0) { $0 + $1.count } }
    let shown = zip(measured, wrong).map { cell, count in
      let share = Quantity.percent(Double(count) / Double(cell.runs))
      return "\(cell.shortName) in \(count) of \(Quantity.counted(Int64(cell.runs), "run"))"
        + (count > 0 ? " (\(share))" : "")
    }
    let figures = [
      Explanation.Figure("runs", Int64(measured.reduce(0) { $0 + $1.runs })),
      .init("runs_gone_wrong", Int64(wrong.reduce(0, +))), .init("states", Int64(found.states)),
    ]
    if let first = found.violations.first {
      let steps = Quantity.counted(Int64(first.schedule.steps.count), "step")
      let text = "It can go wrong, by a schedule of \(steps): \(Words.list(shown)) showed it."
      return [Reason(text, figures + [.init("schedule_steps", Int64(first.schedule.steps.count))], isAboutAll: true)]
    }
    guard found.isComplete else { return [] }
    let states = Quantity.counted(Int64(found.states), "state")
    let text =
      wrong.allSatisfy { $0 == 0 }
      ? "It cannot go wrong: that holds in all \(states), and no run showed otherwise."
      : "No interleaving of the \(states) goes wrong, but \(Words.list(shown)) did: for another reason than the order of steps."
    return [Reason(text, figures, isAboutAll: true)]
  }
}

extension Verdict {
  /// Something that a schedule can lead to.
  fileprivate var isWrong: Bool { [.violated, .error, .deadlock].contains(self) }
}
