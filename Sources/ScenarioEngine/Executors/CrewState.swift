// The books of a crew of processes: who runs, who was lost, how far an end by force has come, what they have used.
import ScenarioModel

/// A worker process at work for one agent.
struct WorkerChild {
  let process: ChildProcess
  let mode: WorkerArguments.Mode
  let role: Int
}

struct CrewState {
  /// How long, in nanoseconds, workers of a run that is over may take to leave by themselves, and how long after SIGTERM.
  private static let patience: Int64 = 250_000_000, grace: Int64 = 250_000_000

  /// What is done about workers that do not leave.
  private enum Ending {
    case none
    /// They see by themselves that the run is over; until then they are left alone.
    case leaving(until: Int64)
    /// They were sent SIGTERM.
    case asked(until: Int64)
    case killed
  }

  private let run: RunContext
  /// By agent.
  private(set) var children: [Int: WorkerChild] = [:]
  /// Of agents whose process has ended; of those that had several, the sum.
  private(set) var usage: [Int: ProcessUsage] = [:]
  /// Nobody is started any more.
  var isClosed = false
  private var losses: [WorkerLoss] = []
  private var ending = Ending.none

  init(run: RunContext) { self.run = run }

  var isOver: Bool { isClosed && children.isEmpty }

  /// Whom to wait for: agents, and what to wait on. Stays right until `reap`.
  var awaited: [(agent: Int, descriptor: Int32?)] { children.map { ($0.key, $0.value.process.exitDescriptor) } }

  /// When `pressOn` should be called again; nil: only when somebody has ended.
  var nextDeadline: Int64? {
    switch ending {
    case .leaving(let until), .asked(let until): until
    case .none, .killed: nil
    }
  }

  mutating func add(_ child: WorkerChild, agent: Int) {
    children[agent] = child
    // It came while the others were being ended: it gets its own time to leave.
    if case .killed = ending { ending = .leaving(until: Clock.now() + CrewState.patience) }
  }

  mutating func takeLosses() -> [WorkerLoss] {
    defer { losses = [] }
    return losses
  }

  /// From now on workers have to leave, and are made to.
  mutating func beginEnd() {
    if case .none = ending { ending = .leaving(until: Clock.now() + CrewState.patience) }
  }

  /// Does what is due about workers that should have left.
  mutating func pressOn() {
    switch ending {
    case .leaving(let until) where Clock.now() >= until:
      for child in children.values {
        child.process.signalGroup(SignalNumber.terminate)
        // One that is stopped has to run to be ended.
        child.process.signalGroup(SignalNumber.resume)
      }
      ending = .asked(until: Clock.now() + CrewState.grace)
    case .asked(let until) where Clock.now() >= until:
      for child in children.values { child.process.signalGroup(SignalNumber.kill) }
      ending = .killed
    default: break
    }
  }

  /// Reaps those of these agents' processes that have ended.
  mutating func reap(_ agents: [Int]) {
    for agent in agents {
      guard let child = children[agent], let exit = child.process.exitStatus() else { continue }
      children[agent] = nil
      account(agent, child.role, exit)
      switch child.mode {
      case .task where exit.cause == .exited(WorkerExit.finished):
        run.world.vacate(agent: agent, freeing: run.world.layout.freeWorker + child.role)
      case .pool, .helper, .task:
        // One that has left was not lost, whatever became of it then.
        guard run.world.isLive(agent: agent) else { continue }
        losses.append(loss(agent, child.role, exit))
        run.world.wakeCoordinator()
      }
    }
  }

  private mutating func account(_ agent: Int, _ role: Int, _ exit: ChildExit) {
    var sum =
      usage[agent]
      ?? ProcessUsage(
        name: name(agent, role), user: 0, system: 0, voluntarySwitches: 0, involuntarySwitches: 0, peakMemory: 0)
    sum.user += exit.userTime
    sum.system += exit.systemTime
    sum.voluntarySwitches += exit.voluntarySwitches
    sum.involuntarySwitches += exit.involuntarySwitches
    let told = run.world.agent(agent).pointee.peakMemory
    sum.peakMemory = max(sum.peakMemory, told > 0 ? told : exit.peakMemory)
    usage[agent] = sum
    // One that was killed did not come to say what it had used; the system's figure has its start in it.
    let record = run.world.agent(agent)
    if record.pointee.entered > record.pointee.ended { record.pointee.cpu += exit.userTime + exit.systemTime }
  }

  /// A process's number among the role's workers or helpers.
  private func number(_ agent: Int, _ role: Int) -> (number: Int, isHelper: Bool) {
    let place = Int(run.world.agent(agent).pointee.worker)
    let workers = run.plans[role].workers
    return place < workers ? (place, false) : (place - workers, true)
  }

  /// `resize[3]`, `resize[helper 0]`.
  private func name(_ agent: Int, _ role: Int) -> String {
    let (number, isHelper) = number(agent, role)
    return "\(run.graph.roles[role].name)[\(isHelper ? "helper " : "")\(number)]"
  }

  private func loss(_ agent: Int, _ role: Int, _ exit: ChildExit) -> WorkerLoss {
    let (number, isHelper) = number(agent, role)
    var signal: String?
    if case .signalled(let number) = exit.cause { signal = SignalName.of(number) }
    return WorkerLoss(
      agent: agent, role: run.graph.roles[role].name, worker: number, isHelper: isHelper, how: cause(agent, exit),
      signal: signal,
      hasBegun: ![.exited(WorkerExit.couldNotBegin), .exited(WorkerExit.withoutArena)].contains(exit.cause))
  }

  private func cause(_ agent: Int, _ exit: ChildExit) -> String {
    switch exit.cause {
    case .signalled(let signal): "was killed by \(SignalName.of(signal))"
    case .exited(WorkerExit.couldNotBegin):
      "could not begin: \(run.world.lastWords(of: agent) ?? "it exited with code \(WorkerExit.couldNotBegin)")"
    case .exited(WorkerExit.withoutArena): "could not begin: the run's shared memory could not be mapped"
    case .exited(let code): "exited with code \(code)"
    case .unknown: "ended, and the system does not say how"
    }
  }
}
