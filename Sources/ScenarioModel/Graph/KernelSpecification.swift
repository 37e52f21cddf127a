// A call of native code in a program: which workload, with which parameters, and how it waits.

/// A native workload with its parameters: enough to build it again in another process.
package struct KernelSpecification: Sendable, Hashable {
  package var workload: String
  package var parameters: [String: ParameterValue]
  /// Whether it keeps a CPU busy while it runs (else it mostly waits).
  package var isComputing: Bool
  /// What an event loop can do with it.
  package var form: KernelForm
  package init(workload: String, parameters: [String: ParameterValue], isComputing: Bool, form: KernelForm) {
    self.workload = workload
    self.parameters = parameters
    self.isComputing = isComputing
    self.form = form
  }
}

/// How native code runs where tasks share a thread. Everywhere else it simply blocks its worker.
package enum KernelForm: String, Sendable, Hashable, CaseIterable {
  /// Keeps the thread until it ends.
  case blocking
  /// Blocks too, so an event loop hands it to a pool of threads.
  case offloaded
  /// Says what it waits for, so that the thread can do something else.
  case suspending
}
