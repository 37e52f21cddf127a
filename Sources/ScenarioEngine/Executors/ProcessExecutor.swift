// Tasks in operating-system processes: this binary started again as workers, in memory that all of them map.
import ScenarioModel

package enum ProcessExecutor: Executor {
  package static let descriptor = ExecutorDescriptor(
    name: "process", summary: "Operating-system processes that share a block of memory",
    worker: "an operating-system process",
    fields: [
      Field(
        "spawn",
        .choice([
          .init("pool", "the workers live as long as the run and take task after task"),
          .init("per_task", "every task gets a process of its own, at most `workers` at a time"),
        ]), default: "pool", summary: "How long a process lives", examples: ["per_task"]),
      Field(
        "share",
        .choice([
          .init("state", "`state`, locks and queues live in shared memory"),
          .init("nothing", "each process has its own copy of `state`; locks and queues are shared still"),
        ]), default: "state", summary: "What the processes share", examples: ["nothing"]),
    ])

  package static func requirements(of role: GraphRole) -> ExecutorRequirements {
    let workers = role.workerCount
    var plan = RolePlan(workers: workers)
    plan.helpers = workers * (role.program.peakStrands - 1)
    plan.hasDispatcher = role.options["spawn"] == .text("per_task")
    plan.hasPrivateState = role.options["share"] == .text("nothing")
    plan.spansProcesses = true
    return ExecutorRequirements(plan: plan)
  }

  package static func start(_ roles: [Int], in run: RunContext) throws -> any Crew {
    let wanted = roles.reduce(0) { $0 + run.plans[$1].workers + run.plans[$1].helpers }
    let crew: ProcessCrew
    do {
      crew = try ProcessCrew(run: run)
    } catch let error as SystemError {
      throw StartFailure(message: error.message)
    } catch let error as StartError {
      throw StartFailure(message: "no thread could be started to watch over worker processes: \(error.reason)")
    }
    do {
      for role in roles { try crew.start(role) }
    } catch let error as SystemError {
      let advice = ProcessLimit.advice(for: error).map { "; lower 'workers' or \($0)" } ?? ""
      throw StartFailure(
        message: "only \(crew.processCount) of \(wanted) worker processes could be started: \(error.message)\(advice)",
        started: crew)
    } catch let error as StartError {
      throw StartFailure(
        message: "no thread could be started to dispatch tasks to processes: \(error.reason)", started: crew)
    }
    return crew
  }
}
