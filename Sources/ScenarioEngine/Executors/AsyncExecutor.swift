// Tasks as coroutines: plain records that event loops run, each on one thread.
import ScenarioModel

package enum AsyncExecutor: Executor {
  package static let descriptor = ExecutorDescriptor(
    name: "async", summary: "Coroutines on event loops: any number in flight on few threads",
    worker: "a coroutine",
    fields: [
      Field(
        "loops", .integer(1...Int64(Limits.eventLoops)), default: "1",
        summary: "Event loops, each on a thread of its own; what blocks one keeps its coroutines waiting",
        examples: ["2"])
    ], allowsUnboundedWorkers: true)

  package static func requirements(of role: GraphRole) -> ExecutorRequirements {
    let loops = loopCount(role)
    var plan = RolePlan(workers: loops)
    plan.strandsInArena = false
    plan.loops = loops
    return ExecutorRequirements(plan: plan)
  }

  private static func loopCount(_ role: GraphRole) -> Int {
    guard case .integer(let count)? = role.options["loops"] else { return 1 }
    return Int(count)
  }

  package static func start(_ roles: [Int], in run: RunContext) throws -> any Crew {
    let crew = LoopCrew(run)
    do {
      for role in roles {
        let kernels = try run.kernels(of: role, workers: run.graph.roles[role].boundedWorkers)
        crew.own(kernels)
        try start(role, kernels, run, crew)
      }
    } catch let failure as StartFailure {
      throw StartFailure(message: failure.message, started: crew)
    } catch let error as StartError {
      throw StartFailure(message: "an event loop could not be started: \(error.reason)", started: crew)
    }
    return crew
  }

  /// The bound on coroutines in flight is divided among the loops once and for all, so that none has to ask another.
  private static func start(_ number: Int, _ kernels: KernelSet, _ run: RunContext, _ crew: LoopCrew) throws {
    let role = run.graph.roles[number]
    let loops = run.loops(of: number)
    for (position, loop) in loops.enumerated() {
      var coroutines: Range<Int>?
      if case .count(let count) = role.workers {
        coroutines = count * position / loops.count..<count * (position + 1) / loops.count
      }
      let lane = LaneSetup(
        role: number, agent: run.agents(of: number).lowerBound + position, kernels: kernels,
        registerCount: role.program.registerCount, coroutines: coroutines)
      try crew.start([lane], loop: loop, policy: .concurrent)
    }
  }
}
