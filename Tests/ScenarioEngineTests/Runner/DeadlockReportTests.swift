// What a deadlock says of those who have ended.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Reports of deadlocks")
struct DeadlockReportTests {
  private static let executors = ["serial", "thread", "process", "async", "{ executor: thread, spawn: per_task }"]

  @Test("name the task that took a lock and ended without giving it back", arguments: executors)
  func lock(strategy: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: left
      locks: { m: {}, r: { kind: read_write } }
      workload:
        type: steps
        steps:
          - acquire: { r: read }
          - acquire: m
      tasks: 2
      workers: 2
      strategy: \(strategy)
      """)
    #expect(record.verdict == .deadlock)
    // A dispatcher waits too, with no task of its own.
    let waits = (record.findings.first?.waits ?? []).filter { $0.strand.task != nil }
    let ended = waits.filter(\.hasEnded)
    #expect(waits.filter { !$0.hasEnded }.map(\.waitsFor) == ["lock m"])
    #expect(ended.flatMap(\.holds).map(\.object) == ["lock m"], "what nobody waits for is of no interest")
    #expect(ended.first?.holds.first?.step?.verb == "acquire")
    #expect(Set(waits.map(\.strand.task)) == [0, 1])
  }

  @Test("name those who took permits, also where they failed", arguments: executors)
  func permit(strategy: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: left
      semaphores: { gate: 2 }
      workload: { type: steps, steps: [{ acquire: gate }, { if: task == 0, then: [{ fail: no luck }] }] }
      tasks: 3
      workers: 3
      strategy: \(strategy)
      """)
    #expect(record.verdict == .deadlock)
    let ended = record.findings.flatMap(\.waits).filter(\.hasEnded)
    #expect(ended.count == 2)
    #expect(Set(ended.flatMap(\.holds).map(\.object)) == ["a permit of semaphore gate"])
  }

  @Test("say nothing of queues that close only because the run is given up", arguments: ["thread", "process", "async"])
  func closing(strategy: String) throws {
    let text = """
      scenario: stuck
      queues: { q: { capacity: 1 }, r: { capacity: 1 } }
      strategy: \(strategy)
      roles:
        one: { workload: { type: steps, steps: [{ get: { r: x } }, { put: { q: 1 } }] }, tasks: 2, workers: 2 }
        two: { workload: { type: steps, steps: [{ get: { q: x } }, { put: { r: 1 } }] }, tasks: 2, workers: 2 }
      """
    for _ in 0..<10 {
      let record = try CompiledScenario.run(text)
      #expect(record.findings.map(\.kind) == [.deadlock], "\(record.findings.map(\.message))")
    }
  }

  @Test("say nothing of what was given back")
  func givenBack() throws {
    let record = try CompiledScenario.run(
      """
      scenario: left
      locks: { m: {} }
      conditions: { c: m }
      workload: { type: steps, steps: [{ lock: m, do: [{ if: task == 1, then: [{ wait: c }] }] }] }
      tasks: 2
      """)
    #expect(record.findings.flatMap(\.waits).map(\.waitsFor) == ["condition c"])
  }
}
