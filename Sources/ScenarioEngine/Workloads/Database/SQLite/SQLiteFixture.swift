// The table of one kernel in an SQLite file: made and filled before the run, verified after it.
import ScenarioModel

/// Kernels of one run share the run's own file, so that their writers wait for each other as an application's would.
final class SQLiteFixture: Fixture {
  let parameters: [String: ParameterValue]
  private let work: DatabaseWork
  private let path: String
  private let isUsers: Bool
  /// Of a file that is the user's: the journal mode that it had.
  private let formerMode: String?
  private let hasManyWorkers: Bool

  /// - Throws: `TaskError` when the file cannot be opened, is no database, is locked or cannot be written.
  init(_ specification: KernelSpecification, in place: RunPlace) throws {
    let directory = try place.directory()
    let run = directory.split(separator: "/").last ?? "scenario"
    let own = specification.text("file")
    var specification = specification
    isUsers = own != nil
    path = own ?? "\(directory)/scenario.db"
    parameters = ["table": .text("\(run)-\(place.number)"), "path": .text(path)]
    specification.parameters.merge(parameters) { $1 }
    work = DatabaseWork(specification)
    hasManyWorkers = place.workers != 1
    let connection = try SQLiteConnection(
      path, title: work.title, isMaking: own == nil, busyTimeout: work.busyTimeout)
    let mode = try connection.journalMode()
    formerMode = own == nil || mode == "wal" ? nil : mode
    guard try connection.journalMode("wal") == "wal" else {
      throw TaskError("the database '\(work.title)' cannot have a write-ahead log, it stays in mode '\(mode)'")
    }
    try connection.set(work.synchronous)
    try fill(connection)
  }

  private func fill(_ connection: SQLiteConnection) throws {
    _ = try connection.transaction(isWriting: true) {
      try connection.run(
        """
        CREATE TABLE "\(work.table)" (id INTEGER PRIMARY KEY, task INTEGER NOT NULL, row INTEGER NOT NULL,
          checksum INTEGER NOT NULL, content BLOB NOT NULL)
        """)
      for row in 0..<work.rows {
        let content = DatabaseRow.content(task: DatabaseRow.prepared, row: row, size: work.readSize)
        _ = try connection.insert(into: work.table, task: DatabaseRow.prepared, row: row, content)
      }
    }
  }

  func close(_ measured: [MeasureRecord]) -> FixtureOutcome {
    var outcome = FixtureOutcome()
    if !measured.isEmpty {
      attempt("the rows could not be verified", &outcome) { outcome in
        outcome = try audit(connect()).outcome(acknowledged: measured.total(.rows))
        outcome.notes += waits(measured) + durability(measured)
      }
    }
    // The run's own file goes with its directory.
    guard isUsers else { return outcome }
    attempt("the run's table could not be dropped", &outcome) { _ in
      try connect().run("DROP TABLE \"\(work.table)\"")
    }
    if let formerMode, !restore(formerMode) {
      outcome.notes.append("'\(work.title)' keeps its write-ahead log, as another program has it open")
    }
    return outcome
  }

  /// Does not wait: who has the file open may keep it open for ever.
  private func restore(_ mode: String) -> Bool {
    (try? SQLiteConnection(path, title: work.title, busyTimeout: 0).journalMode(mode)) == mode
  }

  /// Does what may fail, and then says that as a problem.
  private func attempt(
    _ failure: String, _ outcome: inout FixtureOutcome, _ body: (inout FixtureOutcome) throws -> Void
  ) {
    do {
      try body(&outcome)
    } catch {
      outcome.problems.append("\(failure): \((error as? TaskError)?.message ?? "the run is over")")
    }
  }

  private func connect() throws -> SQLiteConnection {
    try SQLiteConnection(path, title: work.title, busyTimeout: work.busyTimeout)
  }

  private func audit(_ connection: SQLiteConnection) throws -> DatabaseAudit {
    var audit = DatabaseAudit(work)
    try connection.run("SELECT task, row, checksum, content FROM \"\(work.table)\"") { row in
      audit.add(task: row.integer(0), row: row.integer(1), checksum: row.integer(2), content: row.bytes(3))
    }
    return audit
  }

  /// How often and how long writers waited for each other.
  private func waits(_ measured: [MeasureRecord]) -> [String] {
    let waits = measured[Database.Measure.busyWait.rawValue].histogram
    guard let longest = waits.maximum else {
      return work.writes > 0 && hasManyWorkers ? ["no writer had to wait for another"] : []
    }
    let times = waits.count == 1 ? "once" : "\(waits.count) times"
    return [
      "writers waited \(times) for another, \(Quantity.duration(measured.total(.busyWait))) in all and "
        + "\(Quantity.duration(longest)) at most: SQLite has one writer at a time"
    ]
  }

  private func durability(_ measured: [MeasureRecord]) -> [String] {
    guard measured.total(.rows) > 0, work.synchronous != .full else { return [] }
    return ["with 'synchronous: \(work.synchronous.rawValue)' a commit does not wait for the device"]
  }
}

extension SQLiteConnection {
  /// Sets the journal mode, if one is given.
  ///
  /// - Returns: the mode that it has then.
  func journalMode(_ mode: String? = nil) throws -> String {
    var found = ""
    try run("PRAGMA journal_mode" + (mode.map { " = \($0)" } ?? "")) { found = $0.text(0) }
    return found
  }

  /// Says how long this connection's commits take care.
  func set(_ synchronous: DatabaseWork.Synchronous) throws { try run("PRAGMA synchronous = \(synchronous.rawValue)") }
}

extension [MeasureRecord] {
  /// The sum of all that was recorded of a measure of `database`.
  func total(_ measure: Database.Measure) -> Int64 { self[measure.rawValue].histogram.sum }
}
