// Items that a full queue refused.
import ScenarioModel

enum DroppedItems: ExplanationRule {
  static let name = "dropped-items"

  static func explain(_ facts: CellFacts) -> [Reason] {
    (facts.example?.queues ?? []).filter { $0.dropped > 0 }.map { queue in
      let offered = queue.put + queue.dropped
      let share = Double(queue.dropped) / Double(offered)
      let limit = queue.capacity.map { " at its capacity of \($0)" } ?? ""
      let text =
        "\(facts.subject)\(queue.name) dropped \(Quantity.count(queue.dropped)) of \(Quantity.counted(offered, "item")) "
        + "(\(Quantity.percent(share))) because it was full\(limit)."
      return Reason(text, [.init("dropped", queue.dropped), .init("offered", offered)])
    }
  }
}
