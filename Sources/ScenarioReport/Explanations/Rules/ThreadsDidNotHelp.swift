// Why more threads were not faster.
import ScenarioModel

/// For a cell of threads with more workers than the first cell and no clear gain: what the CPUs did meanwhile.
enum ThreadsDidNotHelp: ExplanationRule {
  static let name = "threads-did-not-help"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let base = facts.baseline, let speedup = facts.cell.speedup, !speedup.isFaster, speedup.ratio < 1.2,
      facts.cell.strategy.executor.contains("thread"), let workers = facts.cell.strategy.concurrency,
      workers > base.cell.strategy.concurrency ?? .max, let busy = facts.busyProcessors
    else { return [] }
    let figures: [Explanation.Figure] = [
      .init("busy_processors", busy), .init("workers", Int64(workers)), .init("speedup", speedup.ratio),
    ]
    let reason =
      lockedOut(facts, workers, busy) ?? inTurns(facts, workers, busy) ?? allBusy(facts, workers, busy)
      ?? crowdedOut(facts, workers, busy)
    return reason.map { [Reason("\(facts.subject)Threads did not help: \($0.text)", figures + $0.figures)] } ?? []
  }

  private static func used(_ workers: Int, _ busy: Double) -> String {
    "\(workers) threads kept \(Quantity.fixed(busy, decimals: 1)) CPUs busy"
  }

  /// An interpreter lock let one thread compute at a time.
  private static func lockedOut(_ facts: CellFacts, _ workers: Int, _ busy: Double) -> Reason? {
    guard busy >= 0.5, let waited = interpreterShare(facts), waited >= 0.1 else { return nil }
    let text =
      "\(used(workers, busy)), because the interpreter lock lets one of them compute at a time; they spent "
      + "\(Quantity.percent(waited)) of their time waiting for it. Processes have a lock each."
    return Reason(text, [.init("interpreter_wait_share", waited)])
  }

  /// An interpreter that hosts the tasks has a lock, and they computed.
  private static func inTurns(_ facts: CellFacts, _ workers: Int, _ busy: Double) -> Reason? {
    guard let example = facts.example, example.roles.flatMap(\.kernels).contains(where: \.takesTurns),
      (0.6...1.4).contains(busy)
    else { return nil }
    return Reason(
      "\(used(workers, busy)): an interpreter has one lock, and its threads take turns to compute. Processes have an "
        + "interpreter, and so a lock, each.", [])
  }

  /// There was no processor left to gain.
  private static func allBusy(_ facts: CellFacts, _ workers: Int, _ busy: Double) -> Reason? {
    let processors = facts.record.environment.usableProcessors
    guard busy >= 0.8 * Double(processors) else { return nil }
    let limit = processors == 1 ? "there is only one processor" : "all \(processors) processors were busy"
    return Reason("\(used(workers, busy)), and \(limit).", [.init("processors", Int64(processors))])
  }

  /// The threads were ready to compute, but other programs had the processors.
  private static func crowdedOut(_ facts: CellFacts, _ workers: Int, _ busy: Double) -> Reason? {
    guard let ready = facts.share(\.running), ready >= 0.8, let disturbance = facts.example?.disturbance,
      disturbance.isCrowded
    else { return nil }
    let load = disturbance.otherLoad
    let text =
      "they were ready to compute \(Quantity.percent(ready)) of the time, but got \(Quantity.fixed(busy, decimals: 1)) CPUs; "
      + "other programs used \(Quantity.percent(load)) of the machine."
    return Reason(text, [.init("ready_share", ready), .init("other_load", load)])
  }

  /// The share of the workers' time spent waiting for the interpreter lock.
  private static func interpreterShare(_ facts: CellFacts) -> Double? {
    guard let run = facts.example else { return nil }
    let waited = run.locks.filter { $0.kind == .interpreter }.reduce(0) { $0 + $1.wait }
    let total = run.workers.reduce(0) { $0 + $1.accounted }
    return total > 0 ? Double(waited) / Double(total) : nil
  }
}
