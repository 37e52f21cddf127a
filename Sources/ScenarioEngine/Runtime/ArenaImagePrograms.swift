// Lays out and fills programs, roles and agents of a run.
import ScenarioModel
import Synchronization

/// Offsets of what belongs to one role.
struct RoleImage {
  var program = ProgramImage()
  var kernels = 0
  var kernelBytes: [UInt8] = []
  var items = 0
  var dues = 0
  var dueTimes: [Int64] = []
  var from = 0
  var into = 0
  var puts = 0
  var window = 0
  var windowSize = 0
  var firstAgent = 0
  var firstReplica = 0
}

extension ArenaImage {
  mutating func placePrograms(_ bump: inout Bump) {
    layout.roleCount = graph.roles.count
    layout.roles = bump.take(RoleControl.self, count: graph.roles.count)
    var agent = 0
    var replica = 1
    for (role, plan) in zip(graph.roles, plans) {
      var image = RoleImage()
      image.program = place(role.program, &bump)
      image.kernelBytes = KernelCodec.encode(role.program.kernels)
      image.kernels = bump.take(image.kernelBytes.count)
      if case .items(let items) = role.source { image.items = bump.take(Int64.self, count: items.count) }
      if case .open(let profile, let arrivals) = role.source {
        image.dueTimes = dueTimes(profile, arrivals, stream: UInt64(roleImages.count))
        image.dues = bump.take(Int64.self, count: image.dueTimes.count)
      }
      image.from = bump.take(Int32.self, count: sources(of: role).count)
      image.into = bump.take(Int32.self, count: role.into.count)
      image.puts = bump.take(Int32.self, count: queuesFed(by: roleImages.count).count)
      if isOrdered(role, plan) {
        image.windowSize = windowSize(plan)
        image.window = bump.take(WindowSlot.self, count: image.windowSize)
      }
      image.firstAgent = agent
      image.firstReplica = replica
      agent += plan.agents
      replica += plan.hasPrivateState ? plan.workers : 0
      roleImages.append(image)
    }
    layout.checkCount = graph.checks.count
    layout.checks = bump.take(CheckRecord.self, count: graph.checks.count)
    layout.checkPrograms = bump.take(ProgramImage.self, count: graph.checks.count)
    checkImages = graph.checks.map { place($0.program ?? Program(), &bump) }
  }

  private func place(_ program: Program, _ bump: inout Bump) -> ProgramImage {
    var image = ProgramImage()
    image.instructions = bump.take(Instruction.self, count: program.instructions.count)
    image.instructionCount = Int32(program.instructions.count)
    image.registerCount = Int32(program.registerCount)
    image.constants = bump.take(Int64.self, count: program.constants.count)
    image.handlers = bump.take(FailureHandler.self, count: program.handlers.count)
    image.handlerCount = Int32(program.handlers.count)
    image.forks = bump.take(Int32.self, count: program.forks.count + 1)
    image.entries = bump.take(Int32.self, count: program.forks.reduce(0) { $0 + $1.count })
    image.distributions = bump.take(DistributionRecord.self, count: program.distributions.count)
    image.awaits = bump.take(Int32.self, count: program.awaits.count)
    image.awaitGuards = bump.take(UInt8.self, count: program.awaits.count)
    return image
  }

  /// When each task of an open source is due, nanoseconds since the start.
  private func dueTimes(_ profile: RateProfile, _ arrivals: RoleDeclaration.Arrivals, stream: UInt64) -> [Int64] {
    var generator = SeededGenerator(seed: seed, stream: SplitMix64.mix(stream &+ 0xA441))
    var times: [Int64] = []
    var count = 0.0
    while times.count < Limits.arrivals {
      if arrivals == .poisson { count += Double(generator.poissonGap(perSecond: 1)) / 1e9 }
      guard let time = profile.time(of: count) else { break }
      times.append(time)
      if arrivals == .constant { count += 1 }
    }
    return times
  }

  private func sources(of role: GraphRole) -> [Int] {
    if case .queues(let queues) = role.source { return queues }
    return []
  }

  private func queuesFed(by role: Int) -> [Int] {
    graph.queues.indices.filter { graph.queues[$0].producers.contains(role) }
  }

  /// One worker alone keeps order by itself.
  private func isOrdered(_ role: GraphRole, _ plan: RolePlan) -> Bool {
    role.collect == .ordered && !role.into.isEmpty && role.workers != .count(1)
  }

  /// A power of two with room for every worker several times over.
  private func windowSize(_ plan: RolePlan) -> Int {
    var size = Limits.orderedWindow
    while size < plan.workers * 4 { size *= 2 }
    return size
  }

  mutating func placeAgents(_ bump: inout Bump) {
    layout.tallyCount = graph.counters.count
    layout.registerCount = zip(graph.roles, plans).map { $1.strandsInArena ? $0.program.registerCount : 5 }.max() ?? 5
    let scratch = graph.checks.map { $0.program?.registerCount ?? 0 }.max() ?? 0
    var block = Bump(from: MemoryLayout<AgentRecord>.stride)
    layout.tallies = block.take(Int64.self, count: layout.tallyCount)
    layout.uses = block.take(ObjectUse.self, count: layout.accountedObjects)
    layout.registers = block.take(Int64.self, count: layout.registerCount)
    layout.strands = block.take(Strand.self, count: layout.strandCount)
    layout.scratch = block.take(Int64.self, count: scratch)
    layout.failures = block.take(FailureRecord.stride * Keep.failures)
    layout.left = block.take(LeftRecord.self, count: Keep.left)
    layout.accesses = block.take(AccessRecord.self, count: Keep.accesses)
    layout.lastWords = block.take(LastWords.stride)
    layout.results = block.take(ResultRecord.self, count: Keep.results)
    layout.logs = block.take(LogRecord.self, count: Keep.logs)
    layout.histogram = block.take(UInt64.self, count: LatencyLayout.wordCount)
    layout.measureCount = graph.roles.map { workloads.measures(of: $0).count }.max() ?? 0
    layout.measures = block.take(UInt64.self, count: LatencyLayout.wordCount * layout.measureCount)
    layout.agentStride = block.take(0, alignment: 4096)
    layout.agents = bump.take(layout.agentStride * layout.agentCount, alignment: 4096)
  }

  func fillRoles(_ world: World) {
    for (number, role) in graph.roles.enumerated() {
      let image = roleImages[number]
      let plan = plans[number]
      let control = world.roles + number
      fill(image.program, role.program, world)
      image.kernelBytes.withUnsafeBytes {
        (world.base + image.kernels).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
      }
      control.pointee.program = image.program
      control.pointee.kernels = image.kernels
      control.pointee.kernelsLength = image.kernelBytes.count
      fillSource(role, image, control, world)
      world.copy(role.into.map(Int32.init), to: image.into)
      control.pointee.into = image.into
      control.pointee.intoCount = Int32(role.into.count)
      let fed = queuesFed(by: number)
      world.copy(fed.map(Int32.init), to: image.puts)
      control.pointee.puts = image.puts
      control.pointee.putsCount = Int32(fed.count)
      control.pointee.isOrdered = image.windowSize > 0
      control.pointee.window = image.window
      control.pointee.windowMask = Int64(image.windowSize - 1)
      control.pointee.isEmpty = role.program.instructions.allSatisfy { $0.opcode == .end && $0.a < 0 }
      control.pointee.workerCount = declaredWorkers(role, control.pointee.taskCount)
      control.pointee.chunkLimit = chunkLimit(role, plan, tasks: control.pointee.taskCount)
      control.pointee.firstAgent = Int32(image.firstAgent)
      control.pointee.agentCount = Int32(plan.agents)
      control.pointee.jobs = Int32(jobQueues[number] ?? -1)
      control.pointee.firstReplica = Int32(image.firstReplica)
      control.pointee.sharesState = !plan.hasPrivateState
      control.pointee.interpreterInterval = plan.interpreterInterval
      control.pointee.active.store(plan.hasDispatcher ? 1 : Int32(plan.workers), ordering: .relaxed)
      for index in 0..<plan.agents {
        let agent = world.agent(image.firstAgent + index)
        agent.pointee.role = Int32(number)
        agent.pointee.worker = Int32(index)
      }
    }
  }

  /// `workers` as programs see it: of an unbounded role as many as there are tasks.
  private func declaredWorkers(_ role: GraphRole, _ tasks: Int64) -> Int64 {
    if case .count(let count) = role.workers { return Int64(count) }
    return tasks
  }

  /// A worker that may have to wait for others must not sit on tasks that they could run.
  private func chunkLimit(_ role: GraphRole, _ plan: RolePlan, tasks: Int64) -> Int64 {
    guard direction == nil, case .count = role.source, !role.program.waitsForOthers, role.into.isEmpty else { return 1 }
    return max(1, min(Limits.chunk, tasks / Int64(max(1, plan.workers) * 8)))
  }

  private func fillSource(
    _ role: GraphRole, _ image: RoleImage, _ control: UnsafeMutablePointer<RoleControl>, _ world: World
  ) {
    switch role.source {
    case .count(let count):
      control.pointee.sourceKind = RoleControl.SourceKind.count
      control.pointee.taskCount = Int64(count)
    case .items(let items):
      control.pointee.sourceKind = RoleControl.SourceKind.items
      control.pointee.taskCount = Int64(items.count)
      world.copy(items, to: image.items)
      control.pointee.items = image.items
    case .open:
      control.pointee.sourceKind = RoleControl.SourceKind.open
      control.pointee.taskCount = Int64(image.dueTimes.count)
      world.copy(image.dueTimes, to: image.dues)
      control.pointee.dues = image.dues
    case .queues(let queues):
      control.pointee.sourceKind = RoleControl.SourceKind.queues
      world.copy(queues.map(Int32.init), to: image.from)
      control.pointee.from = image.from
      control.pointee.fromCount = Int32(queues.count)
      control.pointee.itemsObject = world.queues[queues[0]].items
      control.pointee.ownsItsQueue =
        queues.count == 1 && graph.queues[queues[0]].consumers.count == 1
        && graph.queues[queues[0]].order == .fifo
        && !role.program.instructions.contains { $0.opcode == .get && Int($0.b) == queues[0] }
    }
  }

  func fillChecks(_ world: World) {
    let images: UnsafeMutablePointer<ProgramImage> = world.at(layout.checkPrograms)
    for (number, check) in graph.checks.enumerated() {
      images[number] = checkImages[number]
      if let program = check.program { fill(checkImages[number], program, world) }
    }
  }

  private func fill(_ image: ProgramImage, _ program: Program, _ world: World) {
    world.copy(program.instructions, to: image.instructions)
    world.copy(program.constants, to: image.constants)
    world.copy(program.handlers, to: image.handlers)
    var first: Int32 = 0
    var firsts: [Int32] = []
    for fork in program.forks {
      firsts.append(first)
      first += Int32(fork.count)
    }
    world.copy(firsts + [first], to: image.forks)
    world.copy(program.forks.flatMap { $0 }, to: image.entries)
    world.copy(program.distributions.map(DistributionRecord.init), to: image.distributions)
    world.copy(program.awaits.map { Int32($0.object) }, to: image.awaits)
    world.copy(program.awaits.indices.map { program.needsGuard(await: $0) ? 1 : 0 } as [UInt8], to: image.awaitGuards)
  }
}

extension World {
  /// Copies plain data to a byte offset.
  func copy<Element: BitwiseCopyable>(_ elements: [Element], to offset: Int) {
    let target: UnsafeMutablePointer<Element> = at(offset)
    for (index, element) in elements.enumerated() { target[index] = element }
  }
}

extension Program {
  /// Whether an `await` looks more than once at what is shared, or at a queue, so that only a lock makes it see one
  /// state.
  func needsGuard(await number: Int) -> Bool {
    guard let pc = instructions.firstIndex(where: { $0.opcode == .await && Int($0.b) == number }) else { return false }
    let body = instructions[(pc + 1)..<Int(instructions[pc].c)]
    return body.count { $0.opcode == .load } > 1 || body.contains { $0.opcode == .queueCount }
  }
}
