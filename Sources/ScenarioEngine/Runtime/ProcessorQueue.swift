// How long a thread was ready to run and had no processor, as the scheduler counts it.

/// What the calling thread has had so far, in nanoseconds.
struct ThreadTimes {
  var cpu: Int64
  /// Waiting for a processor; nil where that is not counted.
  var queued: Int64?
}

enum ProcessorQueue {
  /// Nanoseconds that the calling thread has waited for a processor; nil where the system does not say.
  ///
  /// The second number of Linux's `schedstat`: Documentation/scheduler/sched-stats.rst in its sources.
  static func waitOfThisThread() -> Int64? {
    let words = SystemText.words(in: "/proc/thread-self/schedstat", after: "") ?? []
    return words.count >= 2 ? Int64(words[1]) : nil
  }

  /// The share of the time in which workers were ready that they spent waiting for a processor, 0 to 1: 0 where the run
  /// itself had more agents than there are processors, which then wait for each other.
  ///
  /// - Parameters:
  ///   - cpu: nanoseconds of CPU of all workers together, and `queued` of waiting for it.
  ///   - agents: how many may have wanted a processor at once.
  static func share(cpu: Int64, queued: Int64, agents: Int, processors: Int) -> Double {
    guard agents <= processors, cpu >= 0, queued > 0 else { return 0 }
    return Double(queued) / Double(cpu + queued)
  }
}
