// The timers of an event loop against a sorted list.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Timers of an event loop")
struct TimerQueueTests {
  /// A slab with `count` strands in it.
  private func slab(_ count: Int) -> StrandSlab {
    var slab = StrandSlab(registerCount: 0)
    for _ in 0..<count {
      let handle = slab.take()
      slab[handle].pointee = LoopStrand(
        id: Int64(handle), since: 0, time: 0, next: -1, pc: 0, draws: 0, extras: -1, object: 0, lane: 0,
        phase: .sleeping, failing: 0)
    }
    return slab
  }

  @Test("whatever is asked for in whatever order comes in the order of deadlines", arguments: 0..<20)
  func agreesWithSorting(seed: UInt64) {
    let count = 500
    let slab = slab(count)
    var timers = TimerQueue()
    var generator = SeededGenerator(seed: seed, stream: 0)
    var expected: [(deadline: Int64, handle: Int32)] = []
    for handle in 0..<Int32(count) {
      // Runs of rising deadlines, mixed with others.
      let isRising = generator.below(3) != 0
      let deadline = isRising ? Int64(handle) * 10 : Int64(generator.below(5000))
      timers.sleep(handle, until: deadline, slab)
      expected.append((deadline, handle))
    }
    let sorted = expected.map(\.deadline).sorted()
    #expect(timers.next == sorted[0])
    var popped: [Int64] = []
    for now in stride(from: Int64(0), through: 6000, by: 7) {
      while let handle = timers.popDue(now, slab) {
        let deadline = expected[Int(handle)].deadline
        #expect(deadline <= now, "seed \(seed)")
        popped.append(deadline)
        slab[handle].pointee.phase = .ready
      }
      #expect(timers.next > now)
    }
    #expect(popped == sorted, "seed \(seed)")
    #expect(timers.next == .max)
  }

  @Test("equal deadlines are served in the order asked for")
  func equalDeadlines() {
    let slab = slab(20)
    var timers = TimerQueue()
    timers.sleep(19, until: 100, slab)
    // All of these come before the last in line, so they go through the heap.
    for handle in 0..<Int32(19) { timers.sleep(handle, until: 50, slab) }
    var order: [Int32] = []
    while let handle = timers.popDue(100, slab) {
      order.append(handle)
      slab[handle].pointee.phase = .ready
    }
    #expect(order == Array(0..<20))
  }

  @Test("a deadline given up wakes nobody, and one that was moved wakes at the new time")
  func staleEntries() {
    let slab = slab(3)
    var timers = TimerQueue()
    for handle in 0..<Int32(3) {
      slab[handle].pointee.phase = .operating
      timers.alarm(handle, at: 100, slab)
    }
    slab[0].pointee.phase = .ready
    timers.alarm(1, at: 200, slab)
    #expect(timers.popDue(150, slab) == 2)
    slab[2].pointee.phase = .operable
    #expect(timers.popDue(150, slab) == nil)
    #expect(timers.popDue(200, slab) == 1)
  }

  @Test("an entry left behind does not take a sleeper out of the line it stands in")
  func staleEntryOfALaterSleeper() {
    let slab = slab(3)
    var timers = TimerQueue()
    timers.alarm(1, at: 100, slab)
    for handle in 0..<Int32(3) { timers.sleep(handle, until: 100, slab) }
    var order: [Int32] = []
    while let handle = timers.popDue(100, slab) {
      order.append(handle)
      slab[handle].pointee.phase = .ready
    }
    #expect(order == [0, 1, 2])
    #expect(timers.next == .max)
  }
}
