// The list of workloads: one line for each file of this folder that defines one.
import ScenarioModel

package enum Workloads {
  package static let all: [any Workload.Type] = [
    Noop.self, Prime.self, Sleep.self, Exec.self,
  ]

  /// What the language, its documentation and its hints know of them, and of `steps`, which is the model's own.
  package static let descriptors: [WorkloadDescriptor] = all.map { $0.descriptor } + [.steps]

  /// Names that the language gives to workloads which this version does not have.
  package static let unavailable = [
    "compress", "decompress", "regex", "file", "http", "database", "python", "plugin",
  ]

  /// The native code of a kernel, to be made once per process that runs it.
  ///
  /// - Throws: `TaskError` when it cannot be prepared.
  package static func kernel(for specification: KernelSpecification) throws -> Kernel {
    guard let workload = all.first(where: { $0.descriptor.name == specification.workload }) else {
      preconditionFailure("kernels come from descriptors of this list, not '\(specification.workload)'")
    }
    return try workload.kernel(specification)
  }
}
