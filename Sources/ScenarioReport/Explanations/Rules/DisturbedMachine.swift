// Runs that the machine, not the scenario, shaped.
import ScenarioModel

/// More than 2 % of the CPU time stolen, more than 20 % used by other programs, or any throttling.
enum DisturbedMachine: ExplanationRule {
  static let name = "disturbed-machine"

  static func explain(_ facts: CellFacts) -> [Reason] {
    // One sentence for all cells: the machine is the same for each.
    guard facts.cell.index == 0 else { return [] }
    let runs = facts.record.cells.flatMap(\.runs)
    let disturbed = runs.compactMap(\.disturbance).filter(isRelevant)
    guard !disturbed.isEmpty else { return [] }
    let stolen = disturbed.map(\.stolen).max() ?? 0
    let load = disturbed.map(\.otherLoad).max() ?? 0
    let throttled = disturbed.map(\.throttled).max() ?? 0
    let parts = [
      load > 0.2 ? "other programs used up to \(Quantity.percent(load)) of the CPU time" : nil,
      stolen > 0.02 ? "up to \(Quantity.percent(stolen)) of it was taken by the hypervisor" : nil,
      throttled > 0 ? "the CPU quota held it back for up to \(Quantity.duration(throttled))" : nil,
    ].compactMap(\.self)
    let text =
      "The machine disturbed \(disturbed.count) of \(Quantity.counted(Int64(runs.count), "run")): "
      + "\(Words.list(parts)). Measure again when it is quiet."
    return [
      Reason(
        text,
        [
          .init("disturbed_runs", Int64(disturbed.count)), .init("other_load", load), .init("stolen", stolen),
          .init("throttled_ns", throttled),
        ], isAboutAll: true)
    ]
  }

  private static func isRelevant(_ disturbance: Disturbance) -> Bool {
    disturbance.stolen > 0.02 || disturbance.otherLoad > 0.2 || disturbance.throttled > 0
  }
}
