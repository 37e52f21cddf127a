// Scenarios as text, compiled with the engine's own catalog and run: what most tests of the engine begin with.
import ScenarioModel
import ScenarioSyntax

@testable import ScenarioEngine

enum CompiledScenario {
  static let catalog = Catalog(
    workloads: Workloads.builtIn.descriptors, executors: Executors.builtIn.descriptors,
    unavailableWorkloads: Workloads.unavailable,
    unavailableExecutors: Executors.unavailable)

  struct Refused: Error, CustomStringConvertible {
    var description: String
  }

  /// The graph of the first cell.
  ///
  /// - Throws: `Refused` with everything that is wrong.
  static func graph(_ text: String, strategy: String? = nil) throws -> ExecutionGraph {
    let file = SourceFile(name: "test.yaml", bytes: Array(text.utf8))
    let loader = ScenarioLoader(catalog: catalog) { path in
      .failure(Diagnostic(.noSuchFile, message: "no file \(path) in a test", range: nil))
    }
    let overrides = strategy.map { [Override.strategy($0)] } ?? []
    let loaded = loader.load(file, overrides: overrides)
    var findings = loaded.diagnostics.filter { $0.severity == .error }
    guard let cell = loaded.cells.first, findings.isEmpty else { throw refused(findings) }
    let (graph, diagnostics) = GraphCompiler.compile(cell.document, catalog: catalog)
    findings += diagnostics.filter { $0.severity == .error }
    guard let graph, findings.isEmpty else { throw refused(findings) }
    return graph
  }

  private static func refused(_ findings: [Diagnostic]) -> Refused {
    Refused(description: findings.map { "\($0.code.id): \($0.message)" }.joined(separator: "\n"))
  }

  static func run(_ text: String, strategy: String? = nil, seed: UInt64 = 1) throws -> RunRecord {
    Graphs.run(try graph(text, strategy: strategy), seed: seed)
  }
}

extension RunRecord {
  /// The words of a variable at the end.
  func words(_ name: String) -> [Int64] { state.first { $0.name == name }?.words ?? [] }

  func counter(_ name: String) -> Int64 { counters.first { $0.name == name }?.value ?? 0 }
}
