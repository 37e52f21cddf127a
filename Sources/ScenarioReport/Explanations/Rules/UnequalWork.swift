// Cells that are not ranked because they did not do the same work.
import ScenarioModel

enum UnequalWork: ExplanationRule {
  static let name = "unequal-work"

  static func explain(_ facts: CellFacts) -> [Reason] {
    switch facts.cell.comparability {
    case .unequalWork:
      let first = facts.summary.cells[0].shortName
      let text =
        "\(facts.subject)Its tasks' results differ from those of \(first), so the two did different work and their times "
        + "are not compared."
      return [Reason(text, [])]
    case .unstableWork(let inBaseline):
      guard case .different(let count) = inBaseline ? facts.summary.cells[0].digest : facts.cell.digest else {
        return []
      }
      let whose = inBaseline ? "those of the first cell" : "its own"
      let text =
        "\(facts.subject)Repetitions gave \(count) different results (\(whose)), so it is not known whether the work is the "
        + "same and times are not compared."
      return [Reason(text, [.init("different_results", Int64(count))])]
    case .baseline, .comparable, .noPairs: return []
    }
  }
}
