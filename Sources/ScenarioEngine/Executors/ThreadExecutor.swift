// Tasks on operating-system threads: a pool that claims them, or a thread for each.
import ScenarioModel
import Synchronization

package enum ThreadExecutor: Executor {
  package static let descriptor = ExecutorDescriptor(
    name: "thread", summary: "Operating-system threads that share memory",
    worker: "an operating-system thread",
    fields: [
      Field(
        "spawn",
        .choice([
          .init("pool", "the workers live as long as the run and take task after task"),
          .init("per_task", "every task gets a thread of its own, at most `workers` at a time"),
        ]), default: "pool", summary: "How long a thread lives", examples: ["per_task"]),
      Field(
        "interpreter_lock", .duration(1_000...60_000_000_000),
        summary: "Models a global interpreter lock: computing holds it and offers it up after this long, "
          + "waiting gives it up",
        examples: ["5ms"]),
    ])

  package static func requirements(of role: GraphRole) -> ExecutorRequirements {
    let workers = role.workerCount
    var plan = RolePlan(workers: workers)
    plan.helpers = workers * (role.program.peakStrands - 1)
    plan.hasDispatcher = role.options["spawn"] == .text("per_task")
    if case .duration(let interval) = role.options["interpreter_lock"] { plan.interpreterInterval = interval }
    return ExecutorRequirements(plan: plan)
  }

  package static func start(_ roles: [Int], in run: RunContext) throws -> any Crew {
    let crew = ThreadCrew()
    do {
      for role in roles { try crew.start(role, run) }
    } catch let error as StartError {
      throw StartFailure(
        message: "only \(crew.size) of \(roles.reduce(0) { $0 + run.plans[$1].agents }) threads could be started: "
          + "\(error.reason); lower 'workers' or raise the process limit (ulimit -u)", started: crew)
    } catch let failure as StartFailure {
      throw StartFailure(message: failure.message, started: crew)
    }
    return crew
  }
}

/// The threads of all roles of one run.
/// Unchecked: only the coordinator's thread touches it.
private final class ThreadCrew: Crew, @unchecked Sendable {
  private var threads: [NativeThread] = []
  private var kernelSets: [KernelSet] = []
  private var used: [ProcessUsage] = []
  var size: Int { threads.count }

  func start(_ role: Int, _ run: RunContext) throws {
    let kernels = try run.kernels(of: role, workers: run.graph.roles[role].workerCount)
    kernelSets.append(kernels)
    let plan = run.plans[role]
    let agents = run.agents(of: role)
    let workers = agents.lowerBound..<agents.lowerBound + plan.workers
    let helpers = workers.upperBound..<workers.upperBound + plan.helpers
    if plan.hasDispatcher {
      try start(agents.upperBound - 1, run) {
        ThreadDispatcher(world: run.world, role: role, agent: agents.upperBound - 1, slots: workers, kernels: kernels)
          .run()
        run.world.retire(role: role)
      }
    } else {
      for agent in workers {
        try start(agent, run) {
          Worker(world: run.world, role: role, agent: agent, kernels: kernels).runPool()
        }
      }
    }
    for agent in helpers {
      try start(agent, run) { Worker(world: run.world, role: role, agent: agent, kernels: kernels).runHelper() }
    }
  }

  private func start(_ agent: Int, _ run: RunContext, _ body: @escaping @Sendable () -> Void) throws {
    let world = run.world
    world.expect(agent: agent)
    do {
      threads.append(
        try NativeThread.start {
          let times = world.enter(agent: agent)
          body()
          world.leave(agent: agent, since: times)
        })
    } catch {
      world.vacate(agent: agent)
      throw error
    }
  }

  func join() {
    for thread in threads { thread.join() }
    threads = []
    for kernels in kernelSets {
      kernels.close()
      used += kernels.usage
    }
    kernelSets = []
  }

  func usage() -> [ProcessUsage] { used }
}

/// Gives every task a thread of its own, as long as a slot is free.
private struct ThreadDispatcher {
  let world: World
  let role: Int
  let agent: Int
  let slots: Range<Int>
  let kernels: KernelSet

  func run() {
    var threads: [Int: NativeThread] = [:]
    let dispatch = Dispatch(world: world, role: role, agent: agent, slots: slots)
    dispatch.run { slot in
      threads.removeValue(forKey: slot)?.join()
      let (world, role, kernels) = (self.world, self.role, self.kernels)
      threads[slot] = try NativeThread.start {
        let times = world.enter(agent: slot, countsQueueing: false)
        Worker(world: world, role: role, agent: slot, kernels: kernels).runAssigned()
        world.leave(agent: slot, since: times, freeing: world.layout.freeWorker + role)
      }
    }
    for thread in threads.values { thread.join() }
  }
}
