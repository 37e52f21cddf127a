// An executor that runs nothing: it answers for a graph from a model of it.
import ScenarioModel

/// One way of answering for a whole graph at once. To add one: a file with a type that conforms, and a line in
/// `Executors.builtIn`.
package protocol ModelExecutor: SendableMetatype {
  static var descriptor: ExecutorDescriptor { get }
  /// Answers for a graph all of whose roles have this executor. What goes wrong is in the record.
  ///
  /// - Parameter seed: fixes what is drawn.
  static func run(_ graph: ExecutionGraph, seed: UInt64, settings: RunSettings) -> RunRecord
}

extension RunRecord {
  /// The record of a run that did not begin.
  static func cannotStart(_ message: String) -> RunRecord {
    var record = RunRecord(verdict: .error)
    record.findings = [Finding(kind: .cannotStart, message: message)]
    return record
  }
}
