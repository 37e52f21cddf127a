// What others may know of an event loop: which steps blocked it, and on request what its strands hold and wait for.
import ScenarioModel
import Synchronization

/// Steps that kept a loop for longer than its patience.
struct BlockingSteps: Sendable {
  struct Step: Hashable {
    var role: Int
    var pc: Int32
  }
  struct Times {
    var occurrences: Int64 = 0
    /// Nanoseconds.
    var longest: Int64 = 0
    var total: Int64 = 0
  }
  private(set) var times: [Step: Times] = [:]

  mutating func add(role: Int, pc: Int32, _ nanoseconds: Int64) {
    var entry = times[Step(role: role, pc: pc)] ?? Times()
    entry.occurrences += 1
    entry.longest = max(entry.longest, nanoseconds)
    entry.total += nanoseconds
    times[Step(role: role, pc: pc)] = entry
  }

  /// What several loops have seen, by step, the worst first.
  static func merged(_ all: [BlockingSteps], _ graph: ExecutionGraph) -> [BlockedLoop] {
    var merged: [BlockedLoop] = []
    for (step, times) in all.flatMap({ $0.times }) {
      let role = graph.roles[step.role]
      let site = role.program.site(Int(step.pc))
      if let known = merged.firstIndex(where: { $0.role == role.name && $0.step == site }) {
        merged[known].occurrences += times.occurrences
        merged[known].longest = max(merged[known].longest, times.longest)
        merged[known].total += times.total
      } else {
        merged.append(
          BlockedLoop(
            role: role.name, step: site, occurrences: times.occurrences, longest: times.longest, total: times.total))
      }
    }
    return merged.sorted { $0.total > $1.total }
  }
}

/// How the coordinator's thread and a loop's thread talk.
///
/// Unchecked: `picture` and `blocking` are written by the loop before, and read by the coordinator after, the atomics say
/// so.
final class LoopMailbox: @unchecked Sendable {
  private enum State { static let silent: UInt32 = 0, asked: UInt32 = 1, answered: UInt32 = 2, closed: UInt32 = 3 }
  private let state = Atomic<UInt32>(State.silent)
  private let busyStrand = Atomic<Int64>(-1)
  private let busyPC = Atomic<Int32>(0)
  private var picture: [WaitDescription] = []
  private var blocking = BlockingSteps()

  // The loop's side.

  @inline(__always)
  var isAsked: Bool { state.load(ordering: .acquiring) == State.asked }

  func answer(_ picture: [WaitDescription]) {
    self.picture = picture
    state.store(State.answered, ordering: .releasing)
  }

  /// The loop is about to run something that may keep it from answering.
  @inline(__always)
  func isBusy(with strand: Int64, pc: Int32) {
    busyStrand.store(strand, ordering: .relaxed)
    busyPC.store(pc, ordering: .relaxed)
  }

  func close(with blocking: BlockingSteps) {
    self.blocking = blocking
    state.store(State.closed, ordering: .releasing)
  }

  // The coordinator's side.

  /// Ask, then wake the loop.
  func ask() {
    _ = state.compareExchange(expected: State.silent, desired: State.asked, ordering: .sequentiallyConsistent)
  }

  /// The answer, waited for until `deadline`; without one only the strand that keeps the loop busy. Nothing when the loop
  /// has ended.
  func answer(until deadline: Int64, _ names: ObjectNames) -> [WaitDescription] {
    while state.load(ordering: .acquiring) == State.asked, Clock.now() < deadline { Pause.yieldThread() }
    let taken = state.compareExchange(
      expected: State.answered, desired: State.silent, ordering: .acquiringAndReleasing)
    if taken.exchanged { return picture }
    let id = busyStrand.load(ordering: .relaxed)
    guard state.load(ordering: .acquiring) != State.closed, id >= 0 else { return [] }
    return [
      WaitDescription(
        strand: names.strand(id, worker: nil), holds: [], waitsFor: nil,
        step: names.step(id, pc: busyPC.load(ordering: .relaxed)))
    ]
  }

  /// What blocked the loop; once it has been joined.
  var blockingSteps: BlockingSteps { blocking }
}

extension EventLoop {
  /// As many strands as a reader may want to see.
  private static let pictureSize = 64

  /// What strands hold and wait for: first those that wait for others or hold something, then the rest.
  func picture() -> [WaitDescription] {
    var picture: [WaitDescription] = []
    for wantsInvolved in [true, false] {
      var handle: Int32 = 0
      while handle < slab.used, picture.count < EventLoop.pictureSize {
        let phase = slab[handle].pointee.phase
        if phase != .free, isInvolved(handle) == wantsInvolved { picture.append(description(of: handle)) }
        handle += 1
      }
    }
    for lane in 0..<laneCount where lanes[lane].waitsFor >= 0 && lanes[lane].inFlight == 0 {
      picture.append(
        WaitDescription(
          strand: StrandName(
            role: context.names.graph.roles[lanes[lane].role].name, worker: context.policy == .sequential ? 0 : nil,
            task: nil),
          holds: [], waitsFor: context.names.name(Int(lanes[lane].waitsFor)), step: nil))
    }
    return picture
  }

  private func isInvolved(_ handle: Int32) -> Bool {
    let record = slab[handle]
    switch record.pointee.phase {
    case .blocked, .delivering, .joining: return true
    default: return record.pointee.extras >= 0 && extras[record.pointee.extras].pointee.heldCount > 0
    }
  }

  private func description(of handle: Int32) -> WaitDescription {
    let record = slab[handle]
    var strand = Strand()
    withUnsafeMutablePointer(to: &strand) {
      if record.pointee.phase == .running { $0.pointee = self.strand.pointee } else { unpack(handle, into: $0) }
    }
    let object: Int? =
      switch record.pointee.phase {
      case .blocked, .delivering: Int(record.pointee.object)
      case .joining: world.layout.joins
      default: nil
      }
    let registers: UnsafeMutablePointer<Int64> = world.at(strand.registers)
    let worker = lanes[Int(record.pointee.lane)].firstCoroutine == nil ? nil : Int(registers[1])
    return context.names.description(of: strand, worker: worker, waitsFor: object)
  }
}
