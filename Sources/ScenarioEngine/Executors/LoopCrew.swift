// The event loops that an executor has started for one run, each on a thread of its own.
import ScenarioModel
import Synchronization

/// Unchecked: only the coordinator's thread touches it; the loops have their mailboxes.
final class LoopCrew: Crew, @unchecked Sendable {
  private let run: RunContext
  private var threads: [NativeThread] = []
  private var mailboxes: [(loop: Int, mailbox: LoopMailbox)] = []
  private var kernelSets: [KernelSet] = []
  private var used: [ProcessUsage] = []
  /// Made when a kernel is first found to need it.
  private var pool: OffloadPool?
  private(set) var size = 0

  init(_ run: RunContext) { self.run = run }

  /// Closes the kernels once the loops have ended.
  func own(_ kernels: KernelSet) {
    kernelSets.append(kernels)
    if pool == nil, kernels.kernels.contains(where: \.isOffloaded) { pool = OffloadPool() }
  }

  /// Starts a loop; the agent of the first of its roles reports for it.
  ///
  /// - Throws: `StartError`.
  func start(_ lanes: [LaneSetup], loop number: Int, policy: LoopPolicy) throws {
    let world = run.world
    let agent = lanes[0].agent
    let context = LoopContext(
      world: world, names: run.names, number: number, policy: policy, patience: run.loopPatience,
      poller: try DescriptorPoller(wake: world.loopDescriptors[number]), pool: policy == .concurrent ? pool : nil,
      mailbox: LoopMailbox())
    world.expect(agent: agent)
    do {
      threads.append(
        try NativeThread.start {
          let times = world.enter(agent: agent)
          var loop = EventLoop(lanes, context)
          loop.run()
          world.leave(agent: agent, since: times)
        })
    } catch {
      world.forget(agent: agent)
      throw error
    }
    size += 1
    mailboxes.append((number, context.mailbox))
  }

  func waits() -> [WaitDescription] {
    // A loop that does not answer is busy with one step; it is not waited for longer than a reader would notice.
    let deadline = Clock.now() + 200_000_000
    for (number, mailbox) in mailboxes {
      mailbox.ask()
      run.world.wakeLoop(number)
    }
    return mailboxes.flatMap { $0.mailbox.answer(until: deadline, run.names) }
  }

  func join() {
    for thread in threads { thread.join() }
    threads = []
    pool?.close()
    for kernels in kernelSets {
      kernels.close()
      used += kernels.usage
    }
    kernelSets = []
  }

  func usage() -> [ProcessUsage] { used }

  func blockedLoops() -> [BlockedLoop] { BlockingSteps.merged(mailboxes.map(\.mailbox.blockingSteps), run.graph) }
}

extension RunContext {
  /// Numbers of a role's event loops in the run.
  func loops(of role: Int) -> Range<Int> {
    let first = plans[..<role].reduce(0) { $0 + $1.loops }
    return first..<first + plans[role].loops
  }
}
