// The native code of a role, built from what the arena says, in whatever process needs it.
import ScenarioModel

enum Kernels {
  /// - Throws: `StartFailure` when a workload cannot be prepared.
  static func make(_ world: World, role: Int) throws -> [Kernel] {
    try specifications(world, role: role).map { specification in
      do {
        return try Workloads.kernel(for: specification)
      } catch let error as TaskError {
        throw StartFailure(message: "workload '\(specification.workload)' cannot be prepared: \(error.message)")
      }
    }
  }

  static func specifications(_ world: World, role: Int) -> [KernelSpecification] {
    let control = world.roles + role
    return KernelCodec.decode(
      UnsafeRawBufferPointer(start: world.base + control.pointee.kernels, count: control.pointee.kernelsLength))
  }
}

extension GraphRole {
  /// Workers that exist at once; of an unbounded role one, for executors that have no unbounded workers.
  var workerCount: Int {
    if case .count(let count) = workers { return count }
    return 1
  }
}
