// An executor: what it is called, what it needs, and how it brings a role's workers to life.
import ScenarioModel

/// One way of running tasks. To add one: a file with a type that conforms, and a line in `Executors.builtIn`.
package protocol Executor: SendableMetatype {
  static var descriptor: ExecutorDescriptor { get }
  /// The built-in executor that native code shall take it for when it decides how to have itself hosted.
  static var likeness: String { get }
  /// What a role under this executor needs; engine-internal.
  static func requirements(of role: GraphRole) -> ExecutorRequirements
  /// Starts all roles of a run that have this executor. Their agents report ready and wait at the gate.
  ///
  /// - Throws: `StartFailure`; whatever had been started then ends by itself once the run is abandoned, and is joined
  ///   by the crew inside of the failure.
  static func start(_ roles: [Int], in run: RunContext) throws -> any Crew
}

extension Executor {
  package static var likeness: String { descriptor.name }
}

/// Wraps the engine's own record of needs, so that it can cross the protocol.
package struct ExecutorRequirements: Sendable {
  var plan: RolePlan
}

/// The workers that an executor has started for one run. Its methods are called by the coordinator's thread.
package protocol Crew: AnyObject, Sendable {
  /// How many agents report at the gate.
  var size: Int { get }
  /// Workers that died since the last call.
  func takeLosses() -> [WorkerLoss]
  /// What the strands that lie outside of the arena hold and wait for.
  func waits() -> [WaitDescription]
  /// Makes an end at once of whatever does not end by itself.
  func kill()
  /// Waits until everything that was started has ended, and releases it.
  func join()
  /// What the crew's own processes used; complete after `join`.
  func usage() -> [ProcessUsage]
  /// Steps that kept an event loop busy; complete after `join`.
  func blockedLoops() -> [BlockedLoop]
}

extension Crew {
  package func takeLosses() -> [WorkerLoss] { [] }
  package func waits() -> [WaitDescription] { [] }
  package func kill() {}
  package func usage() -> [ProcessUsage] { [] }
  package func blockedLoops() -> [BlockedLoop] { [] }
}

/// A worker process that ended before its time.
package struct WorkerLoss: Sendable {
  var agent: Int
  var role: String
  /// Its number among the role's workers, or else among its helpers.
  var worker: Int
  var isHelper: Bool
  /// "was killed by SIGKILL", "exited with code 9".
  var how: String
  /// The signal's name, if it was one.
  var signal: String?
  /// False for one that could not even start to work, and said so.
  var hasBegun = true
}

/// Workers could not be started.
package struct StartFailure: Error {
  /// One sentence for the report.
  package var message: String
  /// What had been started before; to be joined after the run is abandoned.
  package var started: (any Crew)?
}

/// What an executor is given to start its roles.
package struct RunContext: Sendable {
  let graph: ExecutionGraph
  let plans: [RolePlan]
  let world: World
  let names: ObjectNames
  /// How long, in nanoseconds, a step may keep an event loop before the report mentions it.
  let loopPatience: Int64
  /// The binary that worker processes are started from.
  let ownBinary: String
  let parts: EngineParts
  let interruption: Interruption

  /// A role's agents: workers first, then helpers, then the dispatcher.
  func agents(of role: Int) -> Range<Int> {
    let first = Int(world.roles[role].firstAgent)
    return first..<first + plans[role].agents
  }

  /// A role's native code in this process.
  ///
  /// - Parameter workers: most tasks that run at once; nil: any number.
  /// - Throws: `StartFailure`.
  func kernels(of role: Int, workers: Int?) throws -> KernelSet {
    try KernelSet(
      world, role: role, executor: parts.executors.named(graph.roles[role].executor).likeness, workers: workers,
      parts: parts, interruption: interruption)
  }
}
