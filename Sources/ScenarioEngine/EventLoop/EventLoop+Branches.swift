// The branches of `parallel` on an event loop: strands that share their task's registers, counted here.
import ScenarioModel

extension EventLoop {
  /// Makes the branches of a fork ready, in the order written; the running strand goes on to its join.
  mutating func fork(_ handle: Int32, _ lane: Int) {
    let program = lanes[lane].control.pointee.program
    let forks: UnsafeMutablePointer<Int32> = world.at(program.forks)
    let entries: UnsafeMutablePointer<Int32> = world.at(program.entries)
    let number = Int(strand.pointee.payload)
    let branches = Int(forks[number])..<Int(forks[number + 1])
    let parent = extra(of: handle)
    parent.pointee.pending = Int32(branches.count)
    parent.pointee.failedAsserts = 0
    parent.pointee.failures = 0
    let root = parent.pointee.root >= 0 ? parent.pointee.root : handle
    let task = StrandID.task(strand.pointee.id)
    // Where an order is forced, a branch that starts branches itself waits for them before the next one starts.
    let others = world.stage == nil ? StrandList() : lanes[lane].ready
    if world.stage != nil { lanes[lane].ready = StrandList() }
    for branch in branches {
      let child = slab.take()
      let index = extras.take()
      let slot = claimBranch(of: root)
      world.addToken(role: lanes[lane].role, worker: worker(of: root), strand: slot)
      slab[child].pointee = LoopStrand(
        id: StrandID.make(role: lanes[lane].role, task: task, branch: slot), since: 0, time: 0, next: -1,
        pc: entries[branch], draws: 0, extras: index, object: -1, lane: UInt16(lane), phase: .ready, failing: 0)
      extras[index].pointee.parent = handle
      extras[index].pointee.root = root
      lanes[lane].books.becameBusy()
      lanes[lane].ready.append(child, slab)
    }
    lanes[lane].ready.append(others, slab)
    // The records may have moved.
    strand.pointee.registers = UnsafeMutableRawPointer(slab.registers(root)) - world.base
  }

  /// A branch number that is free; there are as many as the program can have strands.
  private mutating func claimBranch(of root: Int32) -> Int {
    let task = extra(of: root)
    let slot = (~task.pointee.branches).trailingZeroBitCount
    task.pointee.branches |= 1 << UInt64(slot)
    return slot
  }

  /// - Returns: whether the running strand goes on; if not it waits for its branches, or has ended.
  mutating func join(_ handle: Int32, _ lane: Int) -> Bool {
    let extra = extra(of: handle)
    guard extra.pointee.pending == 0 else {
      pack(handle, .joining)
      // Its last branch gives it another.
      world.release(
        role: lanes[lane].role, worker: Int(lanes[lane].machine.worker(of: strand)), strand: Int(strand.pointee.branch))
      return false
    }
    guard extra.pointee.failures + extra.pointee.failedAsserts != 0 else {
      strand.pointee.pc += 1
      return true
    }
    // The branch has recorded why; the task only follows it.
    let kind = extra.pointee.failures != 0 ? FailureKind.branch : .assertion
    strand.pointee.failing = kind.rawValue
    if lanes[lane].machine.unwind(strand, .branch) { return true }
    end(handle, .failed(isAssertion: strand.pointee.payload == 1))
    return false
  }

  mutating func endBranch(_ handle: Int32, _ end: TaskEnd) {
    let record = slab[handle]
    let lane = Int(record.pointee.lane)
    let branch = extras[record.pointee.extras]
    let parent = branch.pointee.parent
    extra(of: branch.pointee.root).pointee.branches &= ~(1 << UInt64(StrandID.branch(record.pointee.id)))
    let counts = extra(of: parent)
    counts.pointee.pending -= 1
    if case .failed(let isAssertion) = end {
      if isAssertion { counts.pointee.failedAsserts += 1 } else { counts.pointee.failures += 1 }
    }
    lanes[lane].books.becameIdle()
    let worker = worker(of: branch.pointee.root)
    let (own, above) = (StrandID.branch(record.pointee.id), StrandID.branch(slab[parent].pointee.id))
    free(handle)
    if counts.pointee.pending == 0, slab[parent].pointee.phase == .joining {
      world.addToken(role: lanes[lane].role, worker: worker, strand: above)
      slab[parent].pointee.phase = .ready
      lanes[lane].ready.append(parent, slab)
    }
    world.release(role: lanes[lane].role, worker: worker, strand: own)
  }

  /// The number of the coroutine that runs a task.
  private func worker(of root: Int32) -> Int {
    Int(slab.registers(root)[Int(Program.GivenRegister.worker.rawValue)])
  }
}
