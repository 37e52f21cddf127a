// Queues: their books, their peak, and on which side there was waiting.
import ScenarioModel

enum QueuesSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let queues = facts.focus?.run.queues, !queues.isEmpty else { return [] }
    let columns = [
      Table.Column("queue", flexible: true), Table.Column("put", .right), Table.Column("taken", .right),
      Table.Column("dropped", .right), Table.Column("left", .right), Table.Column("peak", .right),
      Table.Column("put waited", .right), Table.Column("take waited", .right),
    ]
    let rows = queues.map { queue in
      [
        StyledText(queue.name), StyledText(Quantity.count(queue.put)),
        StyledText(Quantity.count(queue.taken), queue.balances ? .plain : .bad),
        queue.dropped == 0 ? StyledText() : StyledText(Quantity.count(queue.dropped), .warning),
        queue.left == 0 ? StyledText() : StyledText(Quantity.count(queue.left)),
        StyledText(peak(queue)), wait(queue.putWait), wait(queue.takeWait),
      ]
    }
    let broken = queues.filter { !$0.balances }.map { queue in
      Block.paragraph(StyledText("The books of \(queue.name) do not balance.", .bad))
    }
    return [Section(facts.title("Queues"), [.table(Table(columns, rows))] + broken)]
  }

  private static func peak(_ queue: QueueRecord) -> String {
    let limit = queue.capacity.map { Quantity.count(Int64($0)) } ?? "unbounded"
    return "\(Quantity.count(queue.peak)) of \(limit)"
  }

  private static func wait(_ time: Int64) -> StyledText { StyledText(time == 0 ? "-" : Quantity.duration(time)) }
}
