// The database workload on SQLite: what is acknowledged is there, who waits is counted, and failures say what is wrong.
import Foundation
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("database", .timeLimit(.minutes(2)))
struct DatabaseTests {
  @Test("executors agree, and every row that was acknowledged is there", arguments: ["task", "row"])
  func agreement(transaction: String) throws {
    let text = """
      scenario: rows
      workload: { type: database, read: 100B, write: 300B, reads: 3, writes: 2, transaction: \(transaction) }
      workers: 4
      tasks: 20
      """
    let records = try ["serial", "thread", "process", "async"].map { try CompiledScenario.run(text, strategy: $0) }
    for record in records {
      #expect(record.verdict == .ok, "\(record.findings)")
      #expect(record.digest == records[0].digest)
      let kernel = record.roles[0].kernels[0]
      #expect(kernel.notes.first == "40 rows acknowledged, and all there as written")
      #expect(kernel.measures.total(.rows) == 40)
      #expect(kernel.measures[0].histogram.count == (transaction == "row" ? 100 : 20))
    }
    #expect(records.last?.roles[0].kernels[0].form == .offloaded)
  }

  @Test("roles of a run write into one file, each into a table of its own")
  func sharing() throws {
    let record = try CompiledScenario.run(
      """
      scenario: two
      roles:
        a: { workload: { type: database, write: 1KiB }, strategy: thread, workers: 2, tasks: 10 }
        b: { workload: { type: database, write: 2KiB }, strategy: async, workers: 2, tasks: 15 }
      """)
    #expect(record.verdict == .ok, "\(record.findings)")
    #expect(record.roles.map { $0.kernels[0].measures.total(.rows) } == [10, 15])
  }

  @Test("the result depends on the task and not on when it is asked for")
  func results() throws {
    let bench = try DatabaseBench()
    let results = try [3, 4, 3].map { try bench.run($0) }
    #expect(results[0] == results[2] && results[0] != results[1])
    #expect(try bench.count() == 3)
  }

  @Test("rows that are lost or changed after they were acknowledged are found")
  func audit() throws {
    let bench = try DatabaseBench(["read": .size(64), "write": .size(64), "writes": .integer(5), "rows": .integer(7)])
    for task in 0..<4 { _ = try bench.run(Int64(task)) }
    let other = try bench.other()
    try other.run("DELETE FROM \"\(bench.table)\" WHERE task = 2 AND row < 3")
    try other.run("UPDATE \"\(bench.table)\" SET content = zeroblob(64) WHERE task = 1 AND row = 1")
    try other.run("DELETE FROM \"\(bench.table)\" WHERE task = -1 AND row = 0")
    #expect(
      bench.close().problems == [
        "3 of 20 rows acknowledged are missing", "1 of 7 rows made before the run are missing",
        "1 of 23 rows are not what was written",
      ])
  }

  @Test("a row that nobody acknowledged is told, and is no problem")
  func unacknowledged() throws {
    let bench = try DatabaseBench(["write": .size(64)])
    _ = try bench.run(0)
    let content = DatabaseRow.content(task: 9, row: 0, size: 64)
    _ = try bench.other().insert(into: bench.table, task: 9, row: 0, content)
    let outcome = bench.close()
    #expect(outcome.problems == [])
    #expect(outcome.notes.first == "1 row more than acknowledged: committed, but the task was not told")
  }

  @Test("a task that reads a row which is not what it was fails")
  func damage() throws {
    let bench = try DatabaseBench(["read": .size(64), "rows": .integer(1)])
    try bench.other().run("UPDATE \"\(bench.table)\" SET content = zeroblob(64)")
    #expect(throws: TaskError("row 1 is not what was written")) { try bench.run(0) }
    try bench.other().run("DELETE FROM \"\(bench.table)\"")
    #expect(throws: TaskError("row 1 is missing")) { try bench.run(0) }
  }

  @Test("who waits for another writer is counted, with how long")
  func waiting() throws {
    let bench = try DatabaseBench(["write": .size(64), "busy_timeout": .duration(5_000_000_000)])
    let writer = try bench.other()
    try writer.run("BEGIN IMMEDIATE")
    // Asked while the task waits: the other one then ends.
    _ = try bench.run(0) {
      try? writer.run("COMMIT")
      return false
    }
    #expect(bench.histogram(.busyWait).count == 1)
    #expect(bench.histogram(.busyWait).sum >= 1_000_000)
    let outcome = bench.close()
    #expect(outcome.problems == [])
    #expect(outcome.notes.contains { $0.hasPrefix("writers waited once for another, ") }, "\(outcome.notes)")
  }

  @Test("a task that waits longer than its timeout fails and says for whom; readers do not wait")
  func locked() throws {
    let bench = try DatabaseBench(["write": .size(64), "busy_timeout": .duration(30_000_000)])
    let writer = try bench.other()
    try writer.run("BEGIN IMMEDIATE")
    #expect(throws: TaskError("database is locked: waited 30 ms for another writer")) { try bench.run(0) }
    #expect(bench.histogram(.busyWait).count == 1)
    try writer.run("COMMIT")
    _ = try bench.run(1)
    #expect(bench.close().problems == [])

    let reading = try DatabaseBench(["read": .size(64), "busy_timeout": .duration(0)])
    let another = try reading.other()
    try another.run("BEGIN IMMEDIATE")
    _ = try reading.run(0)
    try another.run("COMMIT")
  }

  @Test("a run that is over ends a wait, and takes back what was not committed")
  func stopping() throws {
    let bench = try DatabaseBench(["write": .size(64), "writes": .integer(5), "busy_timeout": .duration(5_000_000_000)])
    let writer = try bench.other()
    try writer.run("BEGIN IMMEDIATE")
    #expect(throws: Stopped.self) { try bench.run(0) { true } }
    try writer.run("COMMIT")
    let looks = Guarded(0)
    #expect(throws: Stopped.self) {
      try bench.run(0) {
        looks.with {
          $0 += 1
          return $0 == 3
        }
      }
    }
    #expect(try bench.count() == 0)
    _ = try bench.run(0)
    #expect(bench.close().problems == [])
  }

  @Test("commits that do not wait for the device are told", arguments: ["full", "normal", "off"])
  func durability(level: String) throws {
    let bench = try DatabaseBench(["write": .size(64), "synchronous": .text(level)])
    _ = try bench.run(0)
    let notes = bench.close().notes.filter { $0.contains("device") }
    let expected = level == "full" ? [] : ["with 'synchronous: \(level)' a commit does not wait for the device"]
    #expect(notes == expected)
  }

  @Test("a file of the user's is left as it was, whether there was a run or not", arguments: [true, false])
  func ownFile(hasRun: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder / "own.db"
    try SQLiteConnection(path, isMaking: true, busyTimeout: 0).run("CREATE TABLE mine (x)")
    let bench = try DatabaseBench(["write": .size(64), "file": .text(path)])
    #expect(bench.path == path)
    if hasRun {
      _ = try bench.run(0)
      #expect(try bench.count() == 1)
    }
    #expect(bench.close(hasRun: hasRun).problems == [])
    let own = try SQLiteConnection(path, busyTimeout: 0)
    var tables: [String] = []
    try own.run("SELECT name FROM sqlite_master") { tables.append($0.text(0)) }
    #expect(tables == ["mine"])
    #expect(try own.journalMode() == "delete")
    #expect(folder.names == ["own.db"])
  }

  @Test("a file of the user's that another program has open keeps its log, which is told and no problem")
  func sharedFile() throws {
    let folder = try TemporaryFolder()
    let path = folder / "own.db"
    try SQLiteConnection(path, isMaking: true, busyTimeout: 0).run("CREATE TABLE mine (x)")
    let bench = try DatabaseBench(["write": .size(64), "file": .text(path), "busy_timeout": .duration(30_000_000)])
    let other = try SQLiteConnection(path, busyTimeout: 0)
    try other.run("SELECT x FROM mine")
    _ = try bench.run(0)
    let outcome = bench.close()
    #expect(outcome.problems == [])
    #expect(outcome.notes.contains("'\(path)' keeps its write-ahead log, as another program has it open"))
    var tables: [String] = []
    try other.run("SELECT name FROM sqlite_master") { tables.append($0.text(0)) }
    #expect(tables == ["mine"])
  }

  @Test("a file that is none of SQLite's, or not there, is told before the run")
  func unusable() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("text.db", String(repeating: "no database\n", count: 100))
    #expect(throws: TaskError("the database '\(text)' is damaged: file is not a database")) {
      try DatabaseBench(["write": .size(64), "file": .text(text)])
    }
    let missing = folder / "missing.db"
    #expect(throws: TaskError("the database '\(missing)' cannot be opened: No such file or directory")) {
      try DatabaseBench(["write": .size(64), "file": .text(missing)])
    }
    #expect(folder.names == ["text.db"])
  }

  @Test(
    "what would have no effect is refused",
    arguments: [
      ("{ type: database, write: 1KiB, reads: 2 }", "'reads' needs 'read'"),
      ("{ type: database, write: 1KiB, rows: 20 }", "'rows' needs 'read'"),
      ("{ type: database, read: 1KiB, writes: 2 }", "'writes' needs 'write'"),
    ])
  func conflicts(yaml: String, message: String) throws {
    #expect(try compile(yaml: yaml).diagnostics.map(\.message) == [message])
  }
}

@Suite("database rows")
struct DatabaseRowTests {
  @Test("no two rows have the same content, and any changed bit changes the checksum")
  func contents() {
    for size in [1, 7, 8, 9, 64, 100] {
      var bytes = DatabaseRow.content(task: 5, row: 3, size: size)
      #expect(bytes.count == size)
      let sum = bytes.withUnsafeBytes(DatabaseRow.checksum)
      for bit in 0..<size * 8 {
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(bytes.withUnsafeBytes(DatabaseRow.checksum) != sum)
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      }
      #expect(bytes.dropLast().withUnsafeBytes(DatabaseRow.checksum) != sum)
    }
    var seen: Set<[UInt8]> = []
    for task in -1..<50 {
      for row in 0..<20 { seen.insert(DatabaseRow.content(task: Int64(task), row: Int64(row), size: 16)) }
    }
    #expect(seen.count == 51 * 20)
  }
}
