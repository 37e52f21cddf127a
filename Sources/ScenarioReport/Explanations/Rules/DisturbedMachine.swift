// Runs that the machine, not the scenario, shaped.
import ScenarioModel

/// What counts as a disturbance is said where runs are judged: see `RunRecord.relevantDisturbance`.
enum DisturbedMachine: ExplanationRule {
  static let name = "disturbed-machine"

  static func explain(_ facts: CellFacts) -> [Reason] {
    // One sentence for all cells: the machine is the same for each.
    guard facts.cell.index == 0, let disturbed = DisturbedRuns(facts.record.cells.flatMap(\.runs)) else { return [] }
    let causes = Words.list(disturbed.causes(processors: facts.record.environment.processors))
    return [
      Reason(
        "The machine disturbed \(disturbed.share): \(causes). Measure again when it is quiet.",
        [
          .init("disturbed_runs", Int64(disturbed.count)), .init("other_load", disturbed.otherLoad),
          .init("stolen", disturbed.stolen), .init("throttled_ns", disturbed.throttled),
          .init("queued", disturbed.queued),
        ], isAboutAll: true)
    ]
  }
}
