// Drives one operation to its end on the calling thread: the blocking form of everything that can also suspend.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum OperationDriver {
  /// How long a wait lasts at most before the run is asked whether it is over, in nanoseconds: a stopped run waits no
  /// longer than this for its workers, and 50 looks a second cost nothing that could be measured.
  private static let longestWait: Int64 = 20_000_000

  /// Runs `operation` to its end; the calling thread sleeps while there is nothing to do.
  ///
  /// - Parameter isStopped: asked about every 20 ms and before each step; true abandons the operation.
  /// - Throws: `TaskError` when the task fails, `Stopped` when the run was stopped; nothing is left behind either way.
  package static func run(_ operation: any Operation, isStopped: () -> Bool) throws -> Int64 {
    while true {
      if isStopped() { try abandon(operation) }
      switch try operation.advance() {
      case .done(let result): return result
      case .wait(let interests, let deadline):
        var pollers = interests.map {
          pollfd(fd: $0.descriptor, events: Int16($0.forWriting ? POLLOUT : POLLIN), revents: 0)
        }
        while !sleep(on: &pollers, until: deadline) { if isStopped() { try abandon(operation) } }
      }
    }
  }

  private static func abandon(_ operation: any Operation) throws -> Never {
    operation.cancel()
    throw Stopped()
  }

  /// Sleeps for `longestWait` at most; true when a descriptor is ready or the deadline has passed.
  private static func sleep(on pollers: inout [pollfd], until deadline: Int64?) -> Bool {
    let left = deadline.map { $0 - Clock.now() } ?? .max
    guard left > 0 else { return true }
    // In whole milliseconds, rounded up: a deadline is never early.
    let milliseconds = Int32((min(left, longestWait) + 999_999) / 1_000_000)
    return poll(&pollers, nfds_t(pollers.count), milliseconds) > 0
  }
}
