// An executor: who runs the tasks of a role.
internal import ScenarioEngine

/// One way of running workers on threads of the program, as `strategy:` names it in files. It decides which threads those
/// are; what workers do, and how they wait for each other, is the same as under `thread`.
public protocol ScenarioExecutor: SendableMetatype {
  /// What the language, its documentation and its hints know of it. Always the same.
  static var description: ExecutorDescription { get }
  /// Sees to it that `worker.run()` is called soon, on a thread that nobody else needs until it returns. Called for one worker
  /// after another; they wait until all have come before they begin, so that all of them need threads at the same time.
  ///
  /// - Parameter options: those of the description, checked and with their defaults.
  /// - Throws: when there is no thread for it; the run then does not start, and the report says why.
  static func start(_ worker: Worker, options: ParameterValues) throws
}

/// What the language knows of an executor.
public struct ExecutorDescription: Sendable {
  /// Small letters, digits, `_` and `-`, beginning with a letter; taken by no other executor.
  public var name: String
  /// One sentence, without a final full stop.
  public var summary: String
  /// What one worker is: "an operating-system thread of low priority".
  public var worker: String
  /// What files may set.
  public var options: [Parameter]

  /// An executor without options, unless some are named.
  public init(name: String, summary: String, worker: String, options: [Parameter] = []) {
    self.name = name
    self.summary = summary
    self.worker = worker
    self.options = options
  }
}

/// One worker of a role, before and while it works.
public struct Worker: Sendable {
  let hosted: HostedWorker

  /// The name of its role.
  public var role: String { hosted.role }
  /// 0, 1, … among the role's workers, and among those that help them with the branches of `parallel`, who come last.
  public var number: Int { hosted.number }

  /// The worker's whole life: blocks the calling thread until there is nothing left to do. Does nothing when called again.
  public func run() { hosted.run() }
}
