// Every shipped scenario is a lesson: it says what it teaches, the README tells where it lies, and nothing is wrong with it.
import ScenarioSyntax
import Support
import Testing

@Suite("The shipped scenarios")
struct LessonTableTests {
  /// Folders of scenarios that the README's table of lessons names.
  private static let folders: [String] = {
    let readme = MarkdownDocument.all.first { $0.path == "README.md" }
    let rows = readme?.prose.map(\.text).filter { $0.hasPrefix("| `Scenarios/") } ?? []
    return rows.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
  }()

  @Test("have a summary that states their lesson in a sentence", arguments: Project.scenarios())
  func summary(_ path: String) throws {
    let bytes = Array(try #require(Project.text(of: path)).utf8)
    let root = try #require(YAMLReader.read(SourceFile(name: path, bytes: bytes)).root)
    let summary = try #require(root.entries.first { $0.key.text == "summary" }?.value.text, "no summary")
    #expect(summary.hasSuffix(".") && summary.split(separator: " ").count >= 5, "\(summary)")
    #expect(summary.count <= 120, "a summary is one line in lists: \(summary)")
  }

  @Test("have the name of their file", arguments: Project.scenarios())
  func name(_ path: String) throws {
    let lines = try #require(Project.text(of: path)).split(separator: "\n")
    let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
    #expect(lines.contains("scenario: \(name)"))
  }

  @Test("lie in the folders of the README's table, each of which has some")
  func folders() {
    let used = Set(Project.scenarios().map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) })
    #expect(used.sorted() == LessonTableTests.folders.sorted())
  }

  @Test("are valid, and nothing is to be said about them")
  func valid() throws {
    let end = try ShellLine.run("scenario validate Scenarios")
    let lines = end.output.split(separator: "\n")
    #expect(lines.first == "\(Project.scenarios().count) files: valid")
    // Programs of their own are all that they need.
    #expect(lines.dropFirst().allSatisfy { $0.contains(" needs --allow-exec=") }, "\(end.output)")
    #expect(end.code == 0 && end.error.isEmpty, "\(end.error)")
  }
}
