// What native code did in a run, beside what is known of its tasks.

/// One kernel of a role: how it ran, and what it measured of itself.
package struct KernelRecord: Sendable, Equatable {
  package var workload: String
  /// How it ran there: anything but `blocking` only on an event loop.
  package var form: KernelForm
  package var measures: [MeasureRecord]
  /// What a reader should know, each a sentence.
  package var notes: [String]
  package init(workload: String, form: KernelForm, measures: [MeasureRecord] = [], notes: [String] = []) {
    self.workload = workload
    self.form = form
    self.measures = measures
    self.notes = notes
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
