// Executors that a program adds, and those that do not keep their word.
import ScenarioModel
import Testing

@testable import ScenarioKit

@Suite("an executor of one's own", .timeLimit(.minutes(1)))
struct OwnExecutorTests {
  private func yaml(_ manner: String) -> String {
    "workload: noop\ntasks: 20\nworkers: 3\nstrategy: { executor: foreign, manner: \(manner) }\nmeasure: { repeat: 1 }"
  }

  @Test("runs roles that wait for each other, and branches, on its threads")
  func waiting() throws {
    let record = try Own.run(
      """
      strategy: foreign
      queues: { jobs: { capacity: 2 } }
      state: { sum: 0 }
      roles:
        source: { workload: noop, tasks: 30, workers: 2, into: jobs }
        sink:
          from: jobs
          workers: 2
          workload:
            type: steps
            steps:
              - parallel:
                  one: [{ atomic: { sum: sum + 1 } }]
                  two: [{ atomic: { sum: sum + input } }]
      measure: { repeat: 1 }
      """)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.state.first?.words == [465])  // 30, and all numbers below 30
  }

  @Test("that runs a worker twice does no harm")
  func twice() throws {
    let record = try Own.run(yaml("twice"))
    #expect(record.verdict == .ok && record.roles[0].tasksCompleted == 20)
  }

  @Test("that has no thread for a worker keeps the run from starting, and says why")
  func refusing() throws {
    let record = try Own.run(yaml("refuse"))
    #expect(record.verdict == .error)
    #expect(
      record.findings.map(\.message) == ["'foreign' could start only 1 of 3 workers: there is no room"],
      "\(record.findings)")
  }

  @Test("that never runs a worker is given up, and nobody waits for it")
  func never() throws {
    let record = try Own.run(yaml("never"), patience: 50_000_000)
    #expect(record.verdict == .error)
    #expect(record.findings.contains { $0.kind == .cannotStart && $0.message.contains("did not come up") })
  }
}
