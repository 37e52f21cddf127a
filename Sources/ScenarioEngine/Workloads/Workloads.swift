// The list of workloads: one line for each file of this folder that defines one.
import ScenarioModel

package enum Workloads {
  package static let all: [any Workload.Type] = [
    Noop.self,
    Prime.self,
    Compress.self,
    Decompress.self,
    RegexSearch.self,
    Sleep.self,
    File.self,
    Exec.self,
    Python.self,
    Http.self,
    Database.self,
    Plugin.self,
  ]

  /// What the language, its documentation and its hints know of them, and of `steps`, which is the model's own.
  package static let descriptors: [WorkloadDescriptor] = all.map { $0.descriptor } + [.steps]

  /// Names that the language gives to workloads which this version does not have.
  package static let unavailable: [String] = []

  /// The native code of a kernel, to be made once per process that runs it.
  ///
  /// - Throws: `TaskError` when it cannot be prepared.
  package static func kernel(for specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    try type(of: specification).kernel(specification, at: site)
  }

  /// What a kernel needs around it for a run.
  ///
  /// - Throws: `TaskError` when it cannot be had.
  static func fixture(for specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)? {
    try type(of: specification).fixture(specification, in: place)
  }

  /// What a kernel measures of its tasks.
  static func measures(of specification: KernelSpecification) -> [MeasureDescriptor] {
    type(of: specification).descriptor.measures
  }

  private static func type(of specification: KernelSpecification) -> any Workload.Type {
    guard let workload = all.first(where: { $0.descriptor.name == specification.workload }) else {
      preconditionFailure("kernels come from descriptors of this list, not '\(specification.workload)'")
    }
    return workload
  }
}
