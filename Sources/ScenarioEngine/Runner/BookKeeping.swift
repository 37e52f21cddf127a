// Whether the books balance: what was put against what was taken and what lies there, and against the tasks that were run.
import ScenarioModel
import Synchronization

struct BookKeeping {
  let context: RunContext

  /// A finding for each book that does not balance; for runs that have ended by themselves.
  func findings(_ record: RunRecord) -> [Finding] {
    record.queues.enumerated().flatMap { number, queue -> [Finding] in
      var sentences: [String] = []
      if !queue.balances {
        sentences.append(
          "queue \(queue.name): \(queue.put) put, but \(queue.taken) taken and \(queue.left) left")
      }
      if let tasks = tasksFed(by: number, record), tasks != queue.taken {
        sentences.append("queue \(queue.name): \(queue.taken) taken, but \(tasks) tasks were started with them")
      }
      return sentences.map { Finding(kind: .booksDoNotBalance, message: $0) }
    }
  }

  /// How many tasks were started with items of a queue; nil when that cannot be told from other queues or `get` steps.
  private func tasksFed(by queue: Int, _ record: RunRecord) -> Int64? {
    let graph = context.graph
    var sum: Int64 = 0
    for consumer in graph.queues[queue].consumers {
      guard graph.roles[consumer].source == .queues([queue]) else { return nil }
      let takes = graph.roles[consumer].program.instructions.contains { $0.opcode == .get && Int($0.b) == queue }
      if takes { return nil }
      sum += record.roles[consumer].tasksStarted
    }
    return sum
  }
}

extension World {
  /// Items that really lie in a queue, counted in its cells where it has cells to count.
  func itemsLying(inQueue number: Int) -> Int64 {
    let queue = queues + number
    let head = queue.pointee.head.load(ordering: .relaxed)
    let tail = queue.pointee.tail.load(ordering: .relaxed) & ~QueueControl.closedBit
    guard queue.pointee.form == QueueControl.Form.ring else {
      if queue.pointee.form == QueueControl.Form.rendezvous {
        return Int64(queue.pointee.offered.load(ordering: .relaxed))
      }
      return tail - head
    }
    let cells: UnsafeMutablePointer<RingCell> = at(queue.pointee.cells)
    let mask = queue.pointee.mask
    guard tail > head else { return tail - head }
    return (head..<tail).reduce(0) { count, position in
      let sequence = cells[Int(position & mask)].sequence.load(ordering: .relaxed)
      return count + (sequence == (position & ~mask) + 1 ? 1 : 0)
    }
  }
}
