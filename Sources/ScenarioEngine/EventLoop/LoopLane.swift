// One role as one event loop runs it: where its tasks come from, how many may be in flight, which can go on.
import ScenarioModel

/// What a loop is told about a role.
struct LaneSetup {
  var role: Int
  /// Its agent on this loop: the books of what the loop does for the role.
  var agent: Int
  var kernels: KernelSet
  /// Registers of a task.
  var registerCount: Int
  /// Numbers of the coroutines that the loop may have in flight; nil: any number, each numbered by its task.
  var coroutines: Range<Int>?
}

/// How a loop shares its thread among its strands.
enum LoopPolicy {
  /// Coroutines: as many tasks as may be are in flight, and who waits lets others run.
  case concurrent
  /// One task at a time of each role, in the order of roles; another role has its turn only when nothing of this one can
  /// go on. A sleep is slept by the thread.
  case sequential
}

/// Belongs to its loop's thread.
struct LoopLane {
  let role: Int
  let agent: Int
  let control: UnsafeMutablePointer<RoleControl>
  let record: UnsafeMutablePointer<AgentRecord>
  let machine: Machine
  let books: TaskBooks
  let source: TaskSource
  let kernels: [Kernel]
  let meters: [Meter]
  /// The first coroutine's number; nil when coroutines are numbered by their tasks.
  let firstCoroutine: Int64?
  /// How many tasks may be in flight.
  let limit: Int
  let deliversResults: Bool

  /// Strands that can go on, in the order in which they became able to.
  var ready = StrandList()
  var inFlight = 0
  /// Tasks claimed and not started yet.
  var claimed: Range<Int64> = 0..<0
  var claimedAt: Int64 = 0
  var chunk: ClaimSize
  /// When the first claimed task of an open source is due; `.max` when that does not matter.
  var arrival = Int64.max
  /// The object that the source waits for; -1 when it does not.
  var waitsFor: Int32 = -1
  /// No more tasks will be claimed.
  var sourceHasEnded = false
  var hasRetired = false
  /// Sequential: nanoseconds of the thread that it has had.
  var ownTime: Int64 = 0
  /// Where an order is forced: the coroutine whose turn it is to have a task, and one that takes its next at once.
  var granted: Int64?
  var freed: Int64?
  private var coroutinesUsed: Int64 = 0
  private var freeCoroutines: [Int64] = []

  init(_ setup: LaneSetup, world: World, loop: Int) {
    role = setup.role
    agent = setup.agent
    control = world.roles + role
    record = world.agent(agent)
    machine = Machine(world: world, agent: agent, role: role, replica: 0, loop: loop)
    books = TaskBooks(world: world, agent: agent, role: role)
    source = TaskSource(world: world, role: role)
    kernels = setup.kernels.kernels
    meters = setup.kernels.meters(world, agent: setup.agent)
    firstCoroutine = setup.coroutines.map { Int64($0.lowerBound) }
    limit = setup.coroutines?.count ?? .max
    deliversResults = control.pointee.intoCount > 0
    chunk = ClaimSize(limit: control.pointee.chunkLimit)
    sourceHasEnded = limit == 0
  }

  var isOpen: Bool { control.pointee.sourceKind == RoleControl.SourceKind.open }
  var isDone: Bool { sourceHasEnded && claimed.isEmpty && inFlight == 0 }

  /// The number of the coroutine that runs a task: the lowest never used, or else the one used last.
  mutating func takeCoroutine(for task: Int64) -> Int64 {
    guard let firstCoroutine else { return task }
    if let granted {
      freeCoroutines.removeAll { $0 == granted }
      return granted
    }
    if let number = freeCoroutines.popLast() { return number }
    coroutinesUsed += 1
    return firstCoroutine + coroutinesUsed - 1
  }

  mutating func giveBackCoroutine(_ number: Int64) {
    if firstCoroutine != nil { freeCoroutines.append(number) }
  }
}
