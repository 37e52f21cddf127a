// Small random scenarios of steps, from a seed, that can be made smaller while they still fail.
import ScenarioModel

/// A scenario that compiles, ends, and has few enough interleavings to try them all. It may deadlock, fail or violate a
/// check: what matters is that every executor ends in a way that the reference explorer can reach.
package struct RandomScenario: Sendable, CustomStringConvertible {
  package struct Role: Sendable, Hashable {
    package var name: String
    package var workers: Int
    /// nil for a role that takes from a queue.
    package var tasks: Int?
    package var from: String?
    package var into: String?
    package var collect: String
    package var steps: [StepSketch]
  }

  /// The seed that made it; print it when a test fails.
  package let seed: UInt64
  package var roles: [Role]
  package var checks: [String]
  /// Capacity, order and behaviour of the queues.
  package var queues: [String]
  package var parties: Int

  /// The scenario of a seed. Chance decides what it is made of; what does not compile is drawn again.
  ///
  /// - Parameter goesRound: loops may go on for ever; the values that they compute stay small, so that such a scenario
  ///   mostly has few states all the same. Only for those who explore it.
  package init(seed: UInt64, goesRound: Bool = false) {
    var stream: UInt64 = 0
    while true {
      var writer = RandomScenarioWriter(SeededGenerator(seed: seed, stream: stream), goesRound: goesRound)
      self.init(seed: seed, &writer)
      if isValid { return }
      stream += 1
    }
  }

  private init(seed: UInt64, _ writer: inout RandomScenarioWriter) {
    self.seed = seed
    queues = writer.queues()
    parties = writer.number(1...2)
    roles = writer.roles()
    checks = writer.checks()
  }

  /// The text, with every role under this strategy.
  package func yaml(strategy: String = "thread") -> String {
    var lines = [
      "scenario: random", "strategy: \(strategy)", "state: { x: 0, y: 1, flag: false, xs: [0, 0] }",
      "locks: { m: {}, re: { kind: reentrant }, rw: { kind: read_write }, fork: 2 }", "semaphores: { gate: 1 }",
      "conditions: { c: m }", "barriers: { b: \(parties) }", "queues:",
    ]
    lines += queues.map { "  \($0)" } + ["roles:"]
    for role in roles {
      lines += ["  \(role.name):", "    workers: \(role.workers)", "    collect: \(role.collect)"]
      if let tasks = role.tasks { lines.append("    tasks: \(tasks)") }
      if let from = role.from { lines.append("    from: \(from)") }
      if let into = role.into { lines.append("    into: \(into)") }
      lines += ["    workload:", "      type: steps", "      steps:" + (role.steps.isEmpty ? " []" : "")]
      for step in role.steps { lines += step.lines(8) }
    }
    if !checks.isEmpty { lines += ["check:"] + checks.map { "  - \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  package var description: String { "seed \(seed):\n\(yaml())" }

  /// Whether it compiles under `thread`.
  package var isValid: Bool { compile(yaml()).graph != nil }

  /// The graph under a strategy; nil if that strategy cannot run it.
  package func graph(strategy: String = "thread", catalog: Catalog = .test) -> ExecutionGraph? {
    compile(yaml(strategy: strategy), catalog: catalog).graph
  }

  /// A scenario from which nothing more can be left out without its ceasing to fail.
  ///
  /// - Parameters:
  ///   - attempts: how many smaller scenarios are tried at most.
  ///   - fails: whether a scenario shows what is looked for; `self` does.
  package func shrunk(attempts: Int = 500, while fails: (RandomScenario) throws -> Bool) rethrows -> RandomScenario {
    var best = self
    var left = attempts
    search: while left > 0 {
      for candidate in best.smaller where candidate.isValid {
        left -= 1
        if try fails(candidate) {
          best = candidate
          continue search
        }
        if left == 0 { break }
      }
      break
    }
    return best
  }

  /// Every scenario that is a little smaller, the most promising first.
  private var smaller: [RandomScenario] {
    var result: [RandomScenario] = []
    for index in roles.indices where roles.count > 1 {
      var changed = self
      let role = changed.roles.remove(at: index)
      // Whoever was fed by it becomes a source.
      for other in changed.roles.indices where changed.roles[other].from == role.into && role.into != nil {
        changed.roles[other].from = nil
        changed.roles[other].tasks = role.tasks ?? 1
      }
      result.append(changed)
    }
    for index in checks.indices {
      var changed = self
      changed.checks.remove(at: index)
      result.append(changed)
    }
    for index in roles.indices {
      for steps in roles[index].steps.smaller {
        var changed = self
        changed.roles[index].steps = steps
        result.append(changed)
      }
      result += withFewer(index)
    }
    return result
  }

  private func withFewer(_ index: Int) -> [RandomScenario] {
    var result: [RandomScenario] = []
    if roles[index].workers > 1 {
      var changed = self
      changed.roles[index].workers -= 1
      result.append(changed)
    }
    if let tasks = roles[index].tasks, tasks > 1 {
      var changed = self
      changed.roles[index].tasks = tasks - 1
      result.append(changed)
    }
    return result
  }
}
