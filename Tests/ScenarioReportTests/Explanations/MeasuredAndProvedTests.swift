// Beside a proof, or a schedule, stands how often real workers showed it.
import ScenarioModel
import Support
import Testing

@testable import ScenarioReport

@Suite("Measured beside proved")
struct MeasuredAndProvedTests {
  private func sentence(_ verdicts: [Verdict], violations: Int) throws -> String? {
    var explored = RunRecord(verdict: violations > 0 ? .violated : .ok)
    let finding = Finding(kind: .checkViolated, message: "gone wrong")
    let schedule = ScheduleRecord(workers: [], columns: [], initial: [], steps: [])
    explored.exploration = ExplorationRecord(
      states: 31, transitions: 40, depth: 9, ends: 2, isComplete: violations == 0, limit: nil, time: 1, memory: 1,
      reductions: [], isExact: true, threads: 1,
      violations: Array(
        repeating: ExplorationRecord.Violation(finding: finding, schedule: schedule, isShortest: true),
        count: violations))
    explored.elapsed = 1
    let cells = Sample.comparison([
      ("thread", 2, verdicts.map { Sample.run($0) }), ("explore", 2, [explored]),
    ])
    let record = Sample.record("both", cells: cells)
    let summary = ScenarioSummary(cells, seed: 7)
    return Explanations.all(record: record, summary: summary).first { $0.rule == MeasuredAndProved.name }?.text
  }

  @Test("a schedule stands beside how often it showed")
  func found() throws {
    let text = try #require(try sentence([.violated, .ok, .ok, .ok], violations: 1))
    #expect(text.hasPrefix("It can go wrong, by a schedule of 0 steps: "))
    #expect(text.contains("in 1 of 4 runs (25 %)"))
  }

  @Test("a proof stands beside runs without a fault, and beside runs with one")
  func proved() throws {
    let fine = try sentence([.ok, .ok], violations: 0)
    #expect(fine == "It cannot go wrong: that holds in all 31 states, and no run showed otherwise.")
    #expect(try #require(try sentence([.ok, .error], violations: 0)).contains("for another reason"))
  }
}
