import ScenarioModel
package enum Workloads {
  package static func kernel(for specification: KernelSpecification) throws -> Kernel { fatalError() }
}
