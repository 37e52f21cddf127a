// A result on its way out of a role: into every queue, in the order of tasks where that was asked for.
import ScenarioModel
import Synchronization

/// How far a delivery got.
enum DeliveryStep {
  case done
  /// Not yet: call `advance` again when this object has changed.
  case blocked(Int)
  /// A queue refused the result: call `advance` again for the rest.
  /// `sequence` says whose: an emitter puts the results of others, too.
  case failed(FailureKind, sequence: Int64, queue: Int)
}

/// Delivers one result; resumable, so that threads and event loops share it.
///
/// Ordered delivery keeps finished results in a window. Whoever finds the next one in line ready becomes the emitter and
/// puts results until there is a gap; a worker whose result is too far ahead waits for the window to move.
struct Delivery {
  fileprivate enum Phase { case begin, putting, window, electing, emitting }
  let world: World
  let role: UnsafeMutablePointer<RoleControl>
  let number: Int
  private var phase = Phase.begin
  private var value: Int64
  private let hasValue: Bool
  private let sequence: Int64
  private var destination = 0
  private var ticket: Int64?
  /// Who delivers, where an order is forced.
  private let worker: Int

  /// - Parameters:
  ///   - value: nil for a task that failed and has no result.
  ///   - worker: the number of the worker whose result it is.
  init(world: World, role number: Int, sequence: Int64, value: Int64?, worker: Int) {
    self.world = world
    self.number = number
    role = world.roles + number
    self.sequence = sequence
    self.worker = worker
    self.value = value ?? 0
    hasValue = value != nil
  }

  /// What is to be remembered of a delivery that is blocked: itself, less its way to the arena.
  struct Progress {
    fileprivate var phase: Phase
    fileprivate var value: Int64
    fileprivate var hasValue: Bool
    fileprivate var sequence: Int64
    fileprivate var destination: Int
    fileprivate var ticket: Int64?
    fileprivate var worker: Int
  }

  var progress: Progress {
    Progress(
      phase: phase, value: value, hasValue: hasValue, sequence: sequence, destination: destination, ticket: ticket,
      worker: worker)
  }

  init(world: World, role number: Int, resuming progress: Progress) {
    self.init(
      world: world, role: number, sequence: progress.sequence, value: progress.hasValue ? progress.value : nil,
      worker: progress.worker)
    (phase, value) = (progress.phase, progress.value)
    (destination, ticket) = (progress.destination, progress.ticket)
  }

  mutating func advance() -> DeliveryStep {
    while true {
      switch phase {
      case .begin:
        if role.pointee.intoCount == 0 || (!hasValue && !role.pointee.isOrdered) { return .done }
        phase = role.pointee.isOrdered ? .window : .putting
      case .putting: return putAll()
      case .window:
        let slot = self.slot(sequence)
        guard sequence - role.pointee.nextOut.load(ordering: .sequentiallyConsistent) <= role.pointee.windowMask else {
          return .blocked(windowObject)
        }
        slot.pointee.value = value
        slot.pointee.state.store(hasValue ? sequence + 1 : -(sequence + 1), ordering: .sequentiallyConsistent)
        phase = .electing
      case .electing:
        guard isNextReady else { return .done }
        guard
          role.pointee.emitting.compareExchange(expected: 0, desired: 1, ordering: .sequentiallyConsistent).exchanged
        else { return .done }
        phase = .emitting
        beginEmission()
      case .emitting:
        if let step = emit() { return step }
      }
    }
  }

  private var windowObject: Int { world.layout.window + number }

  private func slot(_ sequence: Int64) -> UnsafeMutablePointer<WindowSlot> {
    world.at(role.pointee.window, as: WindowSlot.self) + Int(sequence & role.pointee.windowMask)
  }

  private var isNextReady: Bool {
    let next = role.pointee.nextOut.load(ordering: .sequentiallyConsistent)
    return abs(slot(next).pointee.state.load(ordering: .sequentiallyConsistent)) == next + 1
  }

  private mutating func beginEmission() {
    destination = 0
    ticket = nil
  }

  /// Puts the next result in line; nil when the delivery goes on in another phase.
  private mutating func emit() -> DeliveryStep? {
    let next = role.pointee.nextOut.load(ordering: .sequentiallyConsistent)
    guard isNextReady else {
      role.pointee.emitting.store(0, ordering: .sequentiallyConsistent)
      phase = .electing
      return nil
    }
    if slot(next).pointee.state.load(ordering: .sequentiallyConsistent) > 0 {
      value = slot(next).pointee.value
      let step = putAll()
      guard case .done = step else { return step }
    }
    role.pointee.nextOut.store(next + 1, ordering: .sequentiallyConsistent)
    world.notify(windowObject, all: true)
    beginEmission()
    return nil
  }

  /// Puts `value` into the queues from `destination` on.
  private mutating func putAll() -> DeliveryStep {
    let queues: UnsafeMutablePointer<Int32> = world.at(role.pointee.into)
    while destination < Int(role.pointee.intoCount) {
      if world.stage != nil, !world.mayDeliver(role: number, worker: worker) {
        return .blocked(world.layout.stageObject)
      }
      let index = Int(queues[destination])
      let queue = world.queues + index
      if queue.pointee.form == QueueControl.Form.rendezvous {
        if let step = offer(index) { return step }
      } else {
        switch world.put(value, queue: index) {
        case .done, .dropped: break
        case .full: return .blocked(Int(queue.pointee.room))
        case .failed: return skip(.queueFull, index)
        case .closed: return skip(.queueClosed, index)
        }
      }
      destination += 1
    }
    return .done
  }

  private mutating func offer(_ index: Int) -> DeliveryStep? {
    let queue = world.queues + index
    if ticket == nil {
      let (result, ticket) = world.offer(value, queue: index)
      switch result {
      case .done:
        self.ticket = ticket
        if world.stage != nil, !world.mayDeliver(role: number, worker: worker) {
          return .blocked(world.layout.stageObject)
        }
      case .dropped: return nil
      case .full: return .blocked(Int(queue.pointee.room))
      case .failed: return skip(.queueFull, index)
      case .closed: return skip(.queueClosed, index)
      }
    }
    guard Rendezvous.wasTaken(ticket: ticket!, queue) else { return .blocked(Int(queue.pointee.taken)) }
    ticket = nil
    return nil
  }

  private mutating func skip(_ kind: FailureKind, _ queue: Int) -> DeliveryStep {
    destination += 1
    let emitted = role.pointee.nextOut.load(ordering: .relaxed)
    return .failed(kind, sequence: phase == .emitting ? emitted : sequence, queue: queue)
  }
}

extension Delivery {
  /// Delivers to the end on the calling thread, waiting where it must.
  ///
  /// - Parameters:
  ///   - interpreter: given up while it waits.
  ///   - refused: told of each result that a queue refused, whose it is, and by which queue.
  /// - Returns: `.abandoned` when the run ended first.
  mutating func finish(
    agent: Int, interpreter: InterpreterLock?, refused: (FailureKind, _ sequence: Int64, _ queue: Int) -> Void
  ) -> ParkResult {
    while true {
      var step = advance()
      if case .blocked(let object) = step {
        interpreter?.release()
        let parked = world.park(agent: agent, on: object) {
          step = advance()
          if case .blocked(let other) = step { return other != object }
          return true
        }
        interpreter?.acquire()
        if parked == .abandoned { return .abandoned }
      }
      switch step {
      case .done: return .ready
      case .blocked: continue
      case .failed(let kind, let sequence, let queue): refused(kind, sequence, queue)
      }
    }
  }
}
