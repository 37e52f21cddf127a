// What goes where: results, findings, reports in files, and what happens when they cannot go there.
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("Output")
struct OutputTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("fine.yaml", Samples.fine)
    try folder.write("broken.yaml", Samples.broken)
  }

  @Test("has results on standard output, and findings and progress on standard error")
  func streams() throws {
    let fine = try Tool.run("run", "fine.yaml", in: folder)
    #expect(fine.output.contains("as expected"))
    #expect(fine.error == "" || fine.error.hasPrefix("fine: run 1/1 ok in "))
    let broken = try Tool.run("run", "broken.yaml", in: folder)
    #expect(broken.output == "")
    #expect(broken.error.contains("unknown key 'worker'"))
  }

  static let failures: [(arguments: [String], code: Int64)] = [
    (["run", "fine.yaml"], 0), (["run", "broken.yaml"], 65), (["run", "missing.yaml"], 66),
    (["run", "program.yaml"], 77), (["run", "later.yaml"], 69), (["run", "fine.yaml", "--no-such-flag"], 64),
    (["rnu"], 64), (["run", "fine.yaml", "-o", "json=/dev/null"], 73), (["run", "fine.yaml", "broken.yaml"], 65),
    (["batch", "."], 77), (["batch", "nowhere"], 66), (["batch", ".", "--only", "nothing"], 4),
    (["validate", "broken.yaml"], 65), (["validate", "missing.yaml"], 66), (["plan", "broken.yaml"], 65),
    (["run", "slow.yaml"], 3), (["run", "fine.yaml", "--seed", "many"], 64),
  ]

  @Test("as JSON is exactly one document, also of failures, with the exit code in it", arguments: failures)
  func json(_ sample: (arguments: [String], code: Int64)) throws {
    try folder.write("program.yaml", Samples.program)
    try folder.write("later.yaml", Samples.unavailable)
    try folder.write("slow.yaml", Samples.slow)
    for format in [["--format", "json"], ["--format=json"]] {
      let end = try Tool.started(sample.arguments + format, in: folder).end()
      let document = try end.json()
      #expect(document["exit"]?["code"]?.number == sample.code)
      #expect(end.code.map(Int64.init) == sample.code)
    }
  }

  @Test("as JSON has the findings of a file that cannot be run")
  func findings() throws {
    let document = try Tool.run("run", "broken.yaml", "--format", "json", in: folder).json()
    #expect(document["diagnostics"]?[0]?["code"]?.text == "S0201")
    #expect(document["path"]?.text == "broken.yaml")
  }

  @Test("of findings has the form asked for")
  func findingForms() throws {
    func error(_ form: String) throws -> String {
      try Tool.run("run", "broken.yaml", "--diagnostics", form, in: folder).error
    }
    #expect(try error("text").contains("^^^^^^"))
    #expect(try error("concise") == "broken.yaml:3:1: error[S0201]: unknown key 'worker' in the scenario\n")
    #expect(try error("github").hasPrefix("::error file=broken.yaml,line=3,col=1,"))
    #expect(try error("json").hasPrefix("["))
  }

  // MARK: Streams that cannot be written

  @Test("to a full device is code 74 with a message")
  func fullDevice() throws {
    for arguments in [
      ["run", "fine.yaml"], ["run", "fine.yaml", "--format", "json"], ["list", "fields"], ["--version"],
    ] {
      let end = try Tool.started(arguments, in: folder) { $0.output = .file("/dev/full") }.end()
      #expect(end.code == 74)
      #expect(end.error.contains("standard output cannot be written: no space left on device"))
    }
  }

  @Test("that nobody reads ends the program quietly with code 141")
  func unread() throws {
    for arguments in [["run", "fine.yaml", "--quiet"], ["--version"], ["--help"], ["schema"]] {
      let end = try Tool.started(arguments, in: folder) { $0.output = .unread }.end()
      #expect(end.code == 141)
      #expect(end.error == "")
    }
  }

  @Test("to a descriptor that was never open is code 141, and no other file gets it")
  func neverOpen() throws {
    let end = try Tool.run("run", "fine.yaml", "--quiet", in: folder) { $0.output = .closed }
    #expect(end.code == 141)
    #expect(end.error == "")
    #expect(folder.read("fine.yaml") == Samples.fine)
  }

  @Test("without standard error is the same")
  func noError() throws {
    let end = try Tool.run("run", "fine.yaml", in: folder) { $0.error = .closed }
    #expect(end.code == 0)
    #expect(end.output.contains("as expected"))
  }

  // MARK: Reports in files

  @Test("in files is there beside standard output, in as many forms as asked for")
  func files() throws {
    let end = try Tool.run(
      "run", "fine.yaml", "-o", "json=one.json", "-o", "terminal=two.txt", "--output", "json=three.json", in: folder)
    #expect(end.code == 0)
    #expect(end.output.contains("as expected"))
    #expect(try JSONValue.document("one.json", in: folder)["outcome"]?.text == "expected")
    #expect(folder.read("one.json") == folder.read("three.json"))
    #expect(folder.read("two.txt")?.contains("as expected") == true)
    #expect(folder.names == ["broken.yaml", "fine.yaml", "one.json", "three.json", "two.txt"])
  }

  @Test("in a file is there for a scenario that cannot be run, too")
  func failureInFile() throws {
    let end = try Tool.run("run", "broken.yaml", "-o", "json=report.json", in: folder)
    #expect(end.code == 65)
    #expect(try JSONValue.document("report.json", in: folder)["exit"]?["code"]?.number == 65)
  }

  @Test("replaces a plain file and keeps who may read it")
  func replacing() throws {
    let path = try folder.write("report.json", "old")
    chmod(path, 0o600)
    #expect(try Tool.run("run", "fine.yaml", "-o", "json=report.json", in: folder).code == 0)
    #expect(try JSONValue.document("report.json", in: folder)["outcome"]?.text == "expected")
    var status = stat()
    stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test(
    "never replaces a link, a device, a pipe or a folder, and nothing is run then",
    arguments: [
      "link", "/dev/null", "/dev/full", "pipe", "folder", "nowhere/report.json",
    ])
  func refused(_ target: String) throws {
    try folder.write("target.json", "kept")
    try folder.write("folder/file", "")
    symlink("target.json", folder / "link")
    mkfifo(folder / "pipe", 0o644)
    try folder.write("program.yaml", Samples.program)
    let end = try Tool.run("run", "program.yaml", "--allow-exec", "-o", "json=\(target)", in: folder)
    #expect(end.code == 73)
    #expect(end.error.contains("'\(target)'"))
    #expect(end.output == "")
    #expect(folder.read("target.json") == "kept")
    #expect(folder.read("ran") == nil)
  }

  @Test("that does not fit into a file is code 74, and the old file is still there whole")
  func tooLarge() throws {
    try folder.write("report.json", "old")
    let end = try Tool.run("run", "fine.yaml", "-o", "json=report.json", in: folder) { $0.fileSizeLimit = 512 }
    #expect(end.code == 74)
    #expect(end.error.contains("'report.json' cannot be written"))
    #expect(folder.read("report.json") == "old")
    #expect(folder.names == ["broken.yaml", "fine.yaml", "report.json"])
  }

  @Test("twice to one file is a mistake")
  func twice() throws {
    let end = try Tool.run("run", "fine.yaml", "-o", "json=a", "-o", "terminal=a", in: folder)
    #expect(end.code == 64)
    #expect(end.error.contains("two reports would go to 'a'"))
  }

  // MARK: How much is said

  @Test("is silent on standard error with --quiet")
  func quiet() throws {
    #expect(try Tool.run("run", "fine.yaml", "--quiet", in: folder).error == "")
    #expect(try Tool.run("run", "broken.yaml", "--quiet", in: folder).error.contains("unknown key"))
  }

  @Test("has a line for each finished run where there is no terminal")
  func lines() throws {
    let end = try Tool.run("run", "fine.yaml", "--repeat", "3", in: folder)
    let lines = end.error.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.last?.hasPrefix("fine: run 3/3 ok in ") == true)
    #expect(!end.error.contains("\u{1B}"))
  }
}
