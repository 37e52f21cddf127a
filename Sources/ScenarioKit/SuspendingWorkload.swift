// Work that waits without a thread.
internal import ScenarioEngine

/// A workload whose tasks say what they wait for, so that one thread of an event loop serves any number of them. Under the
/// other executors a worker waits with it.
public protocol SuspendingWorkload: ScenarioWorkload {
  /// Begins one task.
  ///
  /// - Throws: when the task fails at once.
  func begin(_ task: borrowing TaskContext) throws -> any SuspendedTask
}

extension SuspendingWorkload {
  /// Does a task by waiting for whatever it waits for.
  public func run(_ task: borrowing TaskContext) throws -> Int64 {
    let safepoint = task.kernel.safepoint
    return try OperationDriver.run(AdaptedTask(try begin(task)), isStopped: safepoint)
  }
}

/// A task in progress. It is used by one thread at a time.
public protocol SuspendedTask: AnyObject {
  /// Goes on as far as it can without waiting.
  ///
  /// - Throws: when the task fails; it has then released what it held.
  func advance() throws -> SuspendedStep
  /// The run is over: gives up at once and releases everything.
  func cancel()
}

/// How far a task in progress has come.
public enum SuspendedStep: Sendable {
  /// It has ended with this result.
  case done(Int64)
  /// It goes on when one of the file descriptors is ready, or when so much time has passed; nil: however long it takes.
  case wait(for: [Readiness] = [], upTo: Duration? = nil)
}

/// A file descriptor and what it should become ready for.
public struct Readiness: Sendable, Hashable {
  /// Of a socket, a pipe, or anything else that `poll` takes.
  public var descriptor: Int32
  /// Whether it is to be written to; else read from.
  public var forWriting: Bool

  /// Ready to be read from, unless `forWriting`.
  public init(descriptor: Int32, forWriting: Bool = false) {
    self.descriptor = descriptor
    self.forWriting = forWriting
  }
}
