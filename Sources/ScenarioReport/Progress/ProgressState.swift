// How far a measurement is, as the driver of the live line counts it.

/// How far a measurement is.
package struct ProgressState: Sendable, Hashable {
  /// The scenario's name.
  package var scenario: String
  /// The cell at work; empty when nothing is compared.
  package var cell: String
  /// Runs done and to do, warm-ups included.
  package var done: Int
  package var total: Int
  /// The run at work is not counted.
  package var isWarmup: Bool
  /// Nanoseconds since the current run began, and since the first did.
  package var inRun: Int64
  package var elapsed: Int64
  /// Tasks completed in the current run and how many it has; nil where that is not known.
  package var tasks: Int64?
  package var taskTotal: Int64?
  package init(
    scenario: String, cell: String = "", done: Int = 0, total: Int = 1, isWarmup: Bool = false, inRun: Int64 = 0,
    elapsed: Int64 = 0, tasks: Int64? = nil, taskTotal: Int64? = nil
  ) {
    self.scenario = scenario
    self.cell = cell
    self.done = done
    self.total = total
    self.isWarmup = isWarmup
    self.inRun = inRun
    self.elapsed = elapsed
    self.tasks = tasks
    self.taskTotal = taskTotal
  }
}
