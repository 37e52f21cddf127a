// What child programs use is counted as the run's own, whoever starts them.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("The CPU time of child programs", .timeLimit(.minutes(2)))
struct ChildUsageTests {
  @Test("belongs to the run that started them", arguments: ["serial", "thread", "process", "async"])
  func counting(executor: String) throws {
    let yaml = """
      workload: { type: exec, command: [sh, -c, "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done"] }
      strategy: \(executor)
      tasks: 2
      """
    let record = try BackgroundRun(graph(yaml)).record()
    #expect(record.verdict == .ok)
    let others = record.usage.dropFirst().reduce(0) { $0 + $1.cpu }
    // Counting that far takes more than a millisecond on any machine.
    #expect(others > 1_000_000, "\(record.usage)")
  }
}
