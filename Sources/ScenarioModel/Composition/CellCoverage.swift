// `for` of an expectation must name at least one cell, and ratios need something to compare with.
import ScenarioSyntax

enum CellCoverage {
  /// Expectations that no cell answers to. Not to be asked when flags narrowed the comparison: then an expectation may
  /// well be about a cell that was left out.
  static func check(_ cells: [LoadedCell]) -> [Diagnostic] {
    guard let first = cells.first else { return [] }
    var diagnostics: [Diagnostic] = []
    for expectation in first.document.expectations where !expectation.executors.isEmpty || !expectation.workers.isEmpty
    {
      let executors = expectation.executors.map(\.value)
      let workers = expectation.workers.map(\.value)
      let isCovered = cells.contains { CellStrategy($0).matches(executors: executors, workers: workers) }
      guard !isCovered else { continue }
      let places = expectation.executors.map(\.range) + expectation.workers.map(\.range)
      let names = FieldType.join(executors + workers.map { "\($0) workers" })
      diagnostics.append(
        Diagnostic(
          .noSuchCell, message: "no cell of the comparison has \(names)",
          range: places.compactMap(\.self).first ?? expectation.range,
          help:
            "cells are \(cells.prefix(6).map { $0.label.isEmpty ? "a single one" : $0.label }.joined(separator: "; "))")
      )
    }
    return diagnostics
  }
}

extension CellStrategy {
  /// What a cell of a comparison stands for, before it is run.
  package init(_ cell: LoadedCell) {
    self.init(
      roles: cell.document.roles.map { role in
        Part(role: role.name.value, executor: role.strategy.executor.value, workers: role.workers.value.bound)
      }, varied: cell.parameters.map(\.path))
  }
}
