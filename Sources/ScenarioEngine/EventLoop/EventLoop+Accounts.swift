// Where an event loop's time went, per role: running, sleeping, idle, CPU.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A concurrent loop has one role, whose agent accounts for the thread as a whole: while nothing runs it sleeps if a strand
/// waits for time or a descriptor, and else is idle.
///
/// A sequential loop has several: each agent is idle while another role has its turn.
extension EventLoop {
  /// The agents of all roles but the first have not entered by themselves.
  func beginAccounts() {
    for lane in 1..<max(1, laneCount) {
      let record = lanes[lane].record
      record.pointee.process = getpid()
      record.pointee.thread = platform_thread_id()
      record.pointee.entered = lanes.pointee.record.pointee.entered
    }
  }

  /// The thread is about to sleep.
  mutating func pauseAccounts() {
    guard context.policy == .sequential else { return }
    let time = Clock.now()
    lanes[current].ownTime += time - max(turnBegan, lanes.pointee.record.pointee.entered)
    turnBegan = time
  }

  mutating func resumeAccounts(slept nanoseconds: Int64) {
    turnBegan = now
    guard context.policy == .concurrent else { return }
    let record = lanes.pointee.record
    if timers.next < .max || !operations.isEmpty {
      record.pointee.sleeping += nanoseconds
    } else {
      record.pointee.idle += nanoseconds
    }
  }

  /// Another role has its turn from now on.
  mutating func switchAccounts(to lane: Int) {
    pauseAccounts()
    chargeCPU()
    current = lane
  }

  /// The thread's CPU time since the last call is the current role's; the first role's is what `leave` finds left over.
  private mutating func chargeCPU() {
    let cpu = Clock.threadCPU()
    if current > 0 {
      lanes[current].record.pointee.cpu += cpu - cpuMark
      lanes.pointee.record.pointee.cpu -= cpu - cpuMark
    }
    cpuMark = cpu
  }

  mutating func endAccounts() {
    guard context.policy == .sequential else { return }
    pauseAccounts()
    chargeCPU()
    let time = Clock.now()
    for lane in 0..<laneCount {
      let record = lanes[lane].record
      let end = lanes[lane].hasRetired ? record.pointee.ended : time
      record.pointee.ended = end
      let alive = (lane == 0 ? time : end) - record.pointee.entered
      if lane > 0 { record.pointee.alive = alive }
      record.pointee.idle = max(0, alive - lanes[lane].ownTime)
    }
  }
}
