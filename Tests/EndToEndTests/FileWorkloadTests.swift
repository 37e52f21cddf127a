// The file workload from outside: full disks, limits, permissions, and nothing left behind.
import FoundationEssentials
import Glibc
import Support
import Testing

@Suite("The file workload", .timeLimit(.minutes(2)))
struct FileWorkloadTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "file.yaml",
      """
      scenario: files
      workload: { type: file, write: 64KiB, read: 64KiB }
      workers: 2
      tasks: 4
      """)
    try folder.write("here.yaml", "scenario: here\nworkload: { type: file, write: 1KiB, directory: data }\n")
  }

  private var left: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasPrefix("scenario-") }
  }

  @Test("every executor does the same work and removes its files", arguments: ["serial", "thread", "process", "async"])
  func executors(strategy: String) throws {
    let end = try Tool.run("run", "file.yaml", "-s", strategy, "--format", "json", in: folder) {
      $0.environment["TMPDIR"] = folder.path
    }
    #expect(end.code == 0, "\(end.error)")
    #expect(try end.json()["cells"]?.items.first?["verdict"]?.text == "ok")
    #expect(left == [])
  }

  @Test("a limit on the size of files fails the task and says how far it came", arguments: ["thread", "async"])
  func limit(strategy: String) throws {
    let end = try Tool.run("run", "file.yaml", "-s", strategy, in: folder) {
      $0.environment["TMPDIR"] = folder.path
      $0.fileSizeLimit = 16_384
    }
    #expect(end.code == 1)
    #expect(end.output.contains("failed after 16384 of 65536 bytes: File too large"), "\(end.output)\(end.error)")
    #expect(left == [])
  }

  @Test(
    "a full disk fails the task and says how far it came, where this test may mount a small one",
    arguments: ["serial", "thread", "process", "async"])
  func fullDisk(strategy: String) throws {
    guard let end = try SmallDisk.run(["run", "file.yaml", "-s", strategy], size: "40k", in: folder) else { return }
    #expect(end.words.contains("of 65536 bytes: No space left on device"), "\(end.words)")
    #expect(end.code == 1)
    #expect(end.left == [])
  }

  @Test("a directory of the user's must be allowed, and is refused before anything is written")
  func permission() throws {
    try FileManager.default.createDirectory(atPath: folder / "data", withIntermediateDirectories: false)
    let refused = try Tool.run("run", "here.yaml", in: folder)
    #expect(refused.code == 77)
    #expect(refused.error.contains("--allow-write=data"))
    #expect(try Tool.run("run", "here.yaml", "--allow-write=data", in: folder).code == 0)
    #expect(try Tool.run("run", "here.yaml", "--allow-write=dat", in: folder).code == 77)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "data") == [])
  }

  @Test(
    "the directory goes however the program ends, where temporary files are as in a folder of the user's",
    arguments: [SIGINT, SIGTERM, SIGKILL], [".", nil])
  func ended(signal: Int32, directory: String?) throws {
    try folder.write(
      "long.yaml",
      """
      scenario: long
      workload:
        type: steps
        steps:
          - run: { type: file\(directory.map { ", directory: '\($0)'" } ?? "") }
          - sleep: 60s
      strategy: process
      """)
    let program = try Tool.started(["run", "long.yaml", "--allow-write=."], in: folder) {
      $0.environment["TMPDIR"] = folder.path
    }
    try program.wait { _ in left.contains { folder.read("\($0)/file0-0") != nil } }
    program.send(signal)
    let end = try program.end()
    #expect(signal == SIGKILL ? end.signal == SIGKILL : end.code == 128 + signal, "\(end)")
    // The guard outlives a killed program by a moment.
    for _ in 0..<500 where !left.isEmpty { usleep(20_000) }
    #expect(left == [])
  }
}
