// One cell among the others, as explanation rules see it.
import ScenarioModel
import ScenarioSyntax

struct CellFacts: Sendable {
  let record: ScenarioRecord
  let summary: ScenarioSummary
  let cell: CellSummary

  var graph: ExecutionGraph { record.cells[cell.index].graph }
  var runs: [RunRecord] { record.cells[cell.index].runs }
  /// The run that stands for the cell.
  var example: RunRecord? { cell.exampleRun.map { runs[$0] } }
  /// The first cell, when this is another one.
  var baseline: CellFacts? {
    cell.index == 0 ? nil : CellFacts(record: record, summary: summary, cell: summary.cells[0])
  }
  /// Where there are several cells, the start of a sentence says which one it is about.
  var subject: String { summary.isComparison ? "\(cell.shortName): " : "" }

  /// How many CPUs were busy on average: CPU time over wall time of the example run, both with the start of its workers.
  /// Nil when not measured.
  var busyProcessors: Double? {
    guard let run = example, !run.usage.isEmpty, run.elapsed > 0 else { return nil }
    return Double(run.cpu) / Double(run.elapsed + run.startup)
  }

  /// The share of the workers' time within 0 ... 1 that `part` gives; nil without any worker's record.
  func share(_ part: (WorkerRecord) -> Int64) -> Double? {
    guard let workers = example?.workers, !workers.isEmpty else { return nil }
    let total = workers.reduce(0) { $0 + $1.accounted }
    return total > 0 ? Double(workers.reduce(0) { $0 + part($1) }) / Double(total) : nil
  }

  /// The names of some roles of the graph.
  func roleNames(_ indices: [Int]) -> String {
    Words.list(indices.filter(graph.roles.indices.contains).map { graph.roles[$0].name })
  }
}

extension WorkerRecord {
  /// All time that the record accounts for, in ns.
  var accounted: Int64 { running + sleeping + idle + blocked.reduce(0) { $0 + $1.time } }
}

extension Explanation.Figure {
  init(_ name: String, _ value: Int64) { self.init(name, .int(value)) }
  init(_ name: String, _ value: Double) { self.init(name, .double(value)) }
  init(_ name: String, _ value: String) { self.init(name, .string(value)) }
}
