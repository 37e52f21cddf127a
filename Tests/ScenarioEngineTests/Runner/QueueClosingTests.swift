// When a queue closes: with the last role that puts into it, by hand or by its results.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Closing of queues")
struct QueueClosingTests {
  private static let executors = ["serial", "thread", "process", "async"]

  @Test("a queue fed by `put` steps only closes when the roles with these steps have finished", arguments: executors)
  func byHand(strategy: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: closing
      state: { sum: 0 }
      queues: { q: { capacity: 2 } }
      strategy: \(strategy)
      roles:
        once: { workload: { type: steps, steps: [{ put: { q: 1 } }] }, tasks: 10 }
        never: { workload: { type: steps, steps: [{ sleep: 10ms }, { if: task > 99, then: [{ put: { q: 1 } }] }] } }
        add: { workload: { type: steps, steps: [{ atomic: { sum: sum + input } }] }, from: q, workers: 2 }
      """)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.words("sum") == [10])
  }

  @Test("a queue that no role puts into is closed from the start", arguments: executors)
  func nobody(strategy: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: closing
      queues: { q: { capacity: 2 } }
      workload: { type: steps, steps: [{ get: { q: x }, else: [{ count: closed }] }] }
      tasks: 3
      strategy: \(strategy)
      """)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.counter("closed") == 3)
  }

  @Test("without an `else`, a `get` there fails and says why")
  func fails() throws {
    let record = try CompiledScenario.run(
      "scenario: closing\nqueues: { q: {} }\nworkload: { type: steps, steps: [{ get: { q: x } }] }\n")
    #expect(record.findings.map(\.message) == ["queue q is closed and empty"])
  }
}
