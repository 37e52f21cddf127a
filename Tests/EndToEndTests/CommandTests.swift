// Each command does what its help says.
import FoundationEssentials
import ScenarioSyntax
import Support
import Testing

@Suite("The command")
struct CommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("fine.yaml", Samples.fine)
    try folder.write("broken.yaml", Samples.broken)
    try folder.write("program.yaml", Samples.program)
  }

  // MARK: run

  @Test("run reads standard input")
  func standardInput() throws {
    let end = try Tool.run("run", "-", "--format", "json") { $0.input = Samples.fine }
    #expect(end.code == 0)
    #expect(try end.json()["scenario"]?.text == "fine")
    let empty = try Tool.run("run", "-") { $0.input = "" }
    #expect(empty.code == 65)
    #expect(empty.error.contains("standard input"))
  }

  @Test("run starts no program that was not allowed, and says what would allow it, and where it stands")
  func permission() throws {
    let refused = try Tool.run("run", "program.yaml", in: folder)
    #expect(refused.code == 77)
    #expect(refused.error.contains("--allow-exec"))
    #expect(refused.error.contains("program.yaml:3:19"))
    #expect(folder.read("ran") == nil)
    #expect(try Tool.run("run", "program.yaml", "--allow-exec", in: folder).code == 0)
    #expect(folder.read("ran") == "")
  }

  @Test(
    "a program may be allowed by its name, and then no other is",
    arguments: [("touch", 0), ("ls,touch", 0), ("ls", 77), ("/bin/touch", 77)])
  func namedPermission(names: String, code: Int32) throws {
    let end = try Tool.run("run", "--allow-exec=\(names)", "program.yaml", in: folder)
    #expect(end.code == code)
    #expect((folder.read("ran") != nil) == (code == 0))
    if code == 77 { #expect(end.error.contains("--allow-exec=touch")) }
  }

  @Test("run takes what flags say before what the file says")
  func overrides() throws {
    let report = try Tool.run(
      "run", "fine.yaml", "-s", "thread", "-w", "3", "--set", "tasks=7", "--seed", "42", "--repeat", "2", "--timeout",
      "30s", "--format", "json", in: folder
    ).json()
    #expect(report["seed"]?.number == 42)
    let cell = report["cells"]?[0]
    #expect(cell?["strategy"]?.text == "thread")
    #expect(cell?["workers"]?.number == 3)
    #expect(cell?["time_ns"]?["samples"]?.items.count == 2)
  }

  @Test("run never shortens flags and says which was probably meant")
  func flags() throws {
    let end = try Tool.run("run", "fine.yaml", "--strat", "thread", in: folder)
    #expect(end.code == 64)
    #expect(end.error.contains("unknown option '--strat'"))
    #expect(
      try Tool.run("run", "fine.yaml", "--strategi", "x", in: folder).error.contains("did you mean '--strategy'?"))
  }

  @Test("run --dry-run runs nothing")
  func dryRun() throws {
    let end = try Tool.run("run", "program.yaml", "--allow-exec", "--dry-run", in: folder)
    #expect(end.code == 0)
    #expect(end.output.contains("1 run"))
    #expect(folder.read("ran") == nil)
    let json = try Tool.run("run", "program.yaml", "--dry-run", "--format", "json", in: folder).json()
    #expect(json["schema"]?.text == "scenario-plan/1")
  }

  // MARK: validate and plan

  @Test("validate checks files and folders and executes nothing")
  func validate() throws {
    let one = try Tool.run("validate", "program.yaml", in: folder)
    #expect(one.code == 0)
    #expect(one.output == "program.yaml: valid\n  needs --allow-exec=touch for 'exec'\n")
    #expect(folder.read("ran") == nil)
    let all = try Tool.run("validate", ".", in: folder)
    #expect(all.code == 65)
    #expect(all.output.contains("unknown key 'worker'"))
    #expect(all.output.contains("3 files: 1 not valid, 1 error\n  program.yaml needs --allow-exec=touch for 'exec'\n"))
  }

  @Test("validate has the findings of all files in one document")
  func validateJSON() throws {
    let report = try Tool.run("validate", "broken.yaml", "fine.yaml", "--format", "json", in: folder).json()
    #expect(report["files"]?[0]?["valid"] == .bool(false))
    #expect(report["files"]?[1]?["valid"] == .bool(true))
    let findings = try Tool.run("validate", "fine.yaml", "--diagnostics", "json", in: folder)
    #expect(try findings.json() == .array([]))
  }

  @Test("validate finds what flags make wrong")
  func validateFlags() throws {
    let end = try Tool.run("validate", "fine.yaml", "--workers", "none", in: folder)
    #expect(end.code == 64)
    #expect(end.output.contains("--workers none:1:1"))
  }

  @Test(
    "plan has four forms, executes nothing, and shows where values come from",
    arguments: [
      ("text", "roles"), ("mermaid", "flowchart"), ("dot", "digraph"), ("json", "\"scenario-plan/1\""),
    ])
  func plan(_ sample: (form: String, words: String)) throws {
    let end = try Tool.run("plan", "program.yaml", "--format", sample.form, "--origins", "-w", "2", in: folder)
    #expect(end.code == 0)
    #expect(end.output.contains(sample.words))
    if sample.form == "text" { #expect(end.output.contains("--workers 2")) }
    #expect(folder.read("ran") == nil)
  }

  // MARK: list, schema, explain, doctor, completions

  @Test(
    "list shows what there is",
    arguments: [
      ("workloads", "prime"), ("executors", "thread"), ("fields", "measure.timeout"), ("scenarios", "bank_race"),
    ])
  func list(_ sample: (kind: String, words: String)) throws {
    let text = try Tool.run("list", sample.kind)
    #expect(text.code == 0)
    #expect(text.output.contains(sample.words))
    let json = try Tool.run("list", sample.kind, "--format", "json").json()
    #expect(json["items"]?.items.isEmpty == false)
    #expect(json["kind"]?.text == sample.kind)
  }

  @Test("list scenarios looks into a folder, and shows files that cannot be read too")
  func listFolder() throws {
    try folder.write("garbage.yaml", "[")
    let json = try Tool.run("list", "scenarios", ".", "--format", "json", in: folder).json()
    let paths = (json["items"]?.items ?? []).compactMap { $0["path"]?.text }
    #expect(paths == ["broken.yaml", "fine.yaml", "garbage.yaml", "program.yaml"])
    #expect(folder.read("ran") == nil)
  }

  @Test(
    "a flag's value that cannot be meant is told with what is allowed and what to type",
    arguments: [
      (["--seed", "-1"], "'--seed' needs a whole number of 0 or more, found '-1'", "--seed 7"),
      (["-w", "0"], "'workers' must be at least 1, found 0", "--workers 4"),
      (["--repeat", "0"], "'repeat' must be at least 1, found 0", "--repeat 10"),
      (
        ["-o", "yaml=x"], "'-o' needs a form (terminal, json, github, schedule) and a path, found 'yaml=x'",
        "-o json=report.json"
      ),
      (["--set"], "'--set' needs a path or a variable's name, and a value, nothing follows it", "--set workers=4"),
    ])
  func flagValues(flags: [String], message: String, example: String) throws {
    let end = try Tool.started(["run", Project.root + "/Scenarios/races/bank_race.yaml"] + flags).end()
    #expect(end.code == 64)
    #expect(end.error.contains(message), "\(end.error)")
    #expect(end.error.contains("= help: for example: \(example)\n"), "\(end.error)")
  }

  @Test("schema prints the schemas", arguments: ["scenario", "report"])
  func schema(_ subject: String) throws {
    let end = try Tool.run("schema", subject)
    #expect(try end.json()["$schema"]?.text == "http://json-schema.org/draft-07/schema#")
    #expect(end.output == Project.text(of: "Schemas/\(subject).schema.json"))
  }

  @Test("schema reference prints the reference page")
  func reference() throws {
    #expect(try Tool.run("schema", "reference").output == Project.text(of: "Documentation/reference.md"))
  }

  @Test("explain knows codes and names, lists all of them, and says what was probably meant")
  func explain() throws {
    let byCode = try Tool.run("explain", "S0201")
    #expect(byCode.code == 0)
    #expect(byCode.output.hasPrefix("S0201 unknown-key: "))
    #expect(try Tool.run("explain", "unknown-key").output == byCode.output)
    #expect(try Tool.run("explain", "s0201").output == byCode.output)
    let near = try Tool.run("explain", "unknown-kye")
    #expect(near.code == 64)
    #expect(near.error.contains("did you mean 'unknown-key'?"))
  }

  @Test("explain has an explanation for every code, and no code twice")
  func explainAll() throws {
    let codes = try Tool.run("explain").output.split(separator: "\n").map { String($0.prefix(5)) }
    #expect(codes.count > 100)
    #expect(Set(codes).count == codes.count)
    #expect(codes == codes.sorted())
  }

  @Test("doctor shows the machine")
  func doctor() throws {
    let text = try Tool.run("doctor")
    #expect(text.code == 0)
    for words in ["processors online: ", "quota", "load average", "clock", "open files", "affinity"].dropLast() {
      #expect(text.output.contains(words), "\(words)")
    }
    #expect(try Tool.run("doctor", "--format", "json").json()["items"]?.items.isEmpty == false)
  }

  @Test("completions prints a script for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let end = try Tool.run("completions", shell)
    #expect(end.code == 0)
    #expect(end.output.contains("scenario"))
    let generated = try Tool.run("--generate-completion-script", shell)
    #expect(generated.output == end.output)
  }

  // MARK: The program itself

  @Test("--version prints the version")
  func version() throws {
    let end = try Tool.run("--version")
    #expect(end.code == 0)
    #expect(end.output.hasPrefix("scenario 1."))
    #expect(end.output == (try Tool.run("run", "--version").output))
  }

  @Test("that does not exist is told from its neighbours")
  func unknown() throws {
    #expect(try Tool.run("rnu").error.contains("did you mean 'run'?"))
    #expect(try Tool.run("bank.yaml").error.contains("scenario run bank.yaml"))
    #expect(try Tool.run("frobnicate").error.contains("the commands are run, explore, replay, play, batch,"))
  }

  @Test(
    "help exists for each command",
    arguments: [
      "run", "explore", "batch", "validate", "plan", "new", "list", "explain", "schema", "doctor", "completions",
    ])
  func help(_ command: String) throws {
    let end = try Tool.run("help", command)
    #expect(end.code == 0)
    #expect(end.output.contains("USAGE: scenario \(command)"))
    #expect(end.output == (try Tool.run(command, "--help").output))
  }
}
