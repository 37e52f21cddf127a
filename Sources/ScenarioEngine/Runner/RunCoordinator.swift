// One run of one graph: brings the workers up, opens the gate, watches, and collects what they leave behind.
import ScenarioModel
import Synchronization

/// What does not depend on the graph.
package struct RunSettings: Sendable {
  /// The binary that worker processes are started from.
  package var ownBinary: String
  package var interruption: Interruption
  package var parts: EngineParts
  /// Nanoseconds that a step may keep an event loop before the report mentions it.
  package var loopPatience: Int64 = 10_000_000
  /// Nanoseconds that tasks in hand get to end when the user stops a run.
  package var drainTime: Int64 = 2_000_000_000
  /// Nanoseconds that workers get to come up.
  package var startTime: Int64 = 60_000_000_000
  /// The order to force on the workers; nil lets them run as they like.
  package var direction: Direction?
  /// How scenarios are explored.
  package var exploration = ExploreSettings()

  package init(ownBinary: String, interruption: Interruption, parts: EngineParts = EngineParts()) {
    self.ownBinary = ownBinary
    self.interruption = interruption
    self.parts = parts
  }
}

struct RunCoordinator {
  let graph: ExecutionGraph
  let seed: UInt64
  let settings: RunSettings

  /// How often the coordinator looks without having been woken, in nanoseconds.
  private static let tick: Int64 = 20_000_000

  /// Runs the graph once. What goes wrong is in the record.
  func run() -> RunRecord {
    do {
      return try runInArena()
    } catch let error as ArenaError {
      return .cannotStart("the run needs \(error.size >> 20) MiB of shared memory: \(error.reason)")
    } catch let error as StartError {
      return .cannotStart(error.reason)
    } catch {
      return .cannotStart("\(error)")
    }
  }

  private func runInArena() throws -> RunRecord {
    let fixtures = try RunFixtures(
      for: graph, seed: seed, ownBinary: settings.ownBinary, parts: settings.parts)
    do {
      let run = RunCoordinator(graph: fixtures.graph, seed: seed, settings: settings)
      return try run.runInArena(with: fixtures)
    } catch {
      fixtures.discard()
      throw error
    }
  }

  private func runInArena(with fixtures: RunFixtures) throws -> RunRecord {
    let plans = rolePlans()
    try checkLimits(plans)
    let image = ArenaImage(
      graph: graph, plans: plans, seed: seed, spinLimit: spinLimit(plans), workloads: settings.parts.workloads,
      direction: settings.direction)
    let arena = try image.make()
    defer { arena.unmap() }
    let loops = try LoopDescriptors.make(count: image.layout.loopCount)
    defer { LoopDescriptors.close(loops) }
    let world = World(arena: arena, loopDescriptors: loops)
    let names = ObjectNames(graph: graph, layout: image.layout)
    let context = RunContext(
      graph: graph, plans: plans, world: world, names: names, loopPatience: settings.loopPatience,
      ownBinary: settings.ownBinary, parts: settings.parts, interruption: settings.interruption)
    let checks = CheckEvaluation(world: world, graph: graph)
    checks.evaluateInitially()
    var watch = RunWatch(world: world, names: names, graph: graph, direction: settings.direction)
    let usage = UsageMeter()
    let ordered = Clock.now()
    var crews: [any Crew] = []
    do {
      for (executor, roles) in rolesByExecutor() { crews.append(try executor.start(roles, in: context)) }
      if awaitWorkers(crews, &watch) { world.openGate() }
    } catch let failure as StartFailure {
      // What the user did not want to wait for.
      watch.interrupted = settings.interruption.count > 0
      watch.cannotStart(failure.message)
      if let started = failure.started { crews.append(started) }
    } catch let error as StartError {
      // Whoever was started before must be joined before the arena goes.
      watch.cannotStart(error.reason)
    }
    let began = Clock.now()
    observe(crews, &watch, since: began)
    for crew in crews { crew.join() }
    watch.noteUnfinishedSchedule()
    watch.completePicture()
    let outcomes = fixtures.close { context.measured(role: $0, kernel: $1) }
    let builder = RecordBuilder(context: context, crews: crews, watch: watch, checks: checks, fixtures: outcomes)
    var record = builder.build(startup: began - ordered, began: began)
    if let direction = settings.direction { record.compare(with: direction) }
    record.usage = [usage.sinceStart()] + crews.flatMap { $0.usage() }
    record.disturbance = usage.disturbance(queued: queuedShare(context))
    return record
  }

  /// Only where workers do the work themselves: who works for them, and competes with them, is not among the agents.
  private func queuedShare(_ context: RunContext) -> Double {
    let isTheirOwn = graph.roles.allSatisfy { role in
      role.program.kernels.allSatisfy {
        $0.form == .blocking || $0.form == .offloaded && role.executor != AsyncExecutor.descriptor.name
      }
    }
    guard isTheirOwn else { return 0 }
    let agents = (0..<context.world.layout.agentCount).map { context.world.agent($0) }
    return ProcessorQueue.share(
      cpu: agents.reduce(0) { $0 + $1.pointee.cpu }, queued: agents.reduce(0) { $0 + $1.pointee.queued },
      agents: agents.count { $0.pointee.alive > 0 }, processors: Processors.usable)
  }

  private func rolePlans() -> [RolePlan] {
    var hasSharedLoop = false
    return graph.roles.map { role in
      var plan = settings.parts.executors.named(role.executor).requirements(of: role).plan
      if plan.sharesLoop {
        plan.loops = hasSharedLoop ? 0 : 1
        hasSharedLoop = true
      }
      return plan
    }
  }

  private func rolesByExecutor() -> [(any Executor.Type, [Int])] {
    settings.parts.executors.all.compactMap { executor in
      let roles = graph.roles.indices.filter { graph.roles[$0].executor == executor.descriptor.name }
      return roles.isEmpty ? nil : (executor, roles)
    }
  }

  /// Spinning helps only while every worker has a processor of its own.
  private func spinLimit(_ plans: [RolePlan]) -> Int {
    let agents = plans.reduce(0) { $0 + $1.agents }
    return agents <= Processors.usable ? 2000 : 64
  }

  private func checkLimits(_ plans: [RolePlan]) throws {
    if graph.roles.count > Limits.roles {
      throw StartError(reason: "a run can have at most \(Limits.roles) roles, this one has \(graph.roles.count)")
    }
    if plans.reduce(0, { $0 + $1.loops }) > Limits.eventLoops {
      throw StartError(reason: "a run can have at most \(Limits.eventLoops) event loops")
    }
    let needs = RunNeeds(plans)
    if let refusal = needs.refusal(Capacity.all(wanted: needs.amount(.tasks))) { throw StartError(reason: refusal) }
    for role in graph.roles {
      guard case .open(let profile, _) = role.source, profile.expected > Double(Limits.arrivals) else { continue }
      throw StartError(
        reason: "'\(role.name)' would have more than \(Limits.arrivals) arrivals: lower its rate or 'measure.duration'")
    }
    for role in graph.roles where role.program.peakStrands > Limits.strandsPerTask {
      throw StartError(
        reason: "a task of '\(role.name)' would have \(role.program.peakStrands) strands at once; at most "
          + "\(Limits.strandsPerTask) are possible")
    }
  }

  /// - Returns: whether all workers have come up.
  private func awaitWorkers(_ crews: [any Crew], _ watch: inout RunWatch) -> Bool {
    let expected = crews.reduce(0) { $0 + $1.size }
    let deadline = Clock.now() + settings.startTime
    while true {
      let event = watch.world.header.pointee.event.load(ordering: .sequentiallyConsistent)
      if Int(watch.world.header.pointee.ready.load(ordering: .sequentiallyConsistent)) >= expected { return true }
      watch.noteLosses(crews)
      if watch.isOver || settings.interruption.count > 0 { return false }
      if Clock.now() > deadline {
        watch.cannotStart("workers did not come up within \(settings.startTime / 1_000_000_000) s")
        return false
      }
      watch.waitForEvent(event, until: Clock.now() + RunCoordinator.tick)
    }
  }

  /// Watches until every agent has ended, ending the run where it cannot or must not go on.
  private func observe(_ crews: [any Crew], _ watch: inout RunWatch, since began: Int64) {
    let world = watch.world
    let timeout = began.addingReportingOverflow(graph.measure.timeout.value)
    let deadline = timeout.overflow ? Int64.max : timeout.partialValue
    var drainEnd: Int64?
    var killed = false
    while world.header.pointee.live.load(ordering: .sequentiallyConsistent) > 0 {
      let event = world.header.pointee.event.load(ordering: .sequentiallyConsistent)
      watch.noteLosses(crews, areExpected: killed)
      if settings.interruption.count > 0, drainEnd == nil {
        watch.interrupted = true
        world.stop(Stop.drain)
        drainEnd = Clock.now() + settings.drainTime
      }
      let isClosed = world.header.pointee.gate.load(ordering: .relaxed) == 0
      let isDrained = isClosed || settings.interruption.count > 1 || (drainEnd.map { Clock.now() > $0 } ?? false)
      if watch.isOver || (watch.interrupted && isDrained) {
        if !killed {
          watch.isCutShort()
          world.stop(Stop.abandon)
          if isClosed { world.openGate() }
          for crew in crews { crew.kill() }
          killed = true
        }
      } else if Clock.now() > deadline {
        watch.timedOut(crews)
      } else if world.header.pointee.parked.load(ordering: .sequentiallyConsistent)
        >= world.header.pointee.live.load(ordering: .sequentiallyConsistent)
      {
        // Once the user has stopped the sources, who waits for others to come waits in vain, and that is no deadlock.
        if !watch.interrupted { watch.lookForDeadlock(crews) }
        if watch.isOver { continue }
      }
      let next = min(Clock.now() + RunCoordinator.tick, watch.isOver ? .max : max(deadline, Clock.now()) + 1)
      watch.waitForEvent(event, until: next)
    }
  }
}
