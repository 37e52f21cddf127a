// One worker for each task: waits for a task and for a free slot, and has somebody started in it.
import ScenarioModel
import Synchronization

/// The loop of a dispatcher, on its own thread of the run's main process. A slot is an agent that is not alive.
struct Dispatch {
  let world: World
  let role: Int
  let agent: Int
  let slots: Range<Int>

  /// Runs until the role's source has ended and every slot is free again, or the run is abandoned.
  ///
  /// - Parameter start: brings the slot's agent to life; its task lies in its record. What it throws is recorded as the
  ///   task's failure.
  func run(start: (Int) throws -> Void) {
    let source = TaskSource(world: world, role: role)
    while let slot = freeSlot(), let claim = next(source) {
      let record = world.agent(slot)
      record.pointee.assignedTask = claim.task
      record.pointee.assignedInput = claim.input
      record.pointee.assignedDue = source.due(of: claim.task) ?? Clock.now()
      world.expect(agent: slot)
      do {
        try start(slot)
      } catch {
        refuse(slot, claim.task, error)
      }
    }
    _ = waitForSlots { slots.allSatisfy { isFree($0) } }
  }

  private func isFree(_ slot: Int) -> Bool {
    world.agent(slot).pointee.status.load(ordering: .sequentiallyConsistent) != AgentRecord.Status.live
  }

  private func freeSlot() -> Int? {
    var found = slots.first { isFree($0) }
    if found != nil { return found }
    let isReady = waitForSlots {
      found = slots.first { isFree($0) }
      return found != nil
    }
    return isReady ? found : nil
  }

  private func waitForSlots(_ condition: () -> Bool) -> Bool {
    condition() || world.park(agent: agent, on: world.layout.freeWorker + role, attempt: condition) == .ready
  }

  private func next(_ source: TaskSource) -> (task: Int64, input: Int64)? {
    while true {
      var claim = source.claim(1)
      if case .wait(let object) = claim {
        let parked = world.park(agent: agent, on: object) {
          claim = source.claim(1)
          if case .wait = claim { return false }
          return true
        }
        if parked == .abandoned { return nil }
      }
      switch claim {
      case .tasks(let tasks):
        if let due = source.due(of: tasks.lowerBound), !world.sleep(until: due, unless: Stop.drain) { return nil }
        return (tasks.lowerBound, source.input(of: tasks.lowerBound))
      case .item(let item, let sequence): return (sequence, item)
      case .wait: continue
      case .finished: return nil
      }
    }
  }

  private func refuse(_ slot: Int, _ task: Int64, _ error: any Error) {
    let reason = (error as? StartError)?.reason ?? (error as? StartFailure)?.message ?? "\(error)"
    var strand = Strand()
    let registers: UnsafeMutablePointer<Int64> = world.inAgent(slot, world.layout.registers)
    registers[Int(Program.GivenRegister.worker.rawValue)] = Int64(world.agent(slot).pointee.worker)
    strand.registers = UnsafeMutableRawPointer(registers) - world.base
    strand.id = StrandID.make(role: role, task: task, branch: 0)
    Machine(world: world, agent: slot, role: role, replica: 0)
      .recordFailure(.kernel, &strand, text: "no worker could be started for it: \(reason)")
    world.agent(slot).pointee.tasksStarted += 1
    world.agent(slot).pointee.tasksFailed += 1
    passOver(task)
    world.agent(slot).pointee.status.store(AgentRecord.Status.ended, ordering: .sequentiallyConsistent)
    world.header.pointee.live.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }

  /// A task without a result must not keep the results behind it from leaving the role in order.
  private func passOver(_ task: Int64) {
    var delivery = Delivery(world: world, role: role, sequence: task, value: nil, worker: 0)
    _ = delivery.finish(agent: agent, interpreter: nil) { _, _, _ in }
  }
}

extension Worker {
  /// Runs the one task that a dispatcher has put into the agent's record.
  func runAssigned() {
    interpreter?.acquire()
    defer { interpreter?.release() }
    books.becameBusy()
    defer { books.becameIdle() }
    _ = runTask(
      record.pointee.assignedTask, input: record.pointee.assignedInput, since: record.pointee.assignedDue,
      machine(owner: agent))
  }
}
