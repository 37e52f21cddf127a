// A workload: what tasks can do.

/// One type of work, as `type:` names it in files.
///
/// A value of the type is prepared work: it is made before the clock starts, once for a role, or once in each worker process,
/// and then runs the tasks, of which many may run at once on several threads.
public protocol ScenarioWorkload: Sendable {
  /// What the language, its documentation and its hints know of it. Always the same.
  static var description: WorkloadDescription { get }
  /// Prepares the work.
  ///
  /// - Parameters:
  ///   - parameters: those of the description, checked and with their defaults.
  ///   - site: where the work will be done.
  /// - Throws: when it cannot be prepared; the run then does not start, and the report says why.
  init(_ parameters: ParameterValues, at site: WorkSite) throws
  /// Does one task on the calling thread, and returns its result. Equal tasks have equal results under every executor:
  /// reports compare them.
  ///
  /// Where the description says that it is bound by the processor, an event loop does nothing else meanwhile; otherwise the
  /// loop has another thread do it.
  ///
  /// - Throws: when the task fails; the report counts such errors by their words, those of a `TaskFailure` or of the error's
  ///   description. What `checkpoint` throws must be passed on.
  func run(_ task: borrowing TaskContext) throws -> Int64
  /// Releases what was prepared; called when no task will run any more.
  func close()
}

extension ScenarioWorkload {
  /// Most work has nothing to release.
  public func close() {}
}

/// What the language knows of a workload.
public struct WorkloadDescription: Sendable {
  /// What keeps a task from ending sooner.
  public enum Bound: Sendable { case processor, waiting, disk, network }

  /// Small letters, digits, `_` and `-`, beginning with a letter; taken by no other workload.
  public var name: String
  /// One sentence, without a final full stop.
  public var summary: String
  /// Decides, beside what lists say, how an event loop does the work: it hands over what is not bound by the processor.
  public var boundBy: Bound
  /// What files may set.
  public var parameters: [Parameter]
  /// What tasks record of themselves, by position.
  public var measures: [Measure]

  /// A workload without parameters and measures, unless some are named.
  public init(
    name: String, summary: String, boundBy: Bound, parameters: [Parameter] = [], measures: [Measure] = []
  ) {
    self.name = name
    self.summary = summary
    self.boundBy = boundBy
    self.parameters = parameters
    self.measures = measures
  }
}

/// A quantity that tasks record; reports show how it is distributed.
public struct Measure: Sendable {
  /// What its values count.
  public enum Unit: Sendable { case nanoseconds, bytes, count }
  /// As reports name it: "first byte".
  public var name: String
  /// One sentence, without a final full stop.
  public var summary: String
  /// What its values count.
  public var unit: Unit

  /// A length of time, unless another unit is named.
  public init(_ name: String, summary: String, unit: Unit = .nanoseconds) {
    self.name = name
    self.summary = summary
    self.unit = unit
  }
}

/// Where prepared work is done.
public struct WorkSite: Sendable {
  /// The built-in executor that runs the role, or is most like the one that does: `serial`, `thread`, `process`, `async`.
  public let executor: String
  /// Most tasks that run at once in this process; nil: any number.
  public let workers: Int?
  /// What draws shall start from: the same in all runs that are compared with each other.
  public let seed: UInt64
}

/// A task that failed, in one sentence for the report.
public struct TaskFailure: Error, Sendable, CustomStringConvertible {
  /// The sentence, without a final full stop.
  public var description: String
  /// A failure with this sentence.
  public init(_ description: String) { self.description = description }
}
