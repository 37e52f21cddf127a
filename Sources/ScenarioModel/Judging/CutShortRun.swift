// What a run that was cut short had come to until then: shown as that, never ranked with runs that ended.

/// The figures of a run that was interrupted, timed out or lost a worker.
package struct CutShortRun: Sendable {
  /// ns from the opening of the gate to the moment at which the run was ended; no time of the work.
  package let elapsed: Int64
  /// Tasks of all roles: begun, ended well, and failed.
  package let tasksStarted: Int64
  package let tasksCompleted: Int64
  package let tasksFailed: Int64
  /// Tasks per second until then, counting the tasks of the roles at the end of the graph.
  package let throughput: Double?
  /// Latencies of the tasks that had ended; nil when none had.
  package let latency: LatencyHistogram?
  /// State and counters as they were left.
  package let end: FinalState

  /// - Returns: nil when the run at that place was not cut short.
  init?(_ cell: CellRecord, run index: Int) {
    let run = cell.runs[index]
    guard run.wasCutShort else { return nil }
    elapsed = run.elapsed
    tasksStarted = run.roles.reduce(0) { $0 + $1.tasksStarted }
    tasksCompleted = run.tasksCompleted
    tasksFailed = run.roles.reduce(0) { $0 + $1.tasksFailed }
    throughput = TimedRuns.throughput(cell, [index])
    latency = TimedRuns.latency(run.roles)
    end = FinalState(state: run.state, counters: run.counters, count: 1)
  }
}
