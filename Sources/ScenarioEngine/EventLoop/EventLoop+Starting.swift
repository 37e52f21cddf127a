// Starting tasks on an event loop: claiming them when one more may be in flight, and when they are due.
import ScenarioModel
import Synchronization

extension EventLoop {
  /// Starts one task of a role and runs it until it waits for the first time.
  ///
  /// - Returns: false when there is none to start now.
  mutating func start(_ number: Int) -> Bool {
    let lane = lanes + number
    guard lane.pointee.inFlight < lane.pointee.limit, lane.pointee.waitsFor < 0 else { return false }
    if lane.pointee.claimed.isEmpty {
      if lane.pointee.sourceHasEnded { return false }
      switch claim(number) {
      case .started: return true
      case .claimed: break
      case .nothing: return false
      }
    }
    if world.isStopping {
      endSource(number)
      return false
    }
    let task = lane.pointee.claimed.lowerBound
    var since = now
    if let due = lane.pointee.source.due(of: task) {
      if due > now { now = Clock.now() }
      lane.pointee.arrival = due > now ? due : .max
      if due > now { return false }
      since = due
    }
    lane.pointee.claimed = task + 1..<lane.pointee.claimed.upperBound
    begin(number, task: task, input: lane.pointee.source.input(of: task), since: since)
    return true
  }

  private enum Claimed { case started, claimed, nothing }

  private mutating func claim(_ number: Int) -> Claimed {
    let lane = lanes + number
    if lane.pointee.claimedAt > 0 { lane.pointee.chunk.adapt(took: now - lane.pointee.claimedAt) }
    lane.pointee.claimedAt = 0
    var markedObject = -1
    while true {
      let claim =
        mayClaim(number) ? lane.pointee.source.claim(lane.pointee.chunk.size) : .wait(world.layout.stageObject)
      switch claim {
      case .tasks(let tasks):
        lane.pointee.claimed = tasks
        lane.pointee.claimedAt = now
        return .claimed
      case .item(let item, let sequence):
        unmarkIfUnused(markedObject)
        now = Clock.now()
        begin(number, task: sequence, input: item, since: now)
        return .started
      case .wait(let object):
        guard object == markedObject else {
          mark(object)
          markedObject = object
          continue
        }
        lane.pointee.waitsFor = Int32(object)
        waits.addSource(to: object)
        return .nothing
      case .finished:
        unmarkIfUnused(markedObject)
        endSource(number)
        if let granted = lane.pointee.granted {
          world.release(role: lane.pointee.role, worker: Int(granted), strand: 0)
        }
        return .nothing
      }
    }
  }

  /// Where an order is forced: whether it is the turn of one of the lane's free coroutines to ask for a task.
  private mutating func mayClaim(_ number: Int) -> Bool {
    let lane = lanes + number
    guard world.stage != nil else { return true }
    lane.pointee.granted = nil
    if let freed = lane.pointee.freed {
      lane.pointee.freed = nil
      lane.pointee.granted = freed
      return true
    }
    if world.isStageOver { return true }
    let first = Int(lane.pointee.firstCoroutine ?? 0)
    let workers = first..<first + Int(clamping: min(lane.pointee.limit, Int(lane.pointee.control.pointee.workerCount)))
    lane.pointee.granted = world.claimer(role: lane.pointee.role, among: workers).map(Int64.init)
    return lane.pointee.granted != nil || world.isStageOver
  }

  /// Where an order is forced: a coroutine has ended its task.
  mutating func rest(_ coroutine: Int64, of number: Int) {
    let lane = lanes + number
    guard world.claimsAtOnce(role: lane.pointee.role), !lane.pointee.sourceHasEnded else {
      return world.release(role: lane.pointee.role, worker: Int(coroutine), strand: 0)
    }
    lane.pointee.freed = coroutine
    guard lane.pointee.waitsFor == Int32(world.layout.stageObject) else { return }
    lane.pointee.waitsFor = -1
    waits.removeSource(from: world.layout.stageObject)
  }

  private mutating func endSource(_ number: Int) {
    let lane = lanes + number
    lane.pointee.sourceHasEnded = true
    lane.pointee.claimed = 0..<0
    lane.pointee.arrival = .max
    retireIfDone(number)
  }

  private mutating func begin(_ number: Int, task: Int64, input: Int64, since: Int64) {
    let lane = lanes + number
    let handle = slab.take()
    slab[handle].pointee = LoopStrand(
      id: StrandID.make(role: lane.pointee.role, task: task, branch: 0), since: since, time: 0, next: -1, pc: 0,
      draws: 0, extras: -1, object: 0, lane: UInt16(number), phase: .ready, failing: 0)
    let worker = lane.pointee.takeCoroutine(for: task)
    lane.pointee.control.pointee.prepare(slab.registers(handle), task: task, worker: worker, input: input)
    lane.pointee.inFlight += 1
    lane.pointee.books.becameBusy()
    lane.pointee.record.pointee.tasksStarted += 1
    resume(handle)
  }
}
