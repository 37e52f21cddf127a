// What the program that runs scenarios has for them: passed from where it starts to wherever work is done.

/// The same in every process of a program.
package struct EngineParts: Sendable {
  package var workloads: Workloads
  package var executors: Executors
  /// Cleans up after this process, should it be killed.
  package let guards: GuardPost

  package init(
    workloads: Workloads = .builtIn, executors: Executors = .builtIn, guards: GuardPost = GuardPost(program: nil)
  ) {
    self.workloads = workloads
    self.executors = executors
    self.guards = guards
  }
}
