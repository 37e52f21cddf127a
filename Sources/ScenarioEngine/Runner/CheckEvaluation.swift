// Checks outside of the run: `always` before anybody has started, `finally` when all tasks have ended.
import ScenarioModel
import Synchronization

struct CheckEvaluation {
  let world: World
  let graph: ExecutionGraph

  /// The initial state is a state too: every `always` must hold in it.
  func evaluateInitially() {
    for (number, check) in graph.checks.enumerated() where check.kind == .always {
      let words = graph.shared.words
      let record = world.at(world.layout.checks, as: CheckRecord.self) + number
      record.pointee.evaluations.wrappingAdd(1, ordering: .relaxed)
      if !holds(check, words: words) {
        record.pointee.violations.wrappingAdd(1, ordering: .relaxed)
        record.pointee.strand = -1
        record.pointee.first.store(2, ordering: .relaxed)
      }
    }
  }

  /// Evaluates every `finally` over the final words and, behind them, the counters.
  ///
  /// - Returns: outcome by the check's number.
  func evaluateFinally(counters: [Int64]) -> [Int: Bool] {
    let state = (0..<world.layout.wordCount).map { world.words(replica: 0)[$0].load(ordering: .relaxed) }
    var outcomes: [Int: Bool] = [:]
    for (number, check) in graph.checks.enumerated() where check.kind == .finally {
      outcomes[number] = holds(check, words: state + counters)
    }
    return outcomes
  }

  /// A condition that cannot be evaluated (it overflows, divides by zero, leaves a list) does not hold.
  private func holds(_ check: GraphCheck, words: [Int64]) -> Bool {
    guard let program = check.program else { return true }
    var registers = [Int64](repeating: 0, count: program.registerCount)
    var pc: Int32 = 0
    return registers.withUnsafeMutableBufferPointer { registers in
      let r = registers.baseAddress!
      while true {
        let instruction = program.instructions[Int(pc)]
        switch instruction.opcode {
        case .end: return instruction.a < 0 || r[Int(instruction.a)] != 0
        case .load:
          let index = instruction.flags.contains(.indexed) ? Int(r[Int(instruction.c)]) : 0
          r[Int(instruction.a)] = words[Int(instruction.b) + index]
          pc += 1
        case .queueCount:
          r[Int(instruction.a)] = world.count(queue: Int(instruction.b))
          pc += 1
        default:
          let failure = program.constants.withUnsafeBufferPointer { constants in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: 1) { empty in
              Pure.step(instruction, r, constants.baseAddress ?? UnsafePointer(empty.baseAddress!), &pc)
            }
          }
          if failure != .none { return false }
        }
      }
    }
  }
}
