// A step that kept an event loop from running anything else.
import ScenarioModel

enum LoopBlocked: ExplanationRule {
  static let name = "loop-blocked"

  static func explain(_ facts: CellFacts) -> [Reason] {
    (facts.example?.blockedLoops ?? []).prefix(3).map { blocked in
      let step = Words.step(blocked.step) ?? "a step"
      let times =
        blocked.occurrences == 1
        ? "once, for \(Quantity.duration(blocked.longest))"
        : "\(Quantity.count(blocked.occurrences)) times, up to \(Quantity.duration(blocked.longest)) and "
          + "\(Quantity.duration(blocked.total)) together"
      let text =
        "\(facts.subject)\(step) held the event loop of \(blocked.role) \(times). "
        + "Meanwhile no other task of that loop could run."
      return Reason(
        text,
        [
          .init("occurrences", blocked.occurrences), .init("longest_ns", blocked.longest),
          .init("total_ns", blocked.total),
        ])
    }
  }
}
