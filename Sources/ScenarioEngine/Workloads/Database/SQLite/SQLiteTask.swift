// One task of the database workload on an SQLite connection.

struct SQLiteTask {
  let work: DatabaseWork
  let connection: SQLiteConnection
  let meter: Meter
  private var digest = DatabaseDigest()

  init(_ work: DatabaseWork, on connection: SQLiteConnection, _ meter: Meter) {
    self.work = work
    self.connection = connection
    self.meter = meter
  }

  /// - Returns: the digest of all that it read and wrote.
  /// - Throws: `TaskError` when it fails, `Stopped` when the run is over; what was not committed is then taken back.
  mutating func run(_ context: borrowing KernelContext) throws -> Int64 {
    connection.isOver = context.safepoint
    let task = context.task
    switch work.transactions {
    case .task:
      try transaction(writing: work.writes) { own in
        for position in 0..<own.work.reads { try own.read(task, position, context) }
        for row in 0..<own.work.writes { try own.write(task, row, context) }
      }
    case .row:
      for position in 0..<work.reads { try transaction(writing: 0) { try $0.read(task, position, context) } }
      for row in 0..<work.writes { try transaction(writing: 1) { try $0.write(task, row, context) } }
    }
    return digest.value
  }

  private mutating func transaction(writing rows: Int64, _ body: (inout SQLiteTask) throws -> Void) throws {
    let began = Clock.now()
    connection.waited = 0
    // Also of one that has failed: who waited in vain has waited.
    defer { if connection.waited > 0 { meter.record(connection.waited, as: Database.Measure.busyWait.rawValue) } }
    let commit = try connection.transaction(isWriting: rows > 0) { try body(&self) }
    meter.record(Clock.now() - began, as: Database.Measure.transaction.rawValue)
    guard rows > 0 else { return }
    meter.record(commit, as: Database.Measure.commit.rawValue)
    meter.record(rows, as: Database.Measure.rows.rawValue)
  }

  private mutating func read(_ task: Int64, _ position: Int64, _ context: borrowing KernelContext) throws {
    try context.checkpoint()
    let row = work.row(readBy: task, at: position)
    var checksum: Int64?
    try connection.run("SELECT checksum, content FROM \"\(work.table)\" WHERE id = ?1", .integer(row)) { found in
      let sum = DatabaseRow.checksum(found.bytes(1))
      guard sum == found.integer(0) else { throw TaskError("row \(row) is not what was written") }
      checksum = sum
    }
    guard let checksum else { throw TaskError("row \(row) is missing") }
    digest.add(checksum)
  }

  private mutating func write(_ task: Int64, _ row: Int64, _ context: borrowing KernelContext) throws {
    try context.checkpoint()
    let content = DatabaseRow.content(task: task, row: row, size: work.writeSize)
    digest.add(try connection.insert(into: work.table, task: task, row: row, content))
  }
}

extension SQLiteConnection {
  /// Adds a row to a run's table.
  ///
  /// - Returns: the checksum that it was stored with.
  func insert(into table: String, task: Int64, row: Int64, _ content: [UInt8]) throws -> Int64 {
    try content.withUnsafeBytes { bytes in
      let checksum = DatabaseRow.checksum(bytes)
      try run(
        "INSERT INTO \"\(table)\" (task, row, checksum, content) VALUES (?1, ?2, ?3, ?4)",
        .integer(task), .integer(row), .integer(checksum), .bytes(bytes))
      return checksum
    }
  }
}
