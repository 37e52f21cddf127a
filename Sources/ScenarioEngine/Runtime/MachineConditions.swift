// Instructions on condition variables and barriers.
import ScenarioModel
import Synchronization

extension Machine {
  /// Takes a ticket of the condition and gives its lock back. Tickets are served in order: a signal wakes exactly one
  /// strand that waits, never one that comes later.
  func conditionEnter(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let condition = world.objects + (world.layout.conditions + Int(i.b))
    let lock = world.layout.locks + Int(world.at(world.layout.conditionLocks, as: Int32.self)[Int(i.b)])
    let owner = world.objects + lock
    guard owner.pointee.value.load(ordering: .relaxed) == strand.pointee.id + 1 else { return .failed(.notHeld) }
    let depth = owner.pointee.extra.exchange(0, ordering: .relaxed)
    let ticket = condition.pointee.value.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
    r[Int(i.a)] = ConditionTicket.make(ticket, depth: depth)
    for _ in 1..<max(1, depth) { strand.pointee.forget(lock) }
    owner.pointee.value.store(0, ordering: .sequentiallyConsistent)
    return released(lock, strand)
  }

  func conditionAwait(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let object = world.layout.conditions + Int(i.b)
    let served = world.objects[object].extra.load(ordering: .sequentiallyConsistent)
    guard served > ConditionTicket.number(r[Int(i.a)]) else { return blocked(on: object, strand) }
    uses[object].acquisitions += 1
    return next(strand)
  }

  func signal(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let condition = world.objects + object
    var served = condition.pointee.extra.load(ordering: .sequentiallyConsistent)
    while served < condition.pointee.value.load(ordering: .sequentiallyConsistent) {
      let result = condition.pointee.extra.compareExchange(
        expected: served, desired: served + 1, ordering: .sequentiallyConsistent)
      if result.exchanged {
        world.notify(object, all: true)
        break
      }
      served = result.original
    }
    return next(strand)
  }

  func broadcast(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let condition = world.objects + object
    let tickets = condition.pointee.value.load(ordering: .sequentiallyConsistent)
    _ = condition.pointee.extra.max(tickets, ordering: .sequentiallyConsistent)
    world.notify(object, all: true)
    return next(strand)
  }

  /// The barrier's word is its generation and, in the low half, how many have arrived.
  func barrierArrive(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let object = world.layout.barriers + Int(i.b)
    let barrier = world.objects + object
    var state = barrier.pointee.value.load(ordering: .sequentiallyConsistent)
    while true {
      let generation = state >> 32
      let arrived = (state & 0xffff_ffff) + 1
      let completes = arrived == barrier.pointee.parties
      let result = barrier.pointee.value.compareExchange(
        expected: state, desired: completes ? (generation + 1) << 32 : state + 1, ordering: .sequentiallyConsistent)
      if result.exchanged {
        r[Int(i.a)] = generation
        if completes { world.notify(object, all: true) }
        return next(strand)
      }
      state = result.original
    }
  }

  func barrierAwait(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let object = world.layout.barriers + Int(i.b)
    let generation = world.objects[object].value.load(ordering: .sequentiallyConsistent) >> 32
    guard generation > r[Int(i.a)] else { return blocked(on: object, strand) }
    uses[object].acquisitions += 1
    return next(strand)
  }
}

/// What a waiter of a condition keeps: its number in line, and how often it held a reentrant lock.
enum ConditionTicket {
  private static let numberBits: Int64 = 40

  static func make(_ number: Int64, depth: Int64) -> Int64 { depth << numberBits | number }
  static func number(_ ticket: Int64) -> Int64 { ticket & (1 << numberBits - 1) }
  /// At least 1; a mutex is held once.
  static func depth(_ ticket: Int64) -> Int64 { max(1, ticket >> numberBits) }
}
