// The threads of a search: they expand one depth together, and rest while it is looked at.
import Synchronization

/// Work that all threads of a search do at the same time, started and joined depth by depth.
///
/// A depth with little to do is expanded by the calling thread alone: most searches never need another.
final class LevelCrew {
  let expanders: [Expander]
  private let nextChunk = SharedCounter()
  private static let chunksForAnother = 2

  init(_ expanders: [Expander]) { self.expanders = expanders }

  /// Expands chunks until there are none left, the states' numbers come to a limit, or `mustPause` says so; it is asked
  /// between chunks by every thread. A chunk in which a thread had to stop is gone on with the next time.
  func expand(_ chunks: [FrontierChunk], below limit: UInt32, mustPause: @escaping @Sendable () -> Bool) throws {
    nextChunk.reset()
    let work = LevelWork(chunks: chunks, next: nextChunk, limit: limit)
    var threads: [NativeThread] = []
    defer { for thread in threads { thread.join() } }
    for expander in expanders.dropFirst().prefix(chunks.count / LevelCrew.chunksForAnother) {
      let part = LevelPart(expander: expander, work: work)
      threads.append(try NativeThread.start { part.run(mustPause) })
    }
    LevelPart(expander: expanders[0], work: work).run(mustPause)
  }
}

private final class SharedCounter: Sendable {
  private let counter = Atomic<Int>(0)
  func reset() { counter.store(0, ordering: .sequentiallyConsistent) }
  /// The next position below a limit, if there is one.
  func next(below limit: Int) -> Int? {
    var now = counter.load(ordering: .relaxed)
    while now < limit {
      let result = counter.weakCompareExchange(expected: now, desired: now + 1, ordering: .relaxed)
      if result.exchanged { return now }
      now = result.original
    }
    return nil
  }
}

private struct LevelWork: Sendable {
  let chunks: [FrontierChunk]
  let next: SharedCounter
  let limit: UInt32
}

/// One thread's share. Each expander is used by one thread at a time.
private struct LevelPart: @unchecked Sendable {
  let expander: Expander
  let work: LevelWork

  func run(_ mustPause: () -> Bool) {
    while !mustPause(), let index = work.next.next(below: work.chunks.count) {
      expander.expand(work.chunks[index], below: work.limit)
    }
  }
}
