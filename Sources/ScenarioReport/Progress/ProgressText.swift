// What is said while runs go on: a live line on a terminal, one line a finished run elsewhere.
import ScenarioModel
import ScenarioSyntax

/// Progress in words; who shows it, and when, is not its business.
package enum ProgressText {
  private static let barWidth = 16

  /// The line that is drawn over and over on a terminal: no line break, never wider than the style's width less one, so
  /// that no terminal wraps it.
  package static func live(_ state: ProgressState, style: ReportStyle) -> String {
    let share = state.total > 0 ? min(1, max(0, Double(state.done) / Double(state.total))) : 0
    let full = Int((share * Double(barWidth)).rounded(.down))
    let bar =
      String(repeating: style.unicode ? "█" : "#", count: full)
      + String(repeating: style.unicode ? "·" : ".", count: barWidth - full)
    let run = "\(state.isWarmup ? "warm-up" : "run") \(min(state.done + 1, max(1, state.total)))/\(state.total)"
    let tasks = state.tasks.map { done in
      "\(Quantity.count(done))" + (state.taskTotal.map { " of \(Quantity.count($0))" } ?? "") + " tasks"
    }
    let parts = [state.scenario, state.cell.isEmpty ? nil : state.cell, run, tasks, Quantity.duration(state.inRun)]
    let told = parts.compactMap(\.self).joined(separator: ", ")
    let room = style.width - 1
    let text = PageLayout.printable(StyledText(room > 2 * barWidth ? "\(bar) \(told)" : told), style)
    return LineBreaking.truncated(text, width: room, ellipsis: style.unicode ? "…" : "~").plain
  }

  /// The line for a finished run, with its line break.
  package static func finished(_ run: RunRecord, _ state: ProgressState, style: ReportStyle) -> String {
    let name = state.cell.isEmpty ? state.scenario : "\(state.scenario) (\(state.cell))"
    let kind = state.isWarmup ? "warm-up" : "run"
    let text =
      "\(name): \(kind) \(state.done)/\(state.total) \(run.verdict.rawValue) in \(Quantity.duration(run.elapsed))"
    let why = run.findings.first.map { ": \($0.message)" } ?? ""
    return PrintableText.make(text + why, unicode: style.unicode) + "\n"
  }
}
