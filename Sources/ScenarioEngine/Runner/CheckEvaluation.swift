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
      if !holds(number, words: words) {
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
      outcomes[number] = holds(number, words: state + counters)
    }
    return outcomes
  }

  private func holds(_ number: Int, words: [Int64]) -> Bool {
    guard let program = graph.checks[number].program else { return true }
    let image = world.at(world.layout.checkPrograms, as: ProgramImage.self)[number]
    var registers = [Int64](repeating: 0, count: program.registerCount)
    return registers.withUnsafeMutableBufferPointer { registers in
      Evaluation.holds(image, registers.baseAddress!, world) { words[$0] }
    }
  }
}
