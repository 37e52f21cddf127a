// Lets a process that ends itself do so between two starts of a command, never in the middle of one.
import Synchronization

/// Counts the commands that are started but not yet known to the guard: ending then would leave them behind.
final class ChildStarts: Sendable {
  static let ofThisProcess = ChildStarts()

  private let underWay = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)

  /// Starts a command and makes it known. Never returns once the process is ending.
  func start<Result>(_ body: () throws -> Result) rethrows -> Result {
    underWay.wrappingAdd(1, ordering: .sequentiallyConsistent)
    defer { underWay.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
    if isClosed.load(ordering: .sequentiallyConsistent) { waitForTheEnd() }
    return try body()
  }

  private func waitForTheEnd() -> Never {
    underWay.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    while true { Clock.sleep(milliseconds: 1000) }
  }

  /// Has no command started from now on, and waits for those that are being started: for `patience` milliseconds at most,
  /// since a program on a disk that does not answer must not keep this process.
  func close(patience: Int) {
    isClosed.store(true, ordering: .sequentiallyConsistent)
    for _ in 0..<patience where underWay.load(ordering: .sequentiallyConsistent) > 0 { Clock.sleep(milliseconds: 1) }
  }
}
