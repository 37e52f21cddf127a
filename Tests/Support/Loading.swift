// Loading scenarios from texts, for tests.
import ScenarioModel
import ScenarioSyntax

/// Files in memory, by path.
package struct TextFiles: Sendable {
  private let texts: [String: String]
  package init(_ texts: [String: String]) { self.texts = texts }

  /// As `ScenarioLoader` wants to be given it.
  package var read: ReadFile {
    { path in
      texts[path].map { .success(SourceFile(name: path, bytes: Array($0.utf8))) }
        ?? .failure(Diagnostic(.noSuchFile, message: "there is no '\(path)'", range: nil))
    }
  }
}

/// Loads a text against the test catalog.
package func load(
  _ yaml: String, _ overrides: [Override] = [], named name: String = "dir/test.yaml", files: [String: String] = [:],
  catalog: Catalog = .test
) -> LoadedScenario {
  ScenarioLoader(catalog: catalog, readFile: TextFiles(files).read)
    .load(SourceFile(name: name, bytes: Array(yaml.utf8)), overrides: overrides)
}

extension LoadedScenario {
  /// The findings, each on a line.
  package var findings: [String] { diagnostics.map(\.brief) }
  /// The first cell's first role.
  package var role: RoleDeclaration? { cells.first?.document.roles.first }
}
