// Starting the workers took long beside the work itself.
import ScenarioModel

enum StartCost: ExplanationRule {
  static let name = "start-cost"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let startup = facts.cell.startup, let time = facts.cell.time?.median, startup >= 1_000_000,
      Double(startup) >= 0.2 * Double(time)
    else { return [] }
    let text =
      "\(facts.subject)Starting the workers took \(Quantity.duration(startup)), the work itself "
      + "\(Quantity.duration(time)); the start is not counted in the time."
    return [Reason(text, [.init("startup_ns", startup), .init("time_ns", time)])]
  }
}
