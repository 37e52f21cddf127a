// Starting the workers took long beside the work itself.
import ScenarioModel

/// Told where it is felt, a tenth of the work and 20 ms, and where it would turn a gain into a loss.
enum StartCost: ExplanationRule {
  static let name = "start-cost"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let startup = facts.cell.startup, let time = facts.cell.time?.median, startup >= 1_000_000 else { return [] }
    let figures: [Explanation.Figure] = [.init("startup_ns", startup), .init("time_ns", time)]
    let text = "\(facts.subject)Starting the workers took \(Quantity.duration(startup))"
    if let base = facts.baseline?.cell, facts.cell.speedup?.isFaster == true, let before = base.time?.median,
      startup + time >= (base.startup ?? 0) + before
    {
      return [
        Reason("\(text), which is not counted in the time; with it nothing is gained over \(base.shortName).", figures)
      ]
    }
    guard startup >= 20_000_000, Double(startup) >= 0.1 * Double(time) else { return [] }
    return [
      Reason("\(text), the work itself \(Quantity.duration(time)); the start is not counted in the time.", figures)
    ]
  }
}
