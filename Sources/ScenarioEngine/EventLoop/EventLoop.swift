// An event loop: runs many strands on one thread, each until it has to wait, and sleeps when all of them do.
import CPlatform
import ScenarioModel
import Synchronization

/// What a loop needs besides its roles.
struct LoopContext {
  let world: World
  let names: ObjectNames
  /// The loop's number in the run: its bit in every object, its wake word, its descriptor.
  let number: Int
  let policy: LoopPolicy
  /// Nanoseconds that a step may keep the loop before it is remembered.
  let patience: Int64
  let poller: DescriptorPoller
  /// Threads for kernels that block and need not block the loop; nil where no kernel asks for it.
  let pool: OffloadPool?
  let mailbox: LoopMailbox
}

/// Made and used by one thread.
///
/// No wake-up is lost: a strand that has to wait for an object sets the loop's bit there and tries once more before it is
/// left waiting; whoever changes the object then finds the bit, takes it away and wakes the loop; and a loop that was woken
/// looks at all objects it waits for whose bit is gone.
struct EventLoop: ~Copyable {
  /// First, as it points to memory of this thread alone: where a struct cannot be copied, the thread sanitizer takes the use
  /// of a pointer in it for a write through the struct's first word (Swift 6.3).
  let lanes: UnsafeMutablePointer<LoopLane>
  let world: World
  let context: LoopContext
  let bit: UInt64
  let wakeWord: UnsafeMutablePointer<Atomic<UInt32>>
  let laneCount: Int
  /// The strand that runs, unpacked; and one that is tried while another runs.
  let strand: UnsafeMutablePointer<Strand>
  let tried: UnsafeMutablePointer<Strand>
  let safepoint: @Sendable () -> Bool

  var slab: StrandSlab
  var extras = ExtrasSlab()
  var timers = TimerQueue()
  var waits: WaitTable
  var operations: [Int32: PendingOperation] = [:]
  var blocking = BlockingSteps()
  /// The latest reading of the clock.
  var now: Int64 = 0
  var lanesLeft: Int
  /// Sequential: the role that has its turn, since when, and the thread's CPU time then.
  var current = 0
  var turnBegan: Int64 = 0
  var cpuMark: Int64 = 0
  /// Sequential: the strand that ran last asked to let others go first.
  var hasYielded = false

  init(_ setups: [LaneSetup], _ context: LoopContext) {
    self.context = context
    world = context.world
    bit = 1 << UInt64(context.number)
    wakeWord = world.loopWake(context.number)
    laneCount = setups.count
    lanesLeft = setups.count
    lanes = .allocate(capacity: setups.count)
    for (position, setup) in setups.enumerated() {
      (lanes + position).initialize(to: LoopLane(setup, world: context.world, loop: context.number))
    }
    strand = .allocate(capacity: 2)
    strand.initialize(repeating: Strand(), count: 2)
    tried = strand + 1
    slab = StrandSlab(registerCount: setups.map(\.registerCount).max() ?? 0)
    waits = WaitTable(objectCount: context.world.layout.objectCount)
    nonisolated(unsafe) let header = context.world.header
    safepoint = { header.pointee.stop.load(ordering: .relaxed) == Stop.abandon }
  }

  deinit {
    lanes.deinitialize(count: laneCount)
    lanes.deallocate()
    strand.deallocate()
  }

  /// How many due strands are woken at once: few enough to still be in the cache when they run; and how many strands run
  /// before the clock is read.
  private static let batch: Int32 = 256
  /// How many tasks are started, and for how long (ns), before strands that were woken have their turn.
  private static let startBatch = 1024
  private static let startTime: Int64 = 1_000_000

  /// Runs until every role has ended, or the run is abandoned. Called once, when the gate is open.
  mutating func run() {
    wakeWord.pointee.store(LoopWake.awake, ordering: .sequentiallyConsistent)
    now = Clock.now()
    beginAccounts()
    for lane in 0..<laneCount { retireIfDone(lane) }
    while lanesLeft > 0 {
      if world.isAbandoned { break }
      if isNotified { notice() }
      wakeDue()
      let didSomething = context.policy == .concurrent ? turn() : turnInOrder()
      if !didSomething, lanesLeft > 0 { sleep() }
    }
    if lanesLeft > 0 { abandon() }
    endAccounts()
    context.mailbox.close(with: blocking)
  }

  @inline(__always)
  var isNotified: Bool { wakeWord.pointee.load(ordering: .relaxed) == LoopWake.notified }

  /// The run was abandoned: gives up operations, and counts the waits that have come to nothing.
  private mutating func abandon() {
    for operation in operations.values { operation.cancel(context.poller) }
    now = Clock.now()
    for handle in 0..<slab.used where slab[handle].pointee.phase.isWaitingForObject {
      chargeWait(handle, for: Int(slab[handle].pointee.object), isServed: false)
    }
  }

  /// Reads the clock and lets strands go on whose time has come.
  private mutating func wakeDue() {
    now = Clock.now()
    var left = EventLoop.batch
    while left > 0, let handle = timers.popDue(now, slab) {
      left -= 1
      wake(handle)
    }
  }

  /// A strand whose time has come, or whose operation's descriptor is ready, can go on.
  private mutating func wake(_ handle: Int32) {
    let record = slab[handle]
    if record.pointee.phase == .operating {
      record.pointee.phase = .operable
      if record.pointee.time <= now { operations[handle]?.alarm = nil }
    } else {
      record.pointee.phase = .ready
    }
    let lane = lanes + Int(record.pointee.lane)
    lane.pointee.ready.append(handle, slab)
  }

  /// Concurrent: strands that can go on now, then tasks not started yet. False when there was neither.
  private mutating func turn() -> Bool {
    var left = min(lanes.pointee.ready.count, EventLoop.batch)
    var didSomething = left > 0
    while left > 0, let handle = lanes.pointee.ready.popFirst(slab) {
      left -= 1
      resume(handle)
      if isNotified { notice() }
    }
    left = Int32(EventLoop.startBatch)
    let end = now + EventLoop.startTime
    while left > 0, now < end, start(0) {
      left -= 1
      didSomething = true
      if isNotified { notice() }
    }
    return didSomething
  }

  /// Sequential: one strand of the role that has its turn, or else of the first role that has one.
  private mutating func turnInOrder() -> Bool {
    let mayStay = !hasYielded
    hasYielded = false
    if mayStay, go(current) { return true }
    for lane in 0..<laneCount where lane != current {
      if go(lane) { return true }
    }
    return !mayStay && go(current)
  }

  private mutating func go(_ lane: Int) -> Bool {
    guard let handle = lanes[lane].ready.popFirst(slab) else { return start(lane) }
    resume(handle)
    return true
  }

  /// Sleeps until the next deadline, until a descriptor is ready, or until somebody wakes the loop.
  private mutating func sleep() {
    var deadline = timers.next
    for lane in 0..<laneCount { deadline = min(deadline, lanes[lane].arrival) }
    if waits.count > 0, spin() { return }
    guard
      wakeWord.pointee.compareExchange(
        expected: LoopWake.awake, desired: LoopWake.asleep, ordering: .sequentiallyConsistent
      ).exchanged
    else { return }
    let isParked = deadline == .max && operations.isEmpty
    let record = lanes.pointee.record
    pauseAccounts()
    let began = Clock.now()
    if isParked { world.publish(record, parkedAsLoop: context.number) }
    let ready = context.poller.wait(until: deadline)
    if isParked { world.retract(record) }
    let before = wakeWord.pointee.exchange(LoopWake.awake, ordering: .sequentiallyConsistent)
    now = Clock.now()
    resumeAccounts(slept: now - began)
    for handle in ready where slab[handle].pointee.phase == .operating { wake(handle) }
    if before == LoopWake.notified { notice() }
  }

  /// Waits for a wake-up for a moment, as sleeping and being woken costs far more. True when it came.
  private borrowing func spin() -> Bool {
    var looks = world.header.pointee.spinLimit
    while looks > 0 {
      for _ in 0..<8 { platform_pause() }
      if isNotified { return true }
      looks -= 8
    }
    return false
  }

  /// Ends a role that has no task left, here.
  mutating func retireIfDone(_ number: Int) {
    let lane = lanes + number
    guard lane.pointee.isDone, !lane.pointee.hasRetired else { return }
    lane.pointee.hasRetired = true
    lanesLeft -= 1
    world.retire(role: lane.pointee.role)
    lane.pointee.record.pointee.ended = Clock.now()
  }
}
