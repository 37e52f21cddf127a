// Which side of a queue is too slow.
import ScenarioModel

/// One side waited at least three times as long as the other, and that for a tenth of the run.
enum QueueBottleneck: ExplanationRule {
  static let name = "queue-bottleneck"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let run = facts.example else { return [] }
    return run.queues.compactMap { queue in reason(queue, run, facts) }
  }

  private static func reason(_ queue: QueueRecord, _ run: RunRecord, _ facts: CellFacts) -> Reason? {
    let relevant = run.elapsed / 10
    let declared = facts.graph.queues.first { $0.name == queue.name }
    let figures: [Explanation.Figure] = [
      .init("put_wait_ns", queue.putWait), .init("take_wait_ns", queue.takeWait), .init("peak", queue.peak),
    ]
    let waits =
      "those who put waited \(Quantity.duration(queue.putWait)) for room, those who take "
      + "\(Quantity.duration(queue.takeWait)) for items"
    if let capacity = queue.capacity, queue.peak >= Int64(capacity), queue.putWait >= relevant,
      queue.putWait / 3 >= queue.takeWait
    {
      let slow = side(facts.roleNames(declared?.consumers ?? []), "the takers")
      let full =
        capacity == 0
        ? "Every put into \(queue.name) had to wait for a taker"
        : "\(queue.name) was full at \(Quantity.counted(Int64(capacity), "item"))"
      return Reason("\(facts.subject)\(full): \(waits). The bottleneck is behind it: \(slow).", figures)
    }
    // Where what finds no room is dropped nobody waits to put: the waits then say nothing about the sides.
    if queue.dropped == 0, queue.takeWait >= relevant, queue.takeWait / 3 >= queue.putWait {
      let slow = side(facts.roleNames(declared?.producers ?? []), "those who put")
      let wasFull = queue.capacity.map { queue.peak >= Int64($0) } ?? false
      let held = queue.capacity.map { "\(queue.peak) of \($0)" } ?? "\(queue.peak)"
      let state = wasFull ? queue.name : "\(queue.name) never held more than \(held)"
      return Reason(
        "\(facts.subject)\(state): \(waits). The bottleneck is before it: \(slow).",
        figures)
    }
    return nil
  }

  private static func side(_ names: String, _ otherwise: String) -> String { names.isEmpty ? otherwise : names }
}
