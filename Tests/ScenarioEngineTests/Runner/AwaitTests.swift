// `await` over everything that an expression can read, on every executor.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Awaiting")
struct AwaitTests {
  private static let executors = ["serial", "thread", "process", "async", "{ executor: thread, spawn: per_task }"]

  private static func scenario(_ roles: String, strategy: String) -> String {
    """
    scenario: awaiting
    state: { flags: [0, 0, 0], ready: false, seen: 0 }
    queues: { q: { capacity: 8 }, r: { capacity: 8, order: priority } }
    strategy: \(strategy)
    roles:
    \(roles)
    """
  }

  @Test(
    "goes on when what it reads has changed", arguments: executors,
    [
      ("count(q) > 0", "{ sleep: 5ms }, { put: { q: 1 } }"),
      ("count(q) + count(r) == 3", "{ put: { q: 1 } }, { put: { r: 2 } }, { sleep: 5ms }, { put: { r: 3 } }"),
      ("count(q) == 1 and ready", "{ put: { q: 1 } }, { sleep: 5ms }, { set: { ready: true } }"),
      ("ready and count(q) == 0", "{ put: { q: 1 } }, { set: { ready: true } }, { sleep: 5ms }, { get: { q: x } }"),
      ("flags[task + 2] == 7", "{ sleep: 5ms }, { set: { \"flags[2]\": 7 } }"),
      ("sum(flags) == 6", "{ set: { \"flags[0]\": 2 } }, { sleep: 5ms }, { set: { \"flags[1]\": 4 } }"),
      ("ready and flags[0] >= count(r)", "{ set: { \"flags[0]\": 2 } }, { sleep: 5ms }, { set: { ready: true } }"),
    ] as [(String, String)])
  func goesOn(strategy: String, case changes: (condition: String, steps: String)) throws {
    let record = try CompiledScenario.run(
      Self.scenario(
        """
          wait: { workload: { type: steps, steps: [{ await: "\(changes.condition)" }, { set: { seen: 1 } }] } }
          change: { workload: { type: steps, steps: [\(changes.steps)] } }
          drain: { workload: { type: steps, steps: [{ if: false, then: [{ get: { q: x } }, { get: { r: x } }] }] } }
        """, strategy: strategy))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.words("seen") == [1])
  }

  @Test("the last of many that await an empty queue is woken", arguments: executors)
  func many(strategy: String) throws {
    let record = try CompiledScenario.run(
      Self.scenario(
        """
          make: { workload: noop, tasks: 200, workers: 2, into: q }
          take: { workload: { type: steps, steps: [{ atomic: { seen: seen + 1 } }] }, workers: 2, from: q }
          wait:
            workload: { type: steps, steps: [{ await: count(q) == 0 and seen == 200 }, { count: woken }] }
            tasks: 4
            workers: 4
        """, strategy: strategy))
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.counter("woken") == 4)
  }

  @Test("a queue that nobody fills is a deadlock", arguments: executors)
  func deadlock(strategy: String) throws {
    let record = try CompiledScenario.run(
      Self.scenario(
        """
          wait: { workload: { type: steps, steps: [{ await: count(q) > 1 }] }, tasks: 2, workers: 2 }
          put: { workload: { type: steps, steps: [{ put: { q: 1 } }] } }
        """, strategy: strategy))
    #expect(record.verdict == .deadlock)
    #expect(record.findings.first?.waits.contains { $0.step?.verb == "await" } == true)
  }

  @Test("ends as some interleaving does", arguments: executors.prefix(4))
  func explored(strategy: String) throws {
    let graph = try CompiledScenario.graph(
      Self.scenario(
        """
          wait: { workload: { type: steps, steps: [{ await: count(q) > 0 }, { set: { seen: count(q) } }] } }
          put: { workload: { type: steps, steps: [{ put: { q: 1 } }, { put: { q: 1 } }, { get: { q: x } }] } }
        """, strategy: strategy))
    let reachable = try #require(ReferenceExplorer(graph).outcomes(limit: 20_000))
    let seen = Set(reachable.map { $0.words[4] })
    #expect(seen == [1, 2])
    for seed in 1...10 { #expect(seen.contains(Graphs.run(graph, seed: UInt64(seed)).words("seen")[0])) }
  }
}
