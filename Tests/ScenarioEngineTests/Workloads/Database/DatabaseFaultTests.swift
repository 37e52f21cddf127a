// What others do to a database while a run works in it: a lock held by another process, a lost row, a damaged page.
import Foundation
import Glibc
import Support
import Testing

@testable import ScenarioEngine

/// The run and this process take turns by files in a folder: a task leaves `ready`, and goes on when there is `go`.
@Suite("A database that others use", .timeLimit(.minutes(3)))
struct DatabaseFaultTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let turn = "{ type: exec, command: [sh, -c, 'touch ready; until [ -e go ]; do sleep 0.02; done'] }"

  /// Runs these steps, does what others do while a task waits for its turn, and says how the program ended.
  private func run(
    _ strategy: String, tasks: Int = 1, steps: [String], others: () throws -> Void
  ) throws -> (code: Int32?, words: String) {
    let list = steps.map { "    - run: \($0)\n" }.joined()
    try folder.write(
      "run.yaml", "scenario: run\nworkload:\n  type: steps\n  steps:\n\(list)strategy: \(strategy)\ntasks: \(tasks)\n")
    var start = ProgramStart(["run", "run.yaml", "--allow-exec=sh", "--allow-read=.", "--allow-write=."])
    start.folder = folder.path
    start.environment["TMPDIR"] = folder.path
    let program = try RunningProgram(start)
    try program.wait { _ in folder.names.contains("ready") }
    try others()
    try folder.write("go", "")
    let end = try program.end()
    return (end.code, (end.output + end.error).split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  private func own() throws -> SQLiteConnection { try SQLiteConnection(folder / "own.db", busyTimeout: 0) }

  private func makeOwn() throws {
    try SQLiteConnection(folder / "own.db", isMaking: true, busyTimeout: 0).run("CREATE TABLE mine (x)")
  }

  private func tables() throws -> [String] {
    var tables: [String] = []
    try own().run("SELECT name FROM sqlite_master") { tables.append($0.text(0)) }
    return tables
  }

  @Test(
    "a lock that another process keeps past the timeout fails the task that wants to write",
    arguments: ["serial", "thread", "process", "async"])
  func locked(strategy: String) throws {
    try makeOwn()
    let write = "{ type: database, file: own.db, write: 1KiB, busy_timeout: 60ms }"
    let other = try own()
    let (code, words) = try run(strategy, steps: [DatabaseFaultTests.turn, write]) { try other.run("BEGIN IMMEDIATE") }
    #expect(code == 1)
    #expect(words.contains("1 of 1 task failed"), "\(words)")
    #expect(words.contains("database is locked: waited 60 ms for another writer"), "\(words)")
    // Nobody can drop the table meanwhile; that is told as what it is.
    #expect(words.contains("the run's table could not be dropped: database is locked: waited 60 ms"), "\(words)")
    #expect(!words.contains("could not be verified"), "\(words)")
  }

  @Test("a row that another process takes away after it was acknowledged is found, and the table is dropped")
  func lost() throws {
    try makeOwn()
    let write = "{ type: database, file: own.db, write: 1KiB, writes: 5 }"
    let (code, words) = try run("process", steps: [write, DatabaseFaultTests.turn]) {
      let table = try #require(try tables().first { $0.hasPrefix("scenario-") })
      try own().run("DELETE FROM \"\(table)\" WHERE row = 3")
    }
    #expect(code == 1)
    #expect(words.contains("role 'main': 1 of 5 rows acknowledged are missing"), "\(words)")
    #expect(try tables() == ["mine"])
  }

  @Test(
    "pages that are damaged during the run fail the task that reads them, and cannot be verified",
    arguments: ["serial", "thread", "process", "async"])
  func damaged(strategy: String) throws {
    let read = "{ type: database, read: 4KiB, rows: 40, reads: 40 }"
    let (code, words) = try run(strategy, steps: [DatabaseFaultTests.turn, read]) {
      let place = try #require(folder.names.first { $0.hasPrefix("scenario-") })
      let path = folder / "\(place)/scenario.db"
      var bytes = try #require(FileManager.default.contents(atPath: path))
      // All but the first two pages: the file's own, and the root of the run's table.
      #expect(bytes.count > 100_000)
      bytes.replaceSubrange(8192..., with: repeatElement(0xff, count: bytes.count - 8192))
      let file = try #require(FileHandle(forUpdatingAtPath: path))
      try file.write(contentsOf: bytes)
      try file.close()
    }
    #expect(code == 1)
    #expect(words.contains("1 of 1 task failed"), "\(words)")
    #expect(words.contains("the database 'scenario.db' is damaged: database disk image is malformed"), "\(words)")
    #expect(words.contains("the rows could not be verified: "), "\(words)")
    #expect(folder.names.allSatisfy { !$0.hasPrefix("scenario-") })
  }
}
