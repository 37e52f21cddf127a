// Figures that are one division away from what was measured; nil where there is nothing to divide by.

/// Throughput, efficiency and the mean number in flight.
package enum Rates {
  /// Tasks per second, from a number of tasks and the wall time in ns that they took together.
  package static func throughput(tasks: Int, nanoseconds: Int64) -> Double? {
    nanoseconds > 0 ? Double(tasks) / (Double(nanoseconds) / 1e9) : nil
  }

  /// Which part of the added workers became speed: `speedup / (workers / baselineWorkers)`; 1 is perfect scaling.
  ///
  /// The speedup is wall time over wall time of the same work, so waiting does not inflate it.
  package static func efficiency(speedup: Double, workers: Int, baselineWorkers: Int) -> Double? {
    workers > 0 && baselineWorkers > 0 ? speedup * Double(baselineWorkers) / Double(workers) : nil
  }

  /// The mean number of tasks in flight, by Little's law `L = lambda W` (Little, Operations Research 9(3), 1961).
  ///
  /// - Parameters:
  ///   - tasks: how many tasks began and ended within the window.
  ///   - meanLatency: their mean latency, in ns.
  ///   - window: the length of the window, in ns.
  package static func meanInFlight(tasks: Int, meanLatency: Double, window: Int64) -> Double? {
    window > 0 ? Double(tasks) * meanLatency / Double(window) : nil
  }
}
