// Verdicts in words and tones.
import ScenarioModel

enum VerdictWords {
  /// `violated 3/5` where not all runs ended so, in a tone that fits.
  static func styled(_ cell: CellSummary) -> StyledText {
    guard let verdict = cell.verdict else { return StyledText("not run", .faint) }
    let count = cell.verdicts.last?.count ?? 0
    return StyledText(
      count == cell.runs ? verdict.rawValue : "\(verdict.rawValue) \(count)/\(cell.runs)", tone(verdict))
  }

  static func tone(_ verdict: Verdict) -> Tone {
    switch verdict {
    case .ok: .good
    case .inconclusive, .interrupted: .warning
    case .violated, .error, .deadlock, .timeout, .lost: .bad
    }
  }
}
