// The worker processes of one run: started, watched, ended when they do not end by themselves, and reaped.
import ScenarioModel

/// All process roles of a run. Its own thread waits for exits, so that a death is noticed at once and nothing is left
/// unreaped; starting, asking and killing may happen on any thread.
final class ProcessCrew: Crew, @unchecked Sendable {
  // Unchecked: `dispatchers`, `watcher` and `size` are touched by the coordinator's thread only.
  private let run: RunContext
  private let launcher: WorkerLauncher
  private let exits: ExitPoller
  private let state: Guarded<CrewState>
  private var dispatchers: [NativeThread] = []
  private var watcher: NativeThread?
  private(set) var size = 0

  /// - Throws: `SystemError` or `StartError` when what watches over workers cannot be had.
  init(run: RunContext) throws {
    self.run = run
    launcher = try WorkerLauncher(run: run)
    exits = try ExitPoller()
    state = Guarded(CrewState(run: run))
    watcher = try NativeThread.start { [exits, state] in ProcessCrew.watch(state, exits) }
  }

  /// Processes that run now.
  var processCount: Int { state.with { $0.children.count } }

  /// Starts a role's workers and helpers, or its helpers and what starts a process for each task.
  ///
  /// - Throws: `SystemError` or `StartError`; what was started before goes on.
  func start(_ role: Int) throws {
    let plan = run.plans[role]
    let agents = run.agents(of: role)
    let workers = agents.lowerBound..<agents.lowerBound + plan.workers
    let helpers = workers.upperBound..<workers.upperBound + plan.helpers
    if !plan.hasDispatcher {
      for agent in workers { try start(.pool, role, agent) }
    }
    for agent in helpers { try start(.helper, role, agent) }
    if plan.hasDispatcher { try startDispatcher(role, agent: agents.upperBound - 1, slots: workers) }
  }

  private func start(_ mode: WorkerArguments.Mode, _ role: Int, _ agent: Int) throws {
    run.world.expect(agent: agent)
    do {
      try launch(mode, role, agent)
    } catch {
      run.world.vacate(agent: agent)
      throw error
    }
    size += 1
  }

  private func startDispatcher(_ role: Int, agent: Int, slots: Range<Int>) throws {
    let world = run.world
    world.expect(agent: agent)
    do {
      let thread = try NativeThread.start { [self] in
        let times = world.enter(agent: agent)
        Dispatch(world: world, role: role, agent: agent, slots: slots).run { try startTask(role, slot: $0) }
        world.retire(role: role)
        world.leave(agent: agent, since: times)
      }
      dispatchers.append(thread)
    } catch {
      world.vacate(agent: agent)
      throw error
    }
    size += 1
  }

  /// Starts the process for a task that lies in its slot.
  private func startTask(_ role: Int, slot: Int) throws {
    if run.plans[role].hasPrivateState { resetState(role, slot) }
    do {
      try launch(.task, role, slot)
    } catch let error as SystemError {
      throw StartError(reason: error.message)
    }
  }

  /// Gives a slot the state that the run began with: a new process knows nothing of the one before it.
  private func resetState(_ role: Int, _ slot: Int) {
    let control = run.world.roles + role
    let words = run.world.words(
      replica: Int(control.pointee.firstReplica) + Int(run.world.agent(slot).pointee.worker))
    for (index, value) in run.graph.shared.words.enumerated() { words[index].store(value, ordering: .relaxed) }
  }

  private func launch(_ mode: WorkerArguments.Mode, _ role: Int, _ agent: Int) throws {
    try state.with { state in
      let process = try launcher.launch(mode, role: role, agent: agent)
      state.add(WorkerChild(process: process, mode: mode, role: role), agent: agent)
    }
    exits.wake()
  }

  /// The watcher's thread: reaps whoever ends, until the crew is closed and all have ended.
  private static func watch(_ state: Guarded<CrewState>, _ exits: ExitPoller) {
    var ended: [Int] = []
    while true {
      let next = state.with { state in
        state.reap(ended)
        state.pressOn()
        return state.isOver ? nil : (state.awaited, state.nextDeadline)
      }
      guard let (awaited, deadline) = next else { return }
      ended = exits.wait(for: awaited.map(\.descriptor), until: deadline).map { awaited[$0].agent }
    }
  }
}

// MARK: - What the coordinator asks

extension ProcessCrew {
  func takeLosses() -> [WorkerLoss] { state.with { $0.takeLosses() } }

  func kill() {
    state.with { $0.beginEnd() }
    exits.wake()
  }

  func join() {
    for dispatcher in dispatchers { dispatcher.join() }
    dispatchers = []
    // Every agent has ended, so every process is about to; one that does not gets the grace that a stopped run gives.
    state.with {
      $0.isClosed = true
      $0.beginEnd()
    }
    exits.wake()
    watcher?.join()
    watcher = nil
  }

  func usage() -> [ProcessUsage] {
    state.with { state in state.usage.sorted { $0.key < $1.key }.map(\.value) }
  }
}
