// A workload: a descriptor that the language knows it by, and the native code behind its kernels.
import ScenarioModel

/// One type of work. To add one: a file with a type that conforms, and a line in `Workloads.builtIn`.
package protocol Workload: Sendable {
  static var descriptor: WorkloadDescriptor { get }
  /// What must be there while a run lasts, made once per run and kernel before any worker starts; nil when nothing.
  ///
  /// - Throws: `TaskError` when it cannot be had; the run then does not start.
  static func fixture(_ specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)?
  /// The native code for a kernel that the descriptor's `compile` emitted; called once per process that runs it, before
  /// the clock starts.
  ///
  /// - Throws: `TaskError` when it cannot be prepared.
  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel
}

extension Workload {
  /// Most work needs nothing around it.
  package static func fixture(_ specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)? { nil }
  /// For a workload that compiles to instructions alone: nobody has a kernel of it to ask for.
  package static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    preconditionFailure("'\(descriptor.name)' compiles to instructions and has no kernels")
  }
}

/// Native code that runs one task.
package enum Kernel: Sendable {
  package typealias Body = @Sendable (borrowing KernelContext) throws -> Int64
  /// Runs to its end on the calling thread; calls `context.checkpoint()` at least every millisecond or so.
  case blocking(Body)
  /// Like `blocking`, but mostly waits in the system: an event loop has a pool of threads do it, other executors their
  /// worker. The body may be called by many threads at once.
  case offloaded(Body)
  /// Starts something that can be waited for without a thread.
  case suspending(@Sendable (borrowing KernelContext) throws -> any Operation)
}

/// A piece of work in progress that says what it waits for. Not thread-safe: its executor calls it from one thread at a time.
package protocol Operation: AnyObject {
  /// Goes on as far as it can without waiting.
  ///
  /// - Throws: `TaskError` when the task fails; the operation has then released what it held.
  func advance() throws -> OperationStep
  /// Gives up at once and releases everything: descriptors, child processes.
  func cancel()
}

package enum OperationStep {
  /// Ended with this result.
  case done(Int64)
  /// Call `advance` again when one of the descriptors is ready, or when the monotonic clock passes `deadline` (ns).
  case wait(for: [Interest], deadline: Int64?)
}

/// A file descriptor and what it should become ready for.
package struct Interest: Sendable, Hashable {
  package var descriptor: Int32
  package var forWriting: Bool
  package init(descriptor: Int32, forWriting: Bool) {
    self.descriptor = descriptor
    self.forWriting = forWriting
  }
}

/// A task that failed, with one sentence for the report.
package struct TaskError: Error, Sendable, Hashable {
  package var message: String
  package init(_ message: String) { self.message = message }
}

/// What a kernel is told about the task it runs.
package struct KernelContext: ~Copyable {
  package let task: Int64
  package let input: Int64
  package let worker: Int
  /// Records what the workload measures of itself.
  package let meter: Meter
  /// Called at checkpoints; true when the run is being stopped.
  package let safepoint: @Sendable () -> Bool

  /// - Parameter safepoint: called at checkpoints; true when the run is being stopped.
  package init(
    task: Int64, input: Int64, worker: Int, meter: Meter = .none, safepoint: @escaping @Sendable () -> Bool
  ) {
    self.task = task
    self.input = input
    self.worker = worker
    self.meter = meter
    self.safepoint = safepoint
  }

  /// Lets the run interpose: an interpreter lock may change hands here.
  ///
  /// - Throws: `Stopped` when the run is over and the kernel should leave.
  package func checkpoint() throws { if safepoint() { throw Stopped() } }
}

/// The run was stopped while a task was at work; not a failure of the task.
package struct Stopped: Error { package init() {} }
