// The user's wish to stop, as a signal handler can express it.
import Synchronization

/// Counts requests; safe to raise from any thread.
package final class Interruption: Sendable {
  private let requests = Atomic<Int>(0)
  private let last = Atomic<Int32>(0)

  package init() {}

  /// - Parameter signal: the number of the signal, for the exit code.
  package func raise(signal: Int32) {
    last.store(signal, ordering: .sequentiallyConsistent)
    requests.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  /// How often it was raised.
  package var count: Int { requests.load(ordering: .sequentiallyConsistent) }

  /// The latest signal; 0 before the first.
  package var signal: Int32 { last.load(ordering: .sequentiallyConsistent) }
}
