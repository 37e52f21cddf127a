// Where native code is going to run, which decides how it has itself hosted.

/// One kernel in one process. Whoever made the kernel closes its site after the last task.
package final class KernelSite: Sendable {
  /// The executor that runs the role: `thread`.
  package let executor: String
  /// Most tasks that run at once in this process; nil: any number.
  package let workers: Int?
  private let endings = Guarded<[@Sendable () -> Void]>([])

  package init(executor: String, workers: Int?) {
    self.executor = executor
    self.workers = workers
  }

  /// Has something done when no task will call the kernel any more: a connection closed, an interpreter ended. What was
  /// asked for last is done first.
  package func atEnd(_ action: @escaping @Sendable () -> Void) { endings.with { $0.append(action) } }

  /// Does what was asked for; a second call does nothing.
  func close() {
    let actions = endings.with { list in
      defer { list = [] }
      return list
    }
    for action in actions.reversed() { action() }
  }
}
