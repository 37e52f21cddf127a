// What is said while runs go on: a live line on a terminal, one line a finished run elsewhere.
import ScenarioModel
import ScenarioSyntax

/// How far a measurement is.
package struct ProgressState: Sendable, Hashable {
  package var scenario: String
  /// The cell at work; empty when nothing is compared.
  package var cell: String
  /// Runs done and to do, warm-ups included.
  package var done: Int
  package var total: Int
  package var isWarmup: Bool
  /// Nanoseconds since the current run began, and since the first did.
  package var inRun: Int64
  package var elapsed: Int64
  /// Tasks completed in the current run and how many it has; nil where that is not known.
  package var tasks: Int64?
  package var taskTotal: Int64?
  package init(
    scenario: String, cell: String = "", done: Int = 0, total: Int = 1, isWarmup: Bool = false, inRun: Int64 = 0,
    elapsed: Int64 = 0, tasks: Int64? = nil, taskTotal: Int64? = nil
  ) {
    self.scenario = scenario
    self.cell = cell
    self.done = done
    self.total = total
    self.isWarmup = isWarmup
    self.inRun = inRun
    self.elapsed = elapsed
    self.tasks = tasks
    self.taskTotal = taskTotal
  }
}

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
