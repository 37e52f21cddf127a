// What native code did in a run, beside what is known of its tasks.

/// One kernel of a role: how it ran, and what it measured of itself.
package struct KernelRecord: Sendable, Equatable {
  package var workload: String
  /// How it ran there: anything but `blocking` only on an event loop.
  package var form: KernelForm
  package var measures: [MeasureRecord]
  /// What a reader should know, each a sentence.
  package var notes: [String]
  /// Its tasks may be under way at once, but one of them computes at a time: their host has a lock.
  package var takesTurns: Bool
  package init(
    workload: String, form: KernelForm, measures: [MeasureRecord] = [], notes: [String] = [], takesTurns: Bool = false
  ) {
    self.workload = workload
    self.form = form
    self.measures = measures
    self.notes = notes
    self.takesTurns = takesTurns
  }
}

extension KernelRecord {
  /// The kernels of one role over several runs: their measures together, and the notes of the last run.
  package static func merged(_ runs: [[KernelRecord]]) -> [KernelRecord] {
    guard var merged = runs.last else { return [] }
    for run in runs.dropLast() where run.count == merged.count {
      for (kernel, record) in run.enumerated() {
        for (measure, other) in record.measures.enumerated() where measure < merged[kernel].measures.count {
          merged[kernel].measures[measure].histogram.merge(other.histogram)
        }
      }
    }
    return merged
  }
}

/// One measure of one kernel, of all tasks.
package struct MeasureRecord: Sendable, Equatable {
  package var descriptor: MeasureDescriptor
  /// In the descriptor's unit.
  package var histogram: LatencyHistogram
  package init(descriptor: MeasureDescriptor, histogram: LatencyHistogram) {
    self.descriptor = descriptor
    self.histogram = histogram
  }
}
