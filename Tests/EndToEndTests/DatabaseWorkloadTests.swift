// The database workload from outside: full disks, damaged files, permissions, and nothing left behind.
import FoundationEssentials
import Glibc
import Support
import Testing

@Suite("The database workload", .timeLimit(.minutes(2)))
struct DatabaseWorkloadTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "rows.yaml",
      """
      scenario: rows
      workload: { type: database, write: 64KiB, writes: 4 }
      workers: 2
      tasks: 10
      """)
    try folder.write("below/own.yaml", "scenario: own\nworkload: { type: database, file: own.db }\n")
  }

  private var left: [String] { folder.names.filter { $0.hasPrefix("scenario-") } }

  @Test(
    "every executor writes the same rows and removes the file", arguments: ["serial", "thread", "process", "async"])
  func executors(strategy: String) throws {
    let end = try Tool.run("run", "rows.yaml", "-s", strategy, "--format", "json", in: folder) {
      $0.environment["TMPDIR"] = folder.path
    }
    #expect(end.code == 0, "\(end.error)")
    #expect(try end.json()["cells"]?.items.first?["verdict"]?.text == "ok")
    #expect(left == [])
  }

  @Test("a limit on the size of files fails the tasks that reach it, and loses no row that was acknowledged")
  func limit() throws {
    let end = try Tool.run("run", "rows.yaml", "-s", "thread", in: folder) {
      $0.environment["TMPDIR"] = folder.path
      $0.fileSizeLimit = 1 << 20
    }
    #expect(end.code == 1)
    #expect(end.output.contains("cannot be written: disk I/O error"), "\(end.output)\(end.error)")
    #expect(!end.output.contains("missing"))
    #expect(left == [])
  }

  /// Sizes at which the disk is full for the file, for the index of the log, for the log, and for the rows.
  @Test(
    "a full disk is called one, whatever it has no room for, where this test may mount a small one",
    arguments: [("4k", 69), ("8k", 69), ("40k", 69), ("64k", 1), ("1m", 1)] as [(String, Int32)], ["thread", "process"])
  func fullDisk(sample: (size: String, code: Int32), strategy: String) throws {
    let arguments = ["run", "rows.yaml", "-s", strategy]
    guard let end = try SmallDisk.run(arguments, size: sample.size, in: folder) else { return }
    #expect(end.words.contains("the disk is full"), "\(end.words)")
    #expect(!end.words.contains("missing") && !end.words.contains("could not be"), "\(end.words)")
    #expect(end.code == sample.code)
    #expect(end.left == [])
  }

  @Test("a file of the user's must be allowed for reading and writing, and be a database")
  func ownFile() throws {
    let grants = ["--allow-read=below", "--allow-write=below/own.db"]
    for (given, lacking) in [([], "read"), ([grants[0]], "write"), ([grants[1]], "read")] {
      let refused = try Tool.started(["run", "below/own.yaml"] + given, in: folder).end()
      #expect(refused.code == 77)
      #expect(refused.error.contains("--allow-\(lacking)=below/own.db"), "\(refused.error)")
    }
    try folder.write("below/own.db", "")
    #expect(try Tool.started(["run", "below/own.yaml"] + grants, in: folder).end().code == 0)
    try folder.write("below/own.db", String(repeating: "this is text\n", count: 1000))
    let damaged = try Tool.started(["run", "below/own.yaml"] + grants, in: folder).end()
    #expect(damaged.code == 69, "\(damaged.output)\(damaged.error)")
    #expect((damaged.output + damaged.error).contains("'below/own.db' is damaged: file is not a database"))
  }

  @Test("a server beyond loopback must be allowed")
  func otherHosts() throws {
    try folder.write(
      "far.yaml", "scenario: far\nworkload: { type: database, url: 'postgresql://me:secret@db.example/x' }\n")
    let refused = try Tool.run("run", "far.yaml", in: folder)
    #expect(refused.code == 77)
    #expect(refused.error.contains("--allow-net=db.example"), "\(refused.error)")
  }

  @Test("a server that cannot be reached keeps the run from starting")
  func unreachable() throws {
    // No server listens on port 1, which needs a privilege.
    try folder.write(
      "nobody.yaml", "scenario: nobody\nworkload: { type: database, url: 'postgresql://me:secret@127.0.0.1:1/x' }\n")
    let end = try Tool.run("run", "nobody.yaml", in: folder)
    let said = (end.output + end.error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(end.code == 69, "\(said)")
    #expect(said.contains("127.0.0.1:1/x cannot be reached: ") || said.contains("libpq is not available"), "\(said)")
    #expect(!said.contains("secret"))
  }

  @Test("the file goes however the program ends", arguments: [SIGINT, SIGTERM, SIGKILL])
  func ended(signal: Int32) throws {
    try folder.write(
      "long.yaml",
      """
      scenario: long
      workload: { type: steps, steps: [{ run: database }, { sleep: 60s }] }
      """)
    let program = try Tool.started(["run", "long.yaml"], in: folder) { $0.environment["TMPDIR"] = folder.path }
    try program.wait { _ in left.contains { folder.read("\($0)/scenario.db") != nil } }
    program.send(signal)
    let end = try program.end()
    #expect(signal == SIGKILL ? end.signal == SIGKILL : end.code == 128 + signal, "\(end)")
    // The guard outlives a killed program by a moment.
    for _ in 0..<500 where !left.isEmpty { usleep(20_000) }
    #expect(left == [])
  }
}
