// Why concurrency helped: more CPUs at work.
import ScenarioModel

enum MoreProcessors: ExplanationRule {
  static let name = "more-processors"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let base = facts.baseline, let speedup = facts.cell.speedup, speedup.isFaster,
      let busy = facts.busyProcessors, let busyBefore = base.busyProcessors, busyBefore >= 0.5, busy >= 1.2 * busyBefore
    else { return [] }
    let efficiency = facts.cell.efficiency(against: base.cell)
    let judged = efficiency.map { value in
      value >= 0.85
        ? ": a near-linear speedup (\(Quantity.percent(value)) of what the added workers could bring)"
        : ": \(Quantity.percent(value)) of what the added workers could bring"
    }
    let text =
      "\(facts.subject)It kept \(Quantity.fixed(busy, decimals: 1)) CPUs busy, \(base.cell.shortName) "
      + "\(Quantity.fixed(busyBefore, decimals: 1))\(judged ?? "")."
    return [
      Reason(
        text,
        [.init("busy_processors", busy), .init("busy_processors_of_first", busyBefore)]
          + (efficiency.map { [.init("efficiency", $0)] } ?? []))
    ]
  }
}
