// The JSON Schema of the reports, made from the same tables as the reports themselves.
import ScenarioSyntax

/// The contract of `--format json`.
package enum ReportSchema {
  /// Where the schema is published and committed, from the project's root.
  package static let path = "Schemas/report.schema.json"

  /// The schema, draft-07: a report of one scenario, or of a batch.
  package static var document: JSONValue {
    [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Report of scenario run and scenario batch",
      "description":
        "Durations are integer nanoseconds, sizes bytes; what is not a number is null; every member is always present.",
      "anyOf": [["$ref": "#/definitions/report"], ["$ref": "#/definitions/batch"]],
      "definitions": .object(Dictionary(definitions) { $1 }),
    ]
  }

  private static var definitions: [(String, JSONValue)] {
    let all: [(name: String, schema: JSONValue)] = [
      PlaceShapes.range.definition, PlaceShapes.step.definition, PlaceShapes.strand.definition,
      DiagnosticShapes.position.definition, DiagnosticShapes.span.definition, DiagnosticShapes.label.definition,
      DiagnosticShapes.diagnostic.definition,
      RunShapes.held.definition, RunShapes.wait.definition, RunShapes.finding.definition,
      RunShapes.disturbance.definition, RunShapes.privateState.definition, RunShapes.logLine.definition,
      RunShapes.access.definition, RunShapes.blockedLoop.definition, RunShapes.run.definition,
      DetailShapes.percentiles.definition, KernelShapes.measure.definition, KernelShapes.kernel.definition,
      DetailShapes.result.definition, DetailShapes.role.definition,
      DetailShapes.queue.definition, DetailShapes.lock.definition, DetailShapes.blocked.definition,
      DetailShapes.loss.definition, DetailShapes.worker.definition, DetailShapes.process.definition,
      CellShapes.time.definition, CellShapes.speedup.definition, CellShapes.cutShort.definition,
      CellShapes.observed.definition,
      CellShapes.finalState.definition, CellShapes.check.definition, CellShapes.explanation.definition,
      CellShapes.cell.definition,
      ScenarioShapes.exit.definition, ScenarioShapes.expectation.definition, ScenarioShapes.environment.definition,
      ScenarioShapes.report.definition, BatchShapes.invalid.definition, BatchShapes.batch.definition,
    ]
    return (all + ExplorationShapes.definitions).map { ($0.name, $0.schema) }
  }
}
