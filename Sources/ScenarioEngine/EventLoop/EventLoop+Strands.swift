// Running a strand on an event loop: what the machine hands over is started here, and the strand left until it is done.
import ScenarioModel
import Synchronization

extension EventLoop {
  /// Runs a strand that can go on, until it waits or ends.
  mutating func resume(_ handle: Int32) {
    let record = slab[handle]
    let lane = Int(record.pointee.lane)
    if lane != current { switchAccounts(to: lane) }
    let phase = record.pointee.phase
    record.pointee.phase = .running
    unpack(handle, into: strand)
    switch phase {
    case .failed:
      end(handle, .failed(isAssertion: record.pointee.object == 1))
    case .operable:
      if continueOperation(handle) { drive(handle, lanes[lane].machine.run(strand)) }
    default: drive(handle, lanes[lane].machine.run(strand))
    }
  }

  private mutating func drive(_ handle: Int32, _ first: Signal) {
    let lane = Int(slab[handle].pointee.lane)
    var signal = first
    var spinning: Spinning?
    while true {
      if let began = spinning, signal != .safepoint {
        now = Clock.now()
        noteBlocking(lane, pc: began.pc, took: now - began.since)
        spinning = nil
      }
      switch signal {
      case .ended: return end(handle, .result(strand.pointee.payload))
      case .branchEnded: return end(handle, .result(0))
      case .failed: return end(handle, .failed(isAssertion: strand.pointee.payload == 1))
      case .blocked:
        guard let next = block(handle, lane) else { return }
        signal = next
        continue
      case .sleep: if sleep(handle, lane, strand.pointee.payload) { return }
      case .compute: if compute(lane) { return }
      case .yield:
        hasYielded = true
        pack(handle, .ready)
        return lanes[lane].ready.append(handle, slab)
      case .call: if !call(handle, lane) { return }
      case .fork: fork(handle, lane)
      case .join: if !join(handle, lane) { return }
      case .safepoint:
        if world.isAbandoned { return }
        if isNotified { notice() }
        if spinning == nil { spinning = Spinning(since: Clock.now(), pc: strand.pointee.pc) }
      }
      signal = lanes[lane].machine.run(strand)
    }
  }

  /// A strand that computes for long without a visible step: since when, and where.
  private struct Spinning {
    var since: Int64
    var pc: Int32
  }

  /// - Returns: whether the strand waits, or the run was abandoned.
  private mutating func sleep(_ handle: Int32, _ lane: Int, _ nanoseconds: Int64) -> Bool {
    now = Clock.now()
    let (deadline, isNever) = now.addingReportingOverflow(nanoseconds)
    if context.policy == .sequential {
      let slept = world.sleep(until: isNever ? .max : deadline)
      let woken = Clock.now()
      lanes[lane].record.pointee.sleeping += woken - now
      now = woken
      return !slept
    }
    pack(handle, .sleeping)
    timers.sleep(handle, until: isNever ? .max - 1 : deadline, slab)
    return true
  }

  /// - Returns: whether the run was abandoned.
  private mutating func compute(_ lane: Int) -> Bool {
    let began = Clock.now()
    let pc = strand.pointee.pc - 1
    context.mailbox.isBusy(with: strand.pointee.id, pc: pc)
    Clock.burn(strand.pointee.payload, interpose: safepoint)
    now = Clock.now()
    noteBlocking(lane, pc: pc, took: now - began)
    return world.isAbandoned
  }

  /// Remembers a step that kept all other strands waiting.
  mutating func noteBlocking(_ lane: Int, pc: Int32, took nanoseconds: Int64) {
    guard nanoseconds >= context.patience, context.policy == .concurrent else { return }
    blocking.add(role: lanes[lane].role, pc: pc, nanoseconds)
  }

  /// Makes the machine's strand from the record.
  func unpack(_ handle: Int32, into strand: UnsafeMutablePointer<Strand>) {
    let record = slab[handle]
    strand.pointee.id = record.pointee.id
    strand.pointee.pc = record.pointee.pc
    strand.pointee.failing = record.pointee.failing
    strand.pointee.draws = Int64(record.pointee.draws)
    strand.pointee.branch = UInt16(StrandID.branch(record.pointee.id))
    strand.pointee.heldCount = 0
    var owner = handle
    if record.pointee.extras >= 0 {
      let extra = extras[record.pointee.extras]
      strand.pointee.heldCount = extra.pointee.heldCount
      strand.pointee.held = extra.pointee.held
      if extra.pointee.root >= 0 { owner = extra.pointee.root }
    }
    strand.pointee.registers = UnsafeMutableRawPointer(slab.registers(owner)) - world.base
  }

  /// Puts what the machine has changed back into the record of a strand that now waits.
  func pack(_ handle: Int32, _ strand: UnsafeMutablePointer<Strand>) {
    let record = slab[handle]
    record.pointee.pc = strand.pointee.pc
    record.pointee.failing = strand.pointee.failing
    record.pointee.draws = UInt32(truncatingIfNeeded: strand.pointee.draws)
    guard record.pointee.extras >= 0 else { return }
    let extra = extras[record.pointee.extras]
    extra.pointee.heldCount = strand.pointee.heldCount
    extra.pointee.held = strand.pointee.held
  }

  mutating func pack(_ handle: Int32, _ phase: LoopStrand.Phase) {
    if strand.pointee.heldCount > 0 { _ = extra(of: handle) }
    pack(handle, strand)
    slab[handle].pointee.phase = phase
  }

  /// The strand's extras; it has them from now on.
  mutating func extra(of handle: Int32) -> UnsafeMutablePointer<StrandExtras> {
    let record = slab[handle]
    if record.pointee.extras < 0 { record.pointee.extras = extras.take() }
    return extras[record.pointee.extras]
  }
}
