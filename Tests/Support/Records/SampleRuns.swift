// Synthetic runs, cells and expectations for tests of judgement and reports.
import ScenarioModel
import ScenarioSyntax

/// Makers of records, so that a test says only what it is about.
package enum Sample {
  /// A run of one role `main` with one task per ms of latency given.
  package static func run(
    _ verdict: Verdict = .ok, elapsed: Int64 = 100_000_000, digest: UInt64 = 7, state: [StateValue] = [],
    counters: [NamedValue] = [], latencies: [Int64] = [], tasks: Int64 = 2, findings: [Finding] = []
  ) -> RunRecord {
    var run = RunRecord(verdict: verdict)
    run.elapsed = elapsed
    run.startup = 500_000
    run.digest = digest
    run.state = state
    run.counters = counters
    run.findings = findings
    run.roles = [role(latencies: latencies, tasks: tasks)]
    run.observed.peakInFlight = 2
    run.observed.threads = 2
    run.observed.processes = 1
    return run
  }

  /// The record of a role whose tasks took so long, in ns.
  package static func role(
    _ name: String = "main", executor: String = "thread", workload: String = "steps", latencies: [Int64] = [],
    tasks: Int64 = 2
  ) -> RoleRecord {
    var block = [UInt64](repeating: 0, count: LatencyLayout.wordCount)
    block.withUnsafeMutableBufferPointer { words in
      for latency in latencies { LatencyLayout.record(latency, into: words.baseAddress!) }
    }
    return RoleRecord(
      name: name, executor: executor, workload: workload, declaredWorkers: 2, tasksStarted: tasks,
      tasksCompleted: tasks, latencyCounts: latencies.isEmpty ? [] : block, latencyMax: latencies.max() ?? 0)
  }

  /// A cell with one role `main`.
  package static func cell(
    _ executor: String = "thread", workers: RoleDeclaration.Workers = .count(2), label: String? = nil,
    parameters: [CellParameter] = [], workload: String = "steps", runs: [RunRecord]
  ) -> CellRecord {
    let graph = ExecutionGraph(
      scenario: "sample",
      roles: [
        GraphRole(
          name: "main", program: Program(), executor: executor, workers: workers, source: .count(2), workload: workload)
      ])
    return CellRecord(label: label ?? "", parameters: parameters, graph: graph, runs: runs, warmups: 0)
  }

  /// Cells of a comparison of executors, labelled as the runner labels them.
  package static func comparison(_ cells: [(executor: String, workers: Int, runs: [RunRecord])]) -> [CellRecord] {
    cells.map { made in
      cell(
        made.executor, workers: .count(made.workers), label: "strategy: \(made.executor), workers: \(made.workers)",
        parameters: [
          CellParameter(path: "strategy", value: made.executor),
          CellParameter(path: "workers", value: "\(made.workers)"),
        ], runs: made.runs)
    }
  }

  /// An expectation with its text.
  package static func expect(
    _ measure: ExpectationDeclaration.Measure, _ comparison: ExpectationDeclaration.Comparison = .equal,
    _ bound: ExpectationDeclaration.Bound, executors: [String] = [], workers: [Int] = [], text: String = "it"
  ) -> ExpectationDeclaration {
    ExpectationDeclaration(
      measure: measure, comparison: comparison, bound: bound, executors: executors.map { Located($0) },
      workers: workers.map { Located($0) }, text: text, range: nil)
  }

  /// A shared integer at the end of a run.
  package static func integer(_ name: String, _ value: Int64) -> StateValue {
    StateValue(name: name, isBoolean: false, isList: false, words: [value])
  }
}
