// What the runs of a cell come to.
import ScenarioModel
import Support
import Testing

@Suite("the summary of a cell")
struct SummaryTests {
  @Test("the verdict is the worst of the runs, with how often each was seen")
  func verdicts() {
    let cell = summary([Sample.cell(runs: [.ok, .violated, .ok, .timeout].map { Sample.run($0) })])[0]
    #expect(cell.verdict == .timeout)
    #expect(cell.verdicts.map(\.verdict) == [.ok, .violated, .timeout])
    #expect(cell.verdicts.map(\.count) == [2, 1, 1])
    #expect(cell.exampleRun == 3)
    #expect(cell.samples.count == 3)
  }

  @Test("distinct final states are counted, the most frequent first")
  func finalStates() {
    let runs = [200, -600, -600].map { Sample.run(state: [Sample.integer("balance", $0)]) }
    let cell = summary([Sample.cell(runs: runs + [Sample.run(.lost, state: [Sample.integer("balance", 1)])])])[0]
    #expect(cell.finalStates.map(\.count) == [2, 1])
    #expect(cell.finalStates.map { $0.state[0].words } == [[-600], [200]])
    #expect(cell.lastState?.state[0].words == [-600])
  }

  @Test("checks add up over the runs and keep the finding of their first violation")
  func checks() {
    func run(_ violations: Int64, findings: [Finding] = []) -> RunRecord {
      var run = Sample.run(violations > 0 ? .violated : .ok, findings: findings)
      run.checks = [
        CheckOutcome(title: "balance >= 0", kind: .always, evaluations: 3, violations: violations, range: nil),
        CheckOutcome(title: "paid <= 1", kind: .finally, evaluations: 1, violations: violations, range: nil),
      ]
      return run
    }
    let findings = [
      Finding(kind: .checkViolated, message: "first", check: "paid <= 1"),
      Finding(kind: .checkViolated, message: "second", check: "balance >= 0"),
    ]
    let checks = summary([Sample.cell(runs: [run(0), run(1, findings: findings), run(2)])])[0].checks
    #expect(checks.map(\.evaluations) == [9, 3])
    #expect(checks.map(\.violations) == [3, 3])
    #expect(checks.map(\.violatedRuns) == [2, 2])
    #expect(checks.map(\.first?.message) == ["second", "first"])
  }

  @Test("a latency histogram given as bare buckets keeps its maximum")
  func bareBuckets() {
    var role = Sample.role(latencies: [5, 1000, 70_000])
    let whole = LatencyHistogram(role)
    role.latencyCounts = Array(role.latencyCounts.prefix(LatencyLayout.bucketCount))
    let bare = LatencyHistogram(role)
    #expect(bare.count == 3)
    #expect(bare.maximum == 70_000)
    #expect(bare.percentiles == whole.percentiles)
  }

  @Test("six paired runs give an interval, fewer a range, one a bare ratio; unequal work none")
  func speedups() {
    func certainty(_ pairs: Int, digest: UInt64 = 7) -> Speedup.Certainty? {
      let first = (0..<pairs).map { Sample.run(elapsed: 200_000 + Int64($0)) }
      let second = (0..<pairs).map { Sample.run(elapsed: 100_000 + Int64($0 * 7), digest: digest) }
      return summary(Sample.comparison([("serial", 1, first), ("thread", 2, second)]))[1].speedup?.certainty
    }
    if case .interval = certainty(6) {} else { Issue.record("six pairs: \(String(describing: certainty(6)))") }
    if case .range = certainty(5) {} else { Issue.record("five pairs: \(String(describing: certainty(5)))") }
    #expect(certainty(1) == .single)
    #expect(certainty(6, digest: 8) == nil)
  }

  @Test("a run that could not start has neither a time nor a final state")
  func cannotStart() {
    let finding = Finding(kind: .cannotStart, message: "no room")
    let cell = summary([Sample.cell(runs: [Sample.run(.error, elapsed: 0, findings: [finding])])])[0]
    #expect(cell.time == nil)
    #expect(cell.finalStates.isEmpty)
    #expect(cell.verdict == .error)
  }

  @Test("the worst exit code follows the documented order, which has every code")
  func worstCode() {
    #expect(Set(ExitCode.worstFirst) == Set(ExitCode.allCases))
    #expect(ExitCode.worstFirst.count == ExitCode.allCases.count)
    #expect(ExitCode.worst([0, 2, 1, 3, 0]) == .lostOrTimeout)
    #expect(ExitCode.worst([1, 65]) == .invalidScenario)
    #expect(ExitCode.worst([]) == .nothingSelected)
    #expect(ExitCode.worst([0, 99]) == .internalError)
  }

  private func summary(_ cells: [CellRecord]) -> [CellSummary] { ScenarioSummary(cells, seed: 3).cells }
}
