// What failures of tasks say: the values, the list, the queue.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Reports of failures")
struct FailureReportTests {
  private func messages(_ steps: String, tasks: Int = 1, strategy: String = "thread") throws -> [String] {
    try CompiledScenario.run(
      """
      scenario: failing
      state: { big: 9223372036854775807, small: -9223372036854775807, zero: 0, forks: [0, 0, 0] }
      locks: { m: {}, family: 2 }
      queues: { q: { capacity: 1, full: fail }, direct: { capacity: 0, full: fail } }
      workload: { type: steps, steps: [\(steps)] }
      tasks: \(tasks)
      strategy: \(strategy)
      """
    ).findings.map(\.message)
  }

  @Test(
    "carry the values that made them", arguments: ["serial", "thread", "process", "async"],
    [
      ("{ set: { x: big + 1 } }", "9223372036854775807 + 1 does not fit into 64 bits"),
      ("{ set: { x: small - 2 } }", "-9223372036854775807 - 2 does not fit into 64 bits"),
      ("{ set: { x: small * 3 } }", "-9223372036854775807 * 3 does not fit into 64 bits"),
      ("{ set: { x: 7 / zero } }", "7 / 0 divides by zero"),
      ("{ set: { x: 7 % zero } }", "7 % 0 divides by zero"),
      ("{ set: { x: \"forks[5 + zero]\" } }", "'forks' has no element 5; its elements are 0 to 2"),
      ("{ set: { \"forks[zero - 1]\": 1 } }", "'forks' has no element -1; its elements are 0 to 2"),
      ("{ acquire: \"family[2 + zero]\" }", "'family' has no element 2; its elements are 0 to 1"),
      ("{ release: \"family[1 + zero]\" }", "it gives back lock family[1], which it does not hold"),
      ("{ release: m }", "it gives back lock m, which it does not hold"),
      ("{ put: { q: 1 } }, { put: { q: 2 } }", "queue q is full: its capacity is 1"),
      ("{ put: { direct: 1 } }", "nobody waits for an item of queue direct"),
      ("{ close: q }, { put: { q: 2 } }", "queue q is closed"),
      ("{ close: q }, { get: { q: x } }", "queue q is closed and empty"),
      ("{ fail: no luck }", "no luck"),
    ] as [(String, String)])
  func values(strategy: String, failure: (steps: String, message: String)) throws {
    #expect(try messages(failure.steps, strategy: strategy) == [failure.message])
  }

  @Test("name the queue that refuses a role's result", arguments: ["thread", "async"], ["ordered", "completed"])
  func refusedResult(strategy: String, collect: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: refused
      queues: { narrow: { capacity: 2, full: fail } }
      roles:
        make: { workload: noop, tasks: 4, into: narrow, collect: \(collect) }
        take: { workload: { type: steps, steps: [{ await: go == 1 }, { get: { narrow: x } }] } }
        end: { workload: { type: steps, steps: [{ sleep: 100ms }, { set: { go: 1 } }] } }
      state: { go: 0 }
      strategy: \(strategy)
      """)
    #expect(record.findings.map(\.message) == Array(repeating: "queue narrow is full: its capacity is 2", count: 2))
  }

  @Test("count those that are not told of")
  func dropped() throws {
    let record = try CompiledScenario.run(
      "scenario: many\nworkload: { type: steps, steps: [{ fail: no luck }] }\ntasks: 100\nstrategy: thread\n")
    #expect(record.findings.count == 8)
    #expect(record.failuresDropped == 92)
  }
}
