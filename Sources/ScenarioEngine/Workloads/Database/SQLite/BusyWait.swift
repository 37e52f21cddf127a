// Waiting until another connection gives up the one place that SQLite has for a writer.
import ScenarioModel

/// The state of a connection's waits. SQLite has no queue of writers: who waits looks again and again.
struct BusyWait {
  /// Nanoseconds that one statement waits at most.
  let limit: Int64
  /// Nanoseconds waited by all statements so far.
  var waited: Int64 = 0
  /// Whether the run was over while a statement waited.
  private(set) var wasStopped = false
  var isOver: @Sendable () -> Bool = { false }
  private var began: Int64 = 0

  init(limit: Int64) { self.limit = limit }

  /// Waits before the next look, as long as SQLite's own handler would (`sqliteDefaultBusyCallback`).
  ///
  /// - Parameter round: how often this statement has looked before.
  /// - Returns: false when it is to give up.
  mutating func again(_ round: Int) -> Bool {
    let now = Clock.now()
    if round == 0 {
      began = now
      wasStopped = false
    }
    let left = began + limit - now
    guard left > 0 else { return false }
    guard !isOver() else {
      wasStopped = true
      return false
    }
    let pause = min(round < BusyWait.pauses.count ? BusyWait.pauses[round] : 100, Int32(clamping: left / 1_000_000 + 1))
    Clock.sleep(milliseconds: pause)
    waited += Clock.now() - now
    return true
  }

  /// The limit as a file says it: `5 s`, `200 ms`.
  var limitText: String {
    switch limit {
    case _ where limit % 1_000_000_000 == 0: "\(limit / 1_000_000_000) s"
    case _ where limit % 1_000_000 == 0: "\(limit / 1_000_000) ms"
    default: Quantity.duration(limit)
    }
  }

  /// In milliseconds; after the last always 100.
  private static let pauses: [Int32] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50]
}
