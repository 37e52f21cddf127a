// Driving one strand on a thread: what the machine hands over is carried out here by waiting.
import ScenarioModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Worker {
  /// Runs a strand to its end.
  func drive(_ strand: UnsafeMutablePointer<Strand>, _ machine: Machine) -> TaskEnd {
    var signal = machine.run(strand)
    while true {
      switch signal {
      case .ended: return .result(strand.pointee.payload)
      case .branchEnded: return .result(0)
      case .failed: return .failed(isAssertion: strand.pointee.payload == 1)
      case .blocked:
        guard let next = block(strand, machine) else { return .abandoned }
        signal = next
        continue
      case .sleep:
        guard sleep(strand.pointee.payload) else { return .abandoned }
      case .compute:
        Clock.burn(strand.pointee.payload, interpose: safepoint)
        if world.isAbandoned { return .abandoned }
      case .yield:
        interpreter?.release()
        Pause.yieldThread()
        interpreter?.acquire()
      case .call:
        if let end = call(strand, machine) { return end }
      case .fork: fork(strand)
      case .join:
        if let end = join(strand, machine) { return end }
      case .safepoint: if safepoint() { return .abandoned }
      }
      signal = machine.run(strand)
    }
  }

  /// Waits until the strand's instruction is possible, and goes on; nil when the run was abandoned.
  private func block(_ strand: UnsafeMutablePointer<Strand>, _ machine: Machine) -> Signal? {
    interpreter?.release()
    var result: Signal?
    let object = Int(strand.pointee.payload)
    let parked = world.park(agent: agent, on: object) {
      result = machine.attempt(strand)
      return result != .blocked || Int(strand.pointee.payload) != object
    }
    interpreter?.acquire()
    guard parked == .ready else { return nil }
    return result ?? machine.run(strand)
  }

  private func sleep(_ nanoseconds: Int64) -> Bool {
    asleep { began in
      world.sleep(until: began.addingReportingOverflow(nanoseconds).overflow ? .max : began + nanoseconds)
    }
  }

  /// Waits for time or input, in the books and without the interpreter.
  ///
  /// - Parameter body: is told when it began.
  private func asleep<Result>(_ body: (Int64) throws -> Result) rethrows -> Result {
    interpreter?.release()
    let began = Clock.now()
    record.pointee.waitingSince = began
    defer {
      record.pointee.waitingSince = 0
      record.pointee.sleeping += Clock.now() - began
      interpreter?.acquire()
    }
    return try body(began)
  }

  /// Runs a native kernel; non-nil when the strand ends with it.
  private func call(_ strand: UnsafeMutablePointer<Strand>, _ machine: Machine) -> TaskEnd? {
    let target = Int(strand.pointee.payload & 0xffff_ffff)
    let registers: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
    let number = Int(strand.pointee.payload >> 32)
    let context = KernelContext(
      task: registers[0], input: registers[4], worker: Int(registers[1]),
      meter: meters[number], safepoint: safepoint)
    do {
      switch kernels[number] {
      case .blocking(let body): registers[target] = try body(context)
      case .offloaded(let body):
        // It waits in the system, as a C extension would that has let go of the lock.
        interpreter?.release()
        defer { interpreter?.acquire() }
        let began = Clock.now()
        defer { record.pointee.sleeping += Clock.now() - began }
        let waiting = KernelContext(
          task: context.task, input: context.input, worker: context.worker, meter: context.meter
        ) { [world] in world.isAbandoned }
        registers[target] = try body(waiting)
      case .suspending(let start):
        registers[target] = try asleep { _ in try OperationDriver.run(try start(context)) { world.isAbandoned } }
      }
      return nil
    } catch let error as TaskError {
      // The failure belongs to the call, which is behind the pc already.
      strand.pointee.pc -= 1
      return machine.unwind(strand, .kernel, text: error.message)
        ? nil : .failed(isAssertion: strand.pointee.payload == 1)
    } catch {
      return .abandoned
    }
  }

  /// Hands the branches of a fork to the role's helpers.
  private func fork(_ strand: UnsafeMutablePointer<Strand>) {
    let program = control.pointee.program
    let forks: UnsafeMutablePointer<Int32> = world.at(program.forks)
    let entries: UnsafeMutablePointer<Int32> = world.at(program.entries)
    let number = Int(strand.pointee.payload)
    let owner = (Int(strand.pointee.join) - world.layout.joins) / world.layout.strandCount
    let join = world.objects + Int(strand.pointee.join)
    let branches = Int(forks[number])..<Int(forks[number + 1])
    var slots: [Int] = []
    join.pointee.extra.store(0, ordering: .relaxed)
    join.pointee.value.store(Int64(branches.count), ordering: .sequentiallyConsistent)
    for branch in branches {
      let slot = claimBranch(owner: owner)
      let strands: UnsafeMutablePointer<Strand> = world.inAgent(owner, world.layout.strands)
      var child = Strand()
      child.registers = strand.pointee.registers
      child.id = StrandID.make(role: role, task: StrandID.task(strand.pointee.id), branch: slot)
      child.branch = UInt16(slot)
      child.pc = entries[branch]
      child.join = Int32(world.layout.joins + owner * world.layout.strandCount + slot)
      child.parentJoin = strand.pointee.join
      strands[slot] = child
      guard world.stage == nil else {
        slots.append(slot)
        continue
      }
      // The ring has room for every strand that can exist.
      _ = world.put(Int64(owner) << 16 | Int64(slot), queue: Int(control.pointee.jobs))
    }
    for slot in slots {
      startInTurn(owner: owner, slot: slot, worker: worker(of: strand), isLast: slot == slots.last)
    }
  }

  /// Where an order is forced, branches start one after another: each comes to rest before the next begins. Nobody waits
  /// for the last one, with which all of them may end.
  private func startInTurn(owner: Int, slot: Int, worker: Int, isLast: Bool) {
    let before = world.tokensOut
    world.addToken(role: role, worker: worker, strand: slot)
    _ = world.put(Int64(owner) << 16 | Int64(slot), queue: Int(control.pointee.jobs))
    func isAtRest() -> Bool { world.tokensOut <= before }
    if !isLast, !isAtRest() { _ = world.park(agent: agent, on: world.layout.stageObject, attempt: isAtRest) }
  }

  /// A free branch slot of the agent that owns the task; there are as many as the program can have strands.
  private func claimBranch(owner: Int) -> Int {
    let slots = world.agent(owner)
    var used = slots.pointee.branches.load(ordering: .relaxed)
    while true {
      let slot = (~used & ~1).trailingZeroBitCount
      let result = slots.pointee.branches.weakCompareExchange(
        expected: used, desired: used | 1 << UInt64(slot), ordering: .sequentiallyConsistent)
      if result.exchanged { return slot }
      used = result.original
    }
  }

  /// Waits for the strand's branches; non-nil when the strand ends because one of them failed.
  private func join(_ strand: UnsafeMutablePointer<Strand>, _ machine: Machine) -> TaskEnd? {
    let object = Int(strand.pointee.join)
    let join = world.objects + object
    // Its last branch gives it another.
    world.release(role: role, worker: worker(of: strand), strand: Int(strand.pointee.branch))
    if join.pointee.value.load(ordering: .sequentiallyConsistent) != 0 {
      interpreter?.release()
      let parked = world.park(agent: agent, on: object) {
        join.pointee.value.load(ordering: .sequentiallyConsistent) == 0
      }
      interpreter?.acquire()
      if parked == .abandoned { return .abandoned }
    }
    let failures = join.pointee.extra.load(ordering: .relaxed)
    guard failures != 0 else {
      strand.pointee.pc += 1
      return nil
    }
    // The branch has recorded why; the task only follows it.
    strand.pointee.failing = failures >> 32 != 0 ? FailureKind.branch.rawValue : FailureKind.assertion.rawValue
    if machine.unwind(strand, .branch) { return nil }
    return .failed(isAssertion: strand.pointee.payload == 1)
  }

  /// A helper's life: runs branches of the role's tasks until the role has ended.
  func runHelper() {
    let jobs = Int(control.pointee.jobs)
    interpreter?.acquire()
    defer { interpreter?.release() }
    while true {
      switch world.take(queue: jobs) {
      case .item(let job, _):
        guard runBranch(owner: Int(job >> 16), slot: Int(job & 0xffff)) else { return }
      case .drained: return
      case .empty:
        interpreter?.release()
        let parked = world.park(agent: agent, on: Int(world.queues[jobs].items)) { world.look(queue: jobs) != false }
        interpreter?.acquire()
        if parked == .abandoned { return }
      }
    }
  }

  private func runBranch(owner: Int, slot: Int) -> Bool {
    let strand = world.inAgent(owner, world.layout.strands, as: Strand.self) + slot
    record.pointee.branchesStarted += 1
    books.becameBusy()
    record.pointee.current.store((Int64(owner) << 16 | Int64(slot)) + 1, ordering: .relaxed)
    defer {
      record.pointee.current.store(0, ordering: .relaxed)
      books.becameIdle()
    }
    let end = drive(strand, machine(owner: owner))
    if end == .abandoned { return false }
    let parent = Int(strand.pointee.parentJoin)
    let join = world.objects + parent
    if case .failed(let isAssertion) = end {
      join.pointee.extra.wrappingAdd(isAssertion ? 1 : 1 << 32, ordering: .sequentiallyConsistent)
    }
    world.agent(owner).pointee.branches.bitwiseAnd(~(1 << UInt64(slot)), ordering: .sequentiallyConsistent)
    let worker = worker(of: strand)
    let above = (parent - world.layout.joins) % world.layout.strandCount
    world.addToken(role: role, worker: worker, strand: above)
    if join.pointee.value.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0 {
      world.notify(parent)
    } else {
      world.release(role: role, worker: worker, strand: above)
    }
    world.release(role: role, worker: worker, strand: slot)
    return true
  }

  /// The number of the worker whose task a strand belongs to.
  private func worker(of strand: UnsafeMutablePointer<Strand>) -> Int {
    Int(world.at(strand.pointee.registers, as: Int64.self)[Int(Program.GivenRegister.worker.rawValue)])
  }
}
