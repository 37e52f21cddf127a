// The list of workloads: one line for each file of this folder that defines one, and whatever a program adds to them.
import ScenarioModel

/// The workloads that a program has, by their names.
package struct Workloads: Sendable {
  /// Those of this package.
  package static let builtIn = Workloads([
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
  ])

  /// Names that the language gives to workloads which this version does not have.
  package static let unavailable: [String] = []

  private let all: [any Workload.Type]

  package init(_ all: [any Workload.Type]) { self.all = all }

  package static func + (list: Workloads, more: [any Workload.Type]) -> Workloads { Workloads(list.all + more) }

  /// What the language, its documentation and its hints know of them, and of `steps`, which is the model's own.
  package var descriptors: [WorkloadDescriptor] { all.map { $0.descriptor } + [.steps] }

  /// The native code of a kernel, to be made once per process that runs it.
  ///
  /// - Throws: `TaskError` when it cannot be prepared.
  package func kernel(for specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    try type(of: specification).kernel(specification, at: site)
  }

  /// What a kernel needs around it for a run.
  ///
  /// - Throws: `TaskError` when it cannot be had.
  func fixture(for specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)? {
    try type(of: specification).fixture(specification, in: place)
  }

  /// What a kernel measures of its tasks.
  func measures(of specification: KernelSpecification) -> [MeasureDescriptor] {
    type(of: specification).descriptor.measures
  }

  /// What a role's kernels measure, kernel after kernel.
  func measures(of role: GraphRole) -> [MeasureDescriptor] { role.program.kernels.flatMap(measures) }

  private func type(of specification: KernelSpecification) -> any Workload.Type {
    guard let workload = all.first(where: { $0.descriptor.name == specification.workload }) else {
      preconditionFailure("kernels come from descriptors of this list, not '\(specification.workload)'")
    }
    return workload
  }
}
