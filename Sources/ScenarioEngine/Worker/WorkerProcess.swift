// This binary as a worker: maps the run's arena, builds the role's native code, and does one agent's work.

package enum WorkerProcess {
  /// The hidden first argument of the program; `main` must then be called before anything else.
  package static let argument = WorkerArguments.command

  /// The whole life of a worker process.
  ///
  /// - Parameters:
  ///   - arguments: what follows the hidden first argument.
  ///   - parts: those of the program that started it, which is this one.
  package static func main(arguments: [String], parts: EngineParts) -> Never {
    WorkerLife.ignoreInterrupts()
    guard let arguments = WorkerArguments(parsing: arguments) else {
      WorkerLife.complain("scenario worker: is started by 'scenario run', not by hand")
      WorkerLife.end(WorkerExit.notStartedByUs)
    }
    guard let world = attach(arguments) else { WorkerLife.end(WorkerExit.withoutArena) }
    do {
      try WorkerLife.endWithParent(lifeline: WorkerArguments.lifeline)
      let kernels = try KernelSet(
        world, role: arguments.role, executor: ProcessExecutor.descriptor.name, workers: 1, parts: parts)
      let worker = Worker(world: world, role: arguments.role, agent: arguments.agent, kernels: kernels)
      work(worker, arguments.mode)
      kernels.close()
      // Their time is counted with this process's by whoever reaps it; their memory is not.
      worker.record.pointee.peakMemory += kernels.usage.reduce(0) { $0 + $1.peakMemory }
    } catch {
      world.setLastWords(words(error), agent: arguments.agent)
      WorkerLife.end(WorkerExit.couldNotBegin)
    }
    WorkerLife.end(WorkerExit.finished)
  }

  private static func attach(_ arguments: WorkerArguments) -> World? {
    guard let arena = try? Arena.attach(descriptor: WorkerArguments.arena),
      arena.size > MemoryLayout<ArenaHeader>.size
    else { return nil }
    let loops = (0..<Int32(clamping: arguments.loops)).map { WorkerArguments.firstLoop + $0 }
    let world = World(arena: arena, loopDescriptors: loops)
    guard world.layout.size == arena.size, arguments.agent < world.layout.agentCount,
      arguments.role < world.layout.roleCount
    else { return nil }
    return world
  }

  private static func work(_ worker: Worker, _ mode: WorkerArguments.Mode) {
    let world = worker.world
    let times = world.enter(agent: worker.agent)
    switch mode {
    case .pool: worker.runPool()
    case .helper: worker.runHelper()
    case .task: worker.runAssigned()
    }
    world.settle(agent: worker.agent, since: times)
    worker.record.pointee.peakMemory = max(worker.record.pointee.peakMemory, WorkerLife.peakMemory())
    // The agent of a task counts as living until its process was reaped: only then can its place be taken.
    if mode != .task { world.vacate(agent: worker.agent) }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as StartFailure: error.message
    case let error as StartError: "its lifeline could not be watched: \(error.reason)"
    default: "\(error)"
    }
  }
}
