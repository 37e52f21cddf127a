// What a workload measures of its own tasks: the phases of a request, waits for a busy database.

/// One quantity that a workload's kernels record, at most once per task and occurrence.
package struct MeasureDescriptor: Sendable, Hashable {
  package enum Unit: String, Sendable { case nanoseconds, bytes, count }
  /// As reports name it: "first byte".
  package var name: String
  /// One sentence, without a final full stop.
  package var summary: String
  package var unit: Unit
  package init(_ name: String, summary: String, unit: Unit = .nanoseconds) {
    self.name = name
    self.summary = summary
    self.unit = unit
  }
}
