// The project's files keep the house rules.
import Testing

@Suite("Every file of the project")
struct TidyTests {
  /// Everything that can be read as text, read once for all rules.
  private static let files = Project.files(below: "").compactMap { path in
    Project.text(of: path).map { SourceText(path: path, text: $0) }
  }

  @Test("keeps the house rules", arguments: HouseRule.all)
  func keeps(_ rule: HouseRule) {
    let breaches = TidyTests.files.flatMap(rule.breaches)
    #expect(breaches.isEmpty, "\(breaches.map(\.description).joined(separator: "\n"))")
  }

  @Test("is looked at: sources of every room, tests, scenarios and documents")
  func looksAtAll() {
    let paths = Set(TidyTests.files.map(\.path))
    #expect(
      paths.isSuperset(of: [
        "Package.swift", "README.md", "Documentation/language.md", "Scenarios/races/bank_race.yaml",
        "Sources/ScenarioSyntax/YAML/YAMLParser.swift", "Sources/ScenarioModel/Graph/Program.swift",
        "Sources/ScenarioEngine/Runtime/Machine.swift", "Sources/ScenarioReport/Reporters/Reporter.swift",
        "Sources/ScenarioCommand/ScenarioProgram.swift", "Sources/scenario/main.swift",
        "Tests/EndToEndTests/Tidy/TidyTests.swift",
      ]))
    #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
  }
}
