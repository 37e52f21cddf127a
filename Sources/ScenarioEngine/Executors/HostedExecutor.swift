// An executor of which somebody else says on which threads of this process its workers run.
import ScenarioModel

/// The part of an executor that is not the engine's business.
package protocol WorkerHost: SendableMetatype {
  static var descriptor: ExecutorDescriptor { get }
  /// Sees to it that `worker.run()` is called soon, on a thread that nobody else needs until it returns. Called for one
  /// worker after another, which wait for each other before they begin: all of them run at the same time.
  ///
  /// - Parameter options: of the role, checked and with their defaults.
  /// - Throws: when there is no such thread; the run then does not start.
  static func start(_ worker: HostedWorker, options: [String: ParameterValue]) throws
}

/// Workers are pools, as under `thread`.
package enum HostedExecutor<Host: WorkerHost>: Executor {
  package static var descriptor: ExecutorDescriptor { Host.descriptor }
  package static var likeness: String { ThreadExecutor.descriptor.name }

  package static func requirements(of role: GraphRole) -> ExecutorRequirements {
    var plan = RolePlan(workers: role.workerCount)
    plan.helpers = plan.workers * (role.program.peakStrands - 1)
    return ExecutorRequirements(plan: plan)
  }

  package static func start(_ roles: [Int], in run: RunContext) throws -> any Crew {
    let crew = HostedCrew()
    do {
      for role in roles { try crew.start(role, in: run, by: Host.self) }
    } catch let failure as StartFailure {
      throw StartFailure(message: failure.message, started: crew)
    } catch {
      let wanted = roles.reduce(0) { $0 + run.plans[$1].agents }
      throw StartFailure(
        message: "'\(descriptor.name)' could start only \(crew.size) of \(wanted) workers: \(error)", started: crew)
    }
    return crew
  }
}

/// The workers of all roles of one run.
/// Unchecked: only the coordinator's thread touches it.
private final class HostedCrew: Crew, @unchecked Sendable {
  private var workers: [HostedWorker] = []
  private var kernelSets: [KernelSet] = []
  private var used: [ProcessUsage] = []
  private(set) var size = 0

  func start(_ role: Int, in run: RunContext, by host: any WorkerHost.Type) throws {
    let kernels = try run.kernels(of: role, workers: run.graph.roles[role].workerCount)
    kernelSets.append(kernels)
    let (plan, world) = (run.plans[role], run.world)
    for (number, agent) in run.agents(of: role).enumerated() {
      let isHelper = number >= plan.workers
      let worker = HostedWorker(role: run.graph.roles[role].name, number: number, world: world, agent: agent) {
        let worker = Worker(world: world, role: role, agent: agent, kernels: kernels)
        guard !isHelper else { return worker.runHelper() }
        worker.runPool()
      }
      // One that was refused is withdrawn with all others, when the run is given up.
      workers.append(worker)
      try host.start(worker, options: run.graph.roles[role].options)
      size += 1
    }
  }

  /// Those that nobody has come to would keep the run from ending; the others see by themselves that it is over.
  func kill() {
    for worker in workers { worker.withdraw() }
  }

  func join() {
    for worker in workers { worker.join() }
    workers = []
    for kernels in kernelSets {
      kernels.close()
      used += kernels.usage
    }
    kernelSets = []
  }

  func usage() -> [ProcessUsage] { used }
}
