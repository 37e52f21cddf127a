// A worker that is a thread: takes tasks and runs them to their end, waiting where they wait. Processes run the same.
import ScenarioModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One agent of a role on the calling thread, in whatever process that is.
struct Worker {
  let world: World
  let role: Int
  let agent: Int
  let control: UnsafeMutablePointer<RoleControl>
  let record: UnsafeMutablePointer<AgentRecord>
  let books: TaskBooks
  /// Copies of its own: threads that counted references to a common one at each call would slow each other down.
  let kernels: [Kernel]
  let meters: [Meter]
  let interpreter: InterpreterLock?
  let safepoint: @Sendable () -> Bool

  init(world: World, role: Int, agent: Int, kernels: KernelSet) {
    self.world = world
    self.role = role
    self.agent = agent
    self.kernels = kernels.kernels.map { $0 }
    meters = kernels.meters(world, agent: agent)
    control = world.roles + role
    record = world.agent(agent)
    books = TaskBooks(world: world, agent: agent, role: role)
    let interval = control.pointee.interpreterInterval
    let interpreter = interval > 0 ? InterpreterLock(world: world, interval: interval, agent: agent) : nil
    self.interpreter = interpreter
    let header = world.header
    nonisolated(unsafe) let stop = header
    safepoint = {
      interpreter?.offer()
      return stop.pointee.stop.load(ordering: .relaxed) == Stop.abandon
    }
  }

  /// The machine for strands of a task that this role's agent `owner` has: their words are the owner's.
  func machine(owner: Int) -> Machine {
    let replica =
      control.pointee.sharesState ? 0 : Int(control.pointee.firstReplica) + Int(world.agent(owner).pointee.worker)
    return Machine(world: world, agent: agent, role: role, replica: replica)
  }

  /// Runs tasks until there are none, and says that it takes no more.
  func runPool() {
    runTasks()
    world.retire(role: role)
    world.release(role: role, worker: Int(record.pointee.worker), strand: 0)
  }

  /// Where an order is forced, waits until it is this worker's turn to ask for a task; false when the run was abandoned.
  private func mayClaim() -> Bool {
    guard world.stage != nil else { return true }
    let number = Int(record.pointee.worker)
    return world.mayClaim(role: role, worker: number)
      || world.park(agent: agent, on: world.layout.stageObject) { world.mayClaim(role: role, worker: number) } == .ready
  }

  private func runTasks() {
    let machine = machine(owner: agent)
    let source = TaskSource(world: world, role: role)
    var chunk = ClaimSize(limit: control.pointee.chunkLimit)
    interpreter?.acquire()
    defer { interpreter?.release() }
    var isBusy = false
    loop: while mayClaim() {
      switch source.claim(chunk.size) {
      case .tasks(let tasks):
        if !isBusy { books.becameBusy() }
        isBusy = true
        guard run(tasks, source, machine, &chunk) else { break loop }
      case .item(let item, let sequence):
        if !isBusy { books.becameBusy() }
        isBusy = true
        let began = Clock.now()
        guard runTask(sequence, input: item, since: began, machine) != nil else { break loop }
      case .wait(let object):
        if isBusy { books.becameIdle() }
        isBusy = false
        guard wait(on: object, source) else { break loop }
      case .finished: break loop
      }
    }
    if isBusy { books.becameIdle() }
  }

  /// - Returns: false when the run was abandoned.
  private func run(_ tasks: Range<Int64>, _ source: TaskSource, _ machine: Machine, _ chunk: inout ClaimSize) -> Bool {
    var now = Clock.now()
    let began = now
    if control.pointee.isEmpty, control.pointee.intoCount == 0 {
      record.pointee.tasksStarted += Int64(tasks.count)
      for task in tasks {
        let end = Clock.now()
        books.completed(task: task, input: task, result: 0, latency: end - now, at: end)
        now = end
      }
      chunk.adapt(took: now - began)
      return true
    }
    for task in tasks {
      if let due = source.due(of: task) {
        guard awaitArrival(due) else { return false }
        now = due
      }
      guard let end = runTask(task, input: source.input(of: task), since: now, machine) else { return false }
      now = end
      if world.isAbandoned { return false }
    }
    chunk.adapt(took: now - began)
    return true
  }

  /// Idle until an arrival of an open source is due. Draining stops the source.
  private func awaitArrival(_ due: Int64) -> Bool {
    let now = Clock.now()
    guard now < due else { return true }
    books.becameIdle()
    interpreter?.release()
    let arrived = world.sleep(until: due, unless: Stop.drain)
    interpreter?.acquire()
    books.becameBusy()
    record.pointee.idle += Clock.now() - now
    return arrived
  }

  /// Waits until the role's queues have something, or nothing for ever.
  private func wait(on object: Int, _ source: TaskSource) -> Bool {
    interpreter?.release()
    defer { interpreter?.acquire() }
    let queues: UnsafeMutablePointer<Int32> = world.at(control.pointee.from)
    let result = world.park(agent: agent, on: object) {
      var drained = 0
      for position in 0..<Int(control.pointee.fromCount) {
        switch world.look(queue: Int(queues[position])) {
        case .some(true): return true
        case .some(false): continue
        case .none: drained += 1
        }
      }
      return drained == Int(control.pointee.fromCount)
    }
    return result == .ready
  }

  /// Runs one task.
  ///
  /// - Parameter since: when it started, or was due.
  /// - Returns: when it ended; nil when the run was abandoned.
  func runTask(_ task: Int64, input: Int64, since: Int64, _ machine: Machine) -> Int64? {
    record.pointee.tasksStarted += 1
    var strand = Strand()
    let registers: UnsafeMutablePointer<Int64> = world.inAgent(agent, world.layout.registers)
    strand.registers = UnsafeMutableRawPointer(registers) - world.base
    strand.id = StrandID.make(role: role, task: task, branch: 0)
    strand.join = Int32(world.layout.joins + agent * world.layout.strandCount)
    control.pointee.prepare(registers, task: task, worker: Int64(record.pointee.worker), input: input)
    let place: UnsafeMutablePointer<Strand> = world.inAgent(agent, world.layout.strands)
    place.pointee = strand
    record.pointee.current.store((Int64(agent) << 16) + 1, ordering: .relaxed)
    let ended = drive(place, machine)
    switch ended {
    case .abandoned: return nil
    case .result(let value): return finish(place, task, input, since, value)
    case .failed(let isAssertion):
      guard deliver(place, task, nil) != .abandoned else { return nil }
      let end = Clock.now()
      record.pointee.current.store(0, ordering: .relaxed)
      books.failed(task: task, input: input, latency: end - since, isAssertion: isAssertion)
      return end
    }
  }

  private func finish(
    _ strand: UnsafeMutablePointer<Strand>, _ task: Int64, _ input: Int64, _ since: Int64, _ value: Int64
  ) -> Int64? {
    if control.pointee.intoCount > 0 {
      switch deliver(strand, task, value) {
      case .abandoned: return nil
      case .failed:
        let end = Clock.now()
        books.failed(task: task, input: input, latency: end - since, isAssertion: false)
        return end
      case .result: break
      }
    }
    let end = Clock.now()
    record.pointee.current.store(0, ordering: .relaxed)
    books.completed(task: task, input: input, result: value, latency: end - since, at: end)
    return end
  }

  private func deliver(_ strand: UnsafeMutablePointer<Strand>, _ task: Int64, _ value: Int64?) -> TaskEnd {
    var delivery = Delivery(
      world: world, role: role, sequence: task, value: value, worker: Int(record.pointee.worker))
    var end = TaskEnd.result(0)
    let ended = delivery.finish(agent: agent, interpreter: interpreter) { kind, sequence, queue in
      machine(owner: agent).recordRefusal(kind, of: sequence, by: queue, strand)
      if sequence == task { end = .failed(isAssertion: false) }
    }
    return ended == .ready ? end : .abandoned
  }
}

/// How a strand ended.
enum TaskEnd: Equatable {
  case result(Int64)
  case failed(isAssertion: Bool)
  case abandoned
}

/// How many tasks to claim at once: more while they are tiny, so that claiming costs nothing; never so many that others
/// go without.
struct ClaimSize {
  /// A chunk that takes less than this, in nanoseconds, may double.
  private static let target: Int64 = 10_000
  let limit: Int64
  private(set) var size: Int64 = 1

  init(limit: Int64) { self.limit = limit }

  mutating func adapt(took nanoseconds: Int64) {
    if nanoseconds < ClaimSize.target {
      size = min(size * 2, limit)
    } else if nanoseconds > ClaimSize.target * 4 {
      size = max(1, size / 2)
    }
  }
}
