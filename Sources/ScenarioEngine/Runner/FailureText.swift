// Failures of tasks, in the user's words, with the values that made them.
import ScenarioModel

/// Says what a failure record means.
struct FailureText {
  let graph: ExecutionGraph

  /// One sentence without its place.
  func sentence(_ record: FailureRecord) -> String {
    let kind = FailureKind(rawValue: record.kind) ?? .none
    let program = graph.roles[StrandID.role(record.strand)].program
    guard program.instructions.indices.contains(Int(record.pc)) else { return general(kind) }
    let instruction = program.instructions[Int(record.pc)]
    switch kind {
    case .overflow: return overflow(instruction.opcode, record.left, record.right)
    case .divisionByZero:
      return "\(record.left) \(instruction.opcode == .divide ? "/" : "%") \(record.right) divides by zero"
    case .index: return index(record, program)
    case .failed: return program.texts[Int(instruction.a)].pieces.joined()
    case .queueFull: return queue(instruction, record).map(full) ?? general(kind)
    case .queueClosed:
      let state = record.queue < 0 && instruction.opcode == .get ? "closed and empty" : "closed"
      return queue(instruction, record).map { "queue \($0.name) is \(state)" } ?? general(kind)
    case .notHeld:
      return target(instruction, index: record.left).map { "it gives back \($0), which it does not hold" }
        ?? general(kind)
    case .badDuration: return "\(record.left) ns is a duration below zero"
    default: return general(kind)
    }
  }

  /// The same for a failure whose values are not known.
  func sentence(of kind: FailureKind, role: Int, pc: Int) -> String {
    let instruction = graph.roles[role].program.instructions[pc]
    switch kind {
    case .failed where instruction.opcode == .fail:
      return graph.roles[role].program.texts[Int(instruction.a)].pieces.joined()
    default: return general(kind)
    }
  }

  private func general(_ kind: FailureKind) -> String {
    switch kind {
    case .none: "nothing went wrong"
    case .overflow: "the result does not fit into 64 bits"
    case .divisionByZero: "division by zero"
    case .index: "the index is outside of the list or family"
    case .assertion: "the assertion does not hold"
    case .failed: "the task failed"
    case .queueClosed: "the queue is closed"
    case .queueFull: "the queue is full"
    case .notHeld: "it gives back what it does not hold"
    case .kernel: "the work failed"
    case .branch: "a branch failed"
    case .badDuration: "a duration below zero"
    case .permits: "a semaphore cannot hold more permits"
    }
  }

  private func overflow(_ opcode: Opcode, _ left: Int64, _ right: Int64) -> String {
    let second = right < 0 ? "(\(right))" : "\(right)"
    let operation: String
    switch opcode {
    case .add: operation = "\(left) + \(second)"
    case .subtract: operation = "\(left) - \(second)"
    case .multiply: operation = "\(left) * \(second)"
    case .divide: operation = "\(left) / \(second)"
    case .remainder: operation = "\(left) % \(second)"
    case .negate: operation = "-(\(left))"
    case .absolute: operation = "abs(\(left))"
    default: return general(.overflow)
    }
    return "\(operation) does not fit into 64 bits"
  }

  /// The list or family is named by the instruction that the index was checked for.
  private func index(_ record: FailureRecord, _ program: Program) -> String {
    let check = program.instructions[Int(record.pc)]
    let user = program.instructions[Int(record.pc)...].first { $0.isIndexed && $0.c == check.a }
    let elements = check.b == 1 ? "its only element is 0" : "its elements are 0 to \(check.b - 1)"
    let name = user.flatMap(listName).map { "'\($0)' has" } ?? "there is"
    return "\(name) no element \(record.left); \(elements)"
  }

  private func listName(_ instruction: Instruction) -> String? {
    let shared = graph.shared
    switch instruction.opcode {
    case .load, .store, .atomicBegin, .atomicCommit, .compareAndSwap:
      return shared.variables.first { $0.first == Int(instruction.b) && $0.isList }?.name
    default:
      guard shared.locks.indices.contains(Int(instruction.b)) else { return nil }
      return String(shared.locks[Int(instruction.b)].name.prefix { $0 != "[" })
    }
  }

  private func queue(_ instruction: Instruction, _ record: FailureRecord) -> GraphQueue? {
    let queues = graph.queues
    if record.queue >= 0 { return queues[Int(record.queue)] }
    guard [.put, .offer, .get].contains(instruction.opcode), queues.indices.contains(Int(instruction.b)) else {
      return nil
    }
    return queues[Int(instruction.b)]
  }

  private func full(_ queue: GraphQueue) -> String {
    switch queue.capacity {
    case .bounded(0): "nobody waits for an item of queue \(queue.name)"
    case .bounded(let capacity): "queue \(queue.name) is full: its capacity is \(capacity)"
    case .unbounded: "queue \(queue.name) is full: no queue holds more items"
    }
  }

  /// What an instruction on a lock is about.
  private func target(_ instruction: Instruction, index: Int64) -> String? {
    let locks = graph.shared.locks
    let number = Int(instruction.b) + (instruction.isIndexed ? Int(index) : 0)
    switch instruction.opcode {
    case .releaseMutex, .releaseReentrant, .releaseRead, .releaseWrite:
      return locks.indices.contains(number) ? "lock \(locks[number].name)" : nil
    case .conditionEnter:
      let conditions = graph.shared.conditions
      guard conditions.indices.contains(Int(instruction.b)) else { return nil }
      return "lock \(locks[conditions[Int(instruction.b)].lock].name)"
    default: return nil
    }
  }
}
