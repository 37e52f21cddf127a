// Where native code is going to run, which decides how it has itself hosted.
import ScenarioModel

/// One kernel in one process. Whoever made the kernel closes its site after the last task.
package final class KernelSite: Sendable {
  /// The built-in executor that runs the role, or is most like the one that does: `thread`.
  package let executor: String
  /// Most tasks that run at once in this process; nil: any number.
  package let workers: Int?
  /// The run's, for work that draws.
  package let seed: UInt64
  /// Where kernels that start programs or make folders find who cleans up after this process.
  let guards: GuardPost
  /// The user's wish to stop: what takes long to prepare looks at it from time to time.
  let interruption: Interruption
  private let endings = Guarded<[@Sendable () -> Void]>([])
  private let children = Guarded<[ProcessUsage]>([])

  package init(
    executor: String, workers: Int?, seed: UInt64 = 0, guards: GuardPost = GuardPost(program: nil),
    interruption: Interruption = Interruption()
  ) {
    self.executor = executor
    self.workers = workers
    self.seed = seed
    self.guards = guards
    self.interruption = interruption
  }

  /// Has something done when no task will call the kernel any more: a connection closed, an interpreter ended. What was
  /// asked for last is done first.
  package func atEnd(_ action: @escaping @Sendable () -> Void) { endings.with { $0.append(action) } }

  /// Counts what a child process of the kernel has used as the run's own, once it was reaped; those of one name add up.
  package func account(_ exit: ChildExit, as name: String) {
    children.with { children in
      let index = children.firstIndex { $0.name == name } ?? children.count
      if index == children.count {
        children.append(
          ProcessUsage(
            name: name, user: 0, system: 0, voluntarySwitches: 0, involuntarySwitches: 0, peakMemory: 0))
      }
      children[index].user += exit.userTime
      children[index].system += exit.systemTime
      children[index].voluntarySwitches += exit.voluntarySwitches
      children[index].involuntarySwitches += exit.involuntarySwitches
      children[index].peakMemory = max(children[index].peakMemory, exit.peakMemory)
    }
  }

  /// What was accounted for so far.
  var usage: [ProcessUsage] { children.with { $0 } }

  /// Does what was asked for; a second call does nothing.
  func close() {
    let actions = endings.with { list in
      defer { list = [] }
      return list
    }
    for action in actions.reversed() { action() }
  }
}
