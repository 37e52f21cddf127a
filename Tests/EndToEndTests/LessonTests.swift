// Lessons inside of the program are those of the project, and copies of them run.
import ScenarioSyntax
import Support
import Testing

@Suite("The lessons")
struct LessonTests {
  /// Name and file of every lesson that the program has.
  private static func lessons() throws -> [String] {
    let json = try Tool.run("list", "scenarios", "--format", "json").json()
    return (json["items"]?.items ?? []).compactMap { $0["name"]?.text }
  }

  @Test("are those of the project, but for name and schema; 'make lessons' brings them up to date")
  func drift() throws {
    let files = Project.scenarios()
    for name in try LessonTests.lessons() {
      let folder = try TemporaryFolder()
      #expect(try Tool.run("new", "copy", "--from", name, in: folder).code == 0)
      let path = try #require(files.first { $0.hasSuffix("/\(name).yaml") })
      let original = try #require(Project.text(of: path)).split(separator: "\n", omittingEmptySubsequences: false)
      let expected = original.map { $0 == "scenario: \(name)" ? "scenario: copy" : $0 }.filter {
        !$0.hasPrefix("# yaml-language-server")
      }
      #expect(folder.read("copy.yaml") == expected.joined(separator: "\n"), "\(name)")
    }
  }

  @Test("are valid, as are all scenarios of the project")
  func valid() throws {
    for name in try LessonTests.lessons() {
      let folder = try TemporaryFolder()
      _ = try Tool.run("new", "copy", "--from", name, in: folder)
      let end = try Tool.run("validate", "copy.yaml", in: folder)
      #expect(end.output == "copy.yaml: valid\n", "\(name)")
    }
  }

  @Test("never overwrite anything")
  func overwriting() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.run("new", "mine", in: folder).code == 0)
    let first = folder.read("mine.yaml")
    let again = try Tool.run("new", "mine", "--from", "bank_lock", in: folder)
    #expect(again.code == 73)
    #expect(again.error.contains("file exists"))
    #expect(folder.read("mine.yaml") == first)
  }

  @Test(
    "need a name that a scenario can have, and exist",
    arguments: [
      (["new", "Mine"], "cannot be a scenario's name"), (["new", "../mine"], "cannot be a scenario's name"),
      (["new", "mine", "--from", "bank_rcae"], "did you mean 'bank_race'?"),
    ])
  func names(_ sample: (arguments: [String], words: String)) throws {
    let folder = try TemporaryFolder()
    let end = try Tool.started(sample.arguments, in: folder).end()
    #expect(end.code == 64)
    #expect(end.error.contains(sample.words))
    #expect(folder.names == [])
  }
}
