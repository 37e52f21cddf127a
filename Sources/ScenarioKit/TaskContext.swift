// What work is told about the task that it does.
internal import ScenarioEngine

/// One task, for as long as it runs.
public struct TaskContext: ~Copyable {
  let kernel: KernelContext

  init(_ kernel: borrowing KernelContext) {
    self.kernel = KernelContext(
      task: kernel.task, input: kernel.input, worker: kernel.worker, meter: kernel.meter, safepoint: kernel.safepoint)
  }

  /// The task's number in its role, from 0.
  public var task: Int64 { kernel.task }
  /// What the task was given: its item of the queue that it came from, else its number.
  public var input: Int64 { kernel.input }
  /// Which worker does it, from 0.
  public var worker: Int { kernel.worker }

  /// To be called about every millisecond by work that computes: a run that is over ends here, and an interpreter lock, where
  /// one is modelled, changes hands.
  ///
  /// - Throws: when the run is over; to be passed on.
  public func checkpoint() throws { try kernel.checkpoint() }

  /// Records a value of a measure.
  ///
  /// - Parameters:
  ///   - value: in the measure's unit, not negative.
  ///   - measure: the measure's position in the workload's description.
  public func record(_ value: Int64, as measure: Int) { kernel.meter.record(value, as: measure) }
}
