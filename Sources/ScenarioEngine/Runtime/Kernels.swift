// The native code of a role, built from what the arena says, in whatever process needs it.
import ScenarioModel
import Synchronization

/// A role's kernels in this process. Closed once, after the last task.
final class KernelSet: Sendable {
  let kernels: [Kernel]
  /// Of each kernel, the position of its first measure among the role's.
  private let firstMeasures: [Int]
  private let sites: [KernelSite]

  /// - Parameters:
  ///   - workers: most tasks that run at once in this process; nil: any number.
  ///   - interruption: what ends preparations that take long.
  /// - Throws: `StartFailure` when a workload cannot be prepared; what had been prepared before was closed.
  init(
    _ world: World, role: Int, executor: String, workers: Int?, parts: EngineParts,
    interruption: Interruption = Interruption()
  ) throws {
    var kernels: [Kernel] = []
    var sites: [KernelSite] = []
    let specifications = KernelSet.specifications(world, role: role)
    for specification in specifications {
      let site = KernelSite(
        executor: executor, workers: workers, seed: world.header.pointee.seed, guards: parts.guards,
        interruption: interruption)
      sites.append(site)
      do {
        kernels.append(try parts.workloads.kernel(for: specification, at: site))
      } catch let error as TaskError {
        for site in sites { site.close() }
        throw StartFailure(message: "workload '\(specification.workload)' cannot be prepared: \(error.message)")
      }
    }
    self.kernels = kernels
    self.sites = sites
    firstMeasures = parts.workloads.firstMeasures(of: specifications)
  }

  /// Kernels that were made elsewhere, measure nothing, and need no closing.
  init(kernels: [Kernel]) {
    self.kernels = kernels
    sites = []
    firstMeasures = kernels.map { _ in 0 }
  }

  /// Of each kernel, where it counts what it measures when this agent runs it.
  func meters(_ world: World, agent: Int) -> [Meter] {
    guard world.layout.measureCount > 0 else { return kernels.map { _ in .none } }
    let blocks: UnsafeMutablePointer<Atomic<UInt64>> = world.inAgent(agent, world.layout.measures)
    return firstMeasures.map { Meter(blocks: blocks + $0 * LatencyLayout.wordCount) }
  }

  func close() { for site in sites.reversed() { site.close() } }

  /// What the kernels' child processes have used; complete after `close`.
  var usage: [ProcessUsage] { sites.flatMap(\.usage) }

  private static func specifications(_ world: World, role: Int) -> [KernelSpecification] {
    let control = world.roles + role
    return KernelCodec.decode(
      UnsafeRawBufferPointer(start: world.base + control.pointee.kernels, count: control.pointee.kernelsLength))
  }
}

extension GraphRole {
  /// Workers that exist at once; of an unbounded role one, for executors that have no unbounded workers.
  var workerCount: Int { boundedWorkers ?? 1 }

  /// Most tasks in flight at once; nil: any number.
  var boundedWorkers: Int? {
    if case .count(let count) = workers { return count }
    return nil
  }
}
