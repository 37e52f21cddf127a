// `for` of an expectation must name at least one cell, and ratios need something to compare with.
import ScenarioSyntax

enum CellCoverage {
  /// Expectations that no cell answers to. Not to be asked when flags narrowed the comparison: then an expectation may
  /// well be about a cell that was left out.
  static func check(_ cells: [LoadedCell], catalog: Catalog) -> [Diagnostic] {
    guard let first = cells.first else { return [] }
    let known = catalog.executors.map(\.name)
    return first.document.expectations.compactMap { expectation in
      let executors = expectation.executors.map(\.value)
      let workers = expectation.workers.map(\.value)
      // An unknown executor has been reported as such.
      guard !(executors.isEmpty && workers.isEmpty), executors.allSatisfy(known.contains),
        !cells.contains(where: { CellStrategy($0).matches(executors: executors, workers: workers) })
      else { return nil }
      let places = expectation.executors.map(\.range) + expectation.workers.map(\.range)
      let subject = cells.count == 1 ? "the scenario does not run" : "no cell of the comparison runs"
      return Diagnostic(
        .noSuchCell, message: "\(subject) \(words(executors, workers))",
        range: places.compactMap(\.self).first ?? expectation.range,
        help: cells.count == 1 ? nil : "cells are \(cells.prefix(6).map(\.label).joined(separator: "; "))")
    }
  }

  /// `on 'process' with 2 or 4 workers`
  private static func words(_ executors: [String], _ workers: [Int]) -> String {
    let on = executors.isEmpty ? nil : "on " + FieldType.join(executors.map { "'\($0)'" })
    let noun = workers == [1] ? "worker" : "workers"
    let with = workers.isEmpty ? nil : "with " + FieldType.join(workers.map(String.init)) + " " + noun
    return [on, with].compactMap(\.self).joined(separator: " ")
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
