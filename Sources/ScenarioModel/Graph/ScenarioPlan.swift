// What would be run, before anything is: the graph, the cells of the comparison, the number of runs.
import ScenarioSyntax

/// A loaded and compiled scenario, as `plan` shows it.
package struct ScenarioPlan: Sendable {
  /// One combination of the values compared.
  package struct Cell: Sendable {
    /// `strategy: thread, workers: 2`; empty when nothing is compared.
    package var label: String
    package var parameters: [CellParameter]
    package var graph: ExecutionGraph

    /// Runs that are not counted, and those that are.
    package var warmups: Int { graph.measure.warmup.value }
    package var repetitions: Int { graph.measure.repetitions.value }
    package var runs: Int { warmups + repetitions }

    package init(label: String, parameters: [CellParameter], graph: ExecutionGraph) {
      self.label = label
      self.parameters = parameters
      self.graph = graph
    }
  }

  package var scenario: String
  package var summary: String?
  /// As given on the command line.
  package var path: String
  /// In order, the baseline first.
  package var cells: [Cell]
  /// `2 of 12 combinations are skipped`, if any.
  package var skipSummary: String?
  package var needs: [PermissionNeed]
  /// Where the values of the first cell come from.
  package var origins: [ValueOrigin]

  package init(
    scenario: String, summary: String? = nil, path: String, cells: [Cell], skipSummary: String? = nil,
    needs: [PermissionNeed] = [], origins: [ValueOrigin] = []
  ) {
    self.scenario = scenario
    self.summary = summary
    self.path = path
    self.cells = cells
    self.skipSummary = skipSummary
    self.needs = needs
    self.origins = origins
  }

  /// - Parameters:
  ///   - loaded: a scenario without errors.
  ///   - graphs: the graph of each of its cells, in order.
  package init(_ loaded: LoadedScenario, graphs: [ExecutionGraph], path: String) {
    let document = loaded.cells.first?.document
    self.init(
      scenario: document?.name.value ?? "", summary: document?.summary?.value, path: path,
      cells: zip(loaded.cells, graphs).map { Cell(label: $0.label, parameters: $0.parameters, graph: $1) },
      skipSummary: loaded.skipSummary, needs: loaded.needs, origins: loaded.origins)
  }

  /// How many runs there will be, warm-ups included.
  package var runs: Int { cells.reduce(0) { $0 + $1.runs } }
  /// The cell whose graph is shown.
  package var baseline: ExecutionGraph? { cells.first?.graph }
}
