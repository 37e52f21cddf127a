// Which runs the machine shaped, and what that was, over the runs of a cell.

extension RunRecord {
  /// What the machine did to the run, if it was enough to shape its times: more than 2 % of the CPU time stolen, more than
  /// 20 % of the machine used by other programs, workers without a processor for more than 10 % of the time in which they
  /// were ready, or held back by the CPU quota for more than 2 % of the run.
  package var relevantDisturbance: Disturbance? {
    guard let disturbance else { return nil }
    let isThrottled = Double(disturbance.throttled) > 0.02 * Double(max(0, elapsed))
    return disturbance.isStolen || disturbance.isCrowded || disturbance.isQueued || isThrottled ? disturbance : nil
  }
}

extension Disturbance {
  /// The hypervisor took enough to matter.
  package var isStolen: Bool { stolen > 0.02 }
  /// Other programs took enough to matter.
  package var isCrowded: Bool { otherLoad > 0.2 }
  /// The run's workers had no processor for long enough to matter.
  package var isQueued: Bool { queued > 0.1 }
}

/// The disturbed among some runs.
package struct DisturbedRuns: Sendable, Hashable {
  /// How many were disturbed, at least 1, of how many.
  package let count: Int
  package let total: Int
  /// The worst of each sign over the runs: shares within 0 ... 1, and ns.
  package let otherLoad: Double
  package let stolen: Double
  package let throttled: Int64
  package let queued: Double

  /// Nil when the machine left all runs alone.
  package init?(_ runs: [RunRecord]) {
    let disturbed = runs.compactMap(\.relevantDisturbance)
    guard !disturbed.isEmpty else { return nil }
    count = disturbed.count
    total = runs.count
    otherLoad = disturbed.map(\.otherLoad).max() ?? 0
    stolen = disturbed.map(\.stolen).max() ?? 0
    throttled = disturbed.map(\.throttled).max() ?? 0
    queued = disturbed.map(\.queued).max() ?? 0
  }

  /// What disturbed them, as clauses; loads in processors where their number is known.
  ///
  /// - Parameter processors: of the machine; 0 when not known.
  package func causes(processors: Int) -> [String] {
    let worst = Disturbance(stolen: stolen, otherLoad: otherLoad, throttled: throttled, queued: queued)
    let upTo = count > 1 ? "up to " : ""
    let used =
      processors > 0
      ? "\(Quantity.fixed(otherLoad * Double(processors), decimals: 1)) of \(Quantity.counted(Int64(processors), "processor"))"
      : "\(Quantity.percent(otherLoad)) of the CPU time"
    return [
      worst.isCrowded ? "other programs used \(upTo)\(used)" : nil,
      worst.isStolen ? "the hypervisor took \(upTo)\(Quantity.percent(stolen)) of the CPU time" : nil,
      worst.isQueued
        ? "its workers, ready to run, had no processor \(upTo)\(Quantity.percent(queued)) of the time" : nil,
      throttled > 0 ? "the CPU quota held it back for \(upTo)\(Quantity.duration(throttled))" : nil,
    ].compactMap(\.self)
  }

  /// `4 of 5 runs`; for a single one `the run`.
  package var share: String { total == 1 ? "the run" : "\(count) of \(total) runs" }
}

extension ExpectationDeclaration.Measure {
  /// Whether another program's load changes it: all times, and what is made of times.
  var isTimed: Bool {
    switch self {
    case .time, .throughput, .speedup, .efficiency, .maximum, .percentile, .cpu: true
    case .verdict, .memory, .named: false
    }
  }
}
