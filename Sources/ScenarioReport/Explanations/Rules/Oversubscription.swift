// More computing workers than processors.
import ScenarioModel

enum Oversubscription: ExplanationRule {
  static let name = "oversubscription"

  static func explain(_ facts: CellFacts) -> [Reason] {
    let processors = facts.record.environment.usableProcessors
    guard processors > 0, let workers = facts.cell.strategy.workers, workers > processors,
      max(facts.cell.observed.threads, facts.cell.observed.processes) > processors,
      let busy = facts.busyProcessors, busy >= 0.8 * Double(processors)
    else { return [] }
    let text =
      "\(facts.subject)\(workers) workers share \(Quantity.counted(Int64(processors), "processor")), of which "
      + "\(Quantity.fixed(busy, decimals: 1)) were busy: for CPU work more than \(processors) cannot be faster."
    return [
      Reason(
        text,
        [.init("workers", Int64(workers)), .init("processors", Int64(processors)), .init("busy_processors", busy)])
    ]
  }
}
