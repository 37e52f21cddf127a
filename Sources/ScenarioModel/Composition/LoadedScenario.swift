// What loading a scenario gives: a document for each cell of its comparison, and everything there is to say about it.
import ScenarioSyntax

/// A scenario with flags, extended files, variables and comparison worked in.
package struct LoadedScenario: Sendable {
  /// In order, the baseline first; empty only if there was no file, or no end, to read.
  package var cells: [LoadedCell]
  /// Where the values of the first cell come from.
  package var origins: [ValueOrigin]
  /// Sorted and without repetitions. With an error among them, the cells are fit for finding more mistakes only.
  package var diagnostics: [Diagnostic]
  /// What must be allowed on the command line before anything is started.
  package var needs: [PermissionNeed]
  /// `2 of 12 combinations are skipped`, if any.
  package var skipSummary: String?

  /// Whether something is wrong that keeps it from being run.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// One combination of the values compared.
package struct LoadedCell: Sendable {
  /// `strategy: thread, workers: 2`; empty when nothing is compared.
  package var label: String
  /// Path and value of each setting compared, in the order of the file.
  package var parameters: [CellParameter]
  /// What the scenario says for this combination.
  package var document: ScenarioDocument
}
