// Why more threads were not faster.
import ScenarioModel

/// For a cell of threads with more workers than the first cell and no clear gain: what the CPUs did meanwhile.
enum ThreadsDidNotHelp: ExplanationRule {
  static let name = "threads-did-not-help"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let base = facts.baseline, let speedup = facts.cell.speedup, !speedup.isFaster, speedup.ratio < 1.2,
      facts.cell.strategy.executor.contains("thread"), let workers = facts.cell.strategy.workers,
      workers > base.cell.strategy.workers ?? .max, let busy = facts.busyProcessors, busy >= 0.7
    else { return [] }
    let used = "\(workers) threads kept \(Quantity.fixed(busy, decimals: 1)) CPUs busy"
    let figures: [Explanation.Figure] = [
      .init("busy_processors", busy), .init("workers", Int64(workers)), .init("speedup", speedup.ratio),
    ]
    if let waited = interpreterShare(facts), waited >= 0.1 {
      let text =
        "\(facts.subject)Threads did not help: \(used), because the interpreter lock lets one of them compute at a time; "
        + "they spent \(Quantity.percent(waited)) of their time waiting for it. Processes have a lock each."
      return [Reason(text, figures + [.init("interpreter_wait_share", waited)])]
    }
    let processors = facts.record.environment.usableProcessors
    guard busy >= 0.8 * Double(processors) else { return [] }
    let limit = processors == 1 ? "there is only one processor" : "all \(processors) processors were busy"
    return [
      Reason(
        "\(facts.subject)Threads did not help: \(used), and \(limit).",
        figures + [.init("processors", Int64(processors))])
    ]
  }

  /// The share of the workers' time spent waiting for the interpreter lock.
  private static func interpreterShare(_ facts: CellFacts) -> Double? {
    guard let run = facts.example else { return nil }
    let waited = run.locks.filter { $0.kind == .interpreter }.reduce(0) { $0 + $1.wait }
    let total = run.workers.reduce(0) { $0 + $1.accounted }
    return total > 0 ? Double(waited) / Double(total) : nil
  }
}
