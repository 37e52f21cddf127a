// All tasks of all serial roles one after another on one thread: the reference that others are compared with.
import ScenarioModel

/// Roles take turns, in topological order, only when the current one cannot go on; so a queue between two of them works.
package enum SerialExecutor: Executor {
  package static let descriptor = ExecutorDescriptor(
    name: "serial", summary: "One task after another, of all roles on one thread", worker: "the calling thread",
    fields: [])

  package static func requirements(of role: GraphRole) -> ExecutorRequirements {
    var plan = RolePlan(workers: 1)
    plan.strandsInArena = false
    plan.sharesLoop = true
    return ExecutorRequirements(plan: plan)
  }

  package static func start(_ roles: [Int], in run: RunContext) throws -> any Crew {
    let crew = LoopCrew(run)
    do {
      let lanes = try roles.map { role in
        let kernels = try run.kernels(of: role, workers: 1)
        crew.own(kernels)
        return LaneSetup(
          role: role, agent: run.agents(of: role).lowerBound, kernels: kernels,
          registerCount: run.graph.roles[role].program.registerCount, coroutines: 0..<1)
      }
      try crew.start(lanes, loop: run.loops(of: roles[0]).lowerBound, policy: .sequential)
    } catch let failure as StartFailure {
      throw StartFailure(message: failure.message, started: crew)
    } catch let error as StartError {
      throw StartFailure(message: "the thread for serial roles could not be started: \(error.reason)", started: crew)
    }
    return crew
  }
}
