// Many scenarios at once: which are chosen, and that none stops the others.
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("A batch")
struct BatchTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a/fine.yaml", Samples.fine)
    try folder.write("a/deep/surprising.yml", Samples.surprising)
    try folder.write("b/broken.yaml", Samples.broken)
    try folder.write("b/garbage.yaml", "\u{1}[")
    try folder.write("b/last.yaml", Samples.fine.replacing("fine", with: "last"))
    try folder.write("b/notes.txt", "not a scenario")
    try folder.write("Invalid/wrong.yaml", Samples.broken)
    try folder.write(".hidden/wrong.yaml", Samples.broken)
  }

  private func report(_ arguments: String...) throws -> (end: ProgramEnd, json: JSONValue) {
    let end = try Tool.started(["batch", ".", "--format", "json"] + arguments, in: folder).end()
    return (end, try end.json())
  }

  private func names(_ report: JSONValue) -> [String] {
    (report["results"]?.items ?? []).compactMap { $0["scenario"]?.text }
  }

  @Test("runs every file below the folder, in order, whatever is wrong with another")
  func everything() throws {
    let (end, report) = try report()
    #expect(end.code == 65)
    #expect(names(report) == ["surprising", "fine", "last"])
    #expect(report["invalid"]?.items.compactMap { $0["path"]?.text } == ["b/broken.yaml", "b/garbage.yaml"])
    #expect(report["invalid"]?[0]?["diagnostics"]?[0]?["code"]?.text == "S0201")
  }

  @Test("has a line for each file and the exit code in its summary, and findings on standard error")
  func summary() throws {
    let end = try Tool.run("batch", ".", in: folder)
    for words in ["fine", "surprising", "b/broken.yaml", "2 as expected", "1 not as expected", "2 could not run"] {
      #expect(end.output.contains(words), "\(words)")
    }
    #expect(end.output.contains("exit code 65"))
    #expect(end.error.contains("unknown key 'worker'"))
  }

  @Test("chooses by tags; files that are too broken to have any are never passed over")
  func tags() throws {
    let (end, good) = try report("--tag", "good")
    #expect(names(good) == ["fine", "last"])
    #expect(good["invalid"]?.items.compactMap { $0["path"]?.text } == ["b/garbage.yaml"])
    #expect(end.code == 65)
    #expect(try names(report("--tag", "good", "--tag", "bad").json) == ["surprising", "fine", "last"])
  }

  @Test(
    "chooses by patterns",
    arguments: [
      ("a/*", ["fine"]), ("a/**", ["surprising", "fine"]), ("f*", ["fine"]), ("fine.yaml", ["fine"]),
      ("**/l?st.yaml", ["last"]), ("[f-l]*", ["fine", "last"]), ("a/**/surprising.yml", ["surprising"]), ("A/*", []),
    ])
  func patterns(_ sample: (pattern: String, names: [String])) throws {
    let (end, report) = try report("--only", sample.pattern)
    #expect(names(report) == sample.names)
    if sample.names.isEmpty { #expect(end.code == 4) }
  }

  @Test("stops after the first that is not as expected when told to, and says what was left out")
  func failFast() throws {
    let (end, report) = try report("--fail-fast")
    #expect(end.code == 1)
    #expect(names(report) == ["surprising"])
    #expect(report["skipped"]?.items.count == 4)
  }

  @Test("shows every report when told to")
  func verbose() throws {
    let end = try Tool.run("batch", "a", "--verbose", in: folder)
    #expect(end.output.contains("fine: OK"))
    #expect(end.output.contains("surprising: OK"))
  }

  @Test("of several files named is the same with 'run', which shows every report")
  func severalFiles() throws {
    let end = try Tool.run("run", "a/fine.yaml", "b/broken.yaml", "b/last.yaml", in: folder)
    #expect(end.code == 65)
    #expect(end.output.contains("fine: OK"))
    #expect(end.output.contains("last: OK"))
    #expect(end.output.contains("1 could not run"))
  }

  @Test("does not follow links to folders")
  func links() throws {
    symlink("..", folder / "a/up")
    #expect(try names(report("--only", "a/**").json) == ["surprising", "fine"])
  }

  @Test("tells what is not available on this machine from what is not as expected")
  func unavailable() throws {
    try folder.write(
      "c/python.yaml",
      "scenario: python\nworkload: { type: python, interpreter: /nowhere/python3, code: '1' }\n")
    try folder.write("c/fine.yaml", Samples.fine)
    let end = try Tool.run("batch", "c", "--allow-exec", in: folder)
    #expect(end.code == 69)
    #expect(end.output.contains("2 scenarios: 1 as expected, 1 not available here"), "\(end.output)")
    #expect(end.output.contains("not available ") && !end.output.contains("NOT as expected"), "\(end.output)")
    #expect(end.error.contains("'/nowhere/python3' could not be started"), "\(end.error)")
  }

  @Test("is only shown with --dry-run")
  func dryRun() throws {
    try folder.write("c/program.yaml", Samples.program)
    let end = try Tool.run("batch", "c", "--dry-run", "--allow-exec", in: folder)
    #expect(end.code == 0)
    #expect(end.output.contains("--allow-exec"))
    #expect(folder.read("ran") == nil)
  }
}
