// One task of the database workload on a PostgreSQL server, which never keeps its thread waiting.

/// Statement after statement, each sent when the one before was answered.
final class PostgresOperation: Operation {
  private enum Statement {
    case begin, commit
    case read(Int64)
    case write(Int64)
  }
  private enum Phase { case connecting, ready, sent }

  private let work: DatabaseWork
  private let pool: PostgresPool
  private let meter: Meter
  private let task: Int64
  private let statements: [Statement]
  private var next = 0
  private var phase: Phase
  /// Let go of when the task fails or is cancelled: what was not committed is then taken back.
  private var connection: PostgresConnection?
  private let deadline = Clock.now() + 10_000_000_000
  private var digest = DatabaseDigest()
  /// When the transaction that is under way was asked for, and its last statement.
  private var transactionBegan: Int64 = 0
  private var statementBegan: Int64 = 0

  /// - Throws: `TaskError` when there is no connection and none can be begun.
  init(_ work: DatabaseWork, on pool: PostgresPool, task: Int64, _ meter: Meter) throws {
    self.work = work
    self.pool = pool
    self.meter = meter
    self.task = task
    let rows = (0..<work.reads).map(Statement.read) + (0..<work.writes).map(Statement.write)
    // A statement alone is a transaction already.
    statements = work.transactions == .task ? [.begin] + rows + [.commit] : rows
    if let connection = pool.take() {
      self.connection = connection
      phase = .ready
    } else {
      connection = try pool.start()
      phase = .connecting
    }
  }

  func advance() throws -> OperationStep {
    do {
      return try step()
    } catch {
      connection = nil
      throw error
    }
  }

  func cancel() { connection = nil }

  private func step() throws -> OperationStep {
    guard let connection else { throw Stopped() }
    while true {
      switch phase {
      case .connecting:
        guard Clock.now() < deadline else { throw TaskError("the database did not answer within 10 s") }
        if let interest = try connection.connect() { return .wait(for: [interest], deadline: deadline) }
        phase = .ready
      case .ready:
        guard next < statements.count else {
          pool.giveBack(connection)
          self.connection = nil
          return .done(digest.value)
        }
        try send(statements[next], on: connection)
        phase = .sent
      case .sent:
        switch try connection.receive() {
        case .waiting(let interests): return .wait(for: interests, deadline: nil)
        case .ended(let result):
          try take(result, of: statements[next])
          next += 1
          phase = .ready
        }
      }
    }
  }

  private func send(_ statement: Statement, on connection: PostgresConnection) throws {
    statementBegan = Clock.now()
    if next == 0 || work.transactions == .row { transactionBegan = statementBegan }
    switch statement {
    case .begin: try connection.send("BEGIN", [])
    case .commit: try connection.send("COMMIT", [])
    case .read(let position):
      let row = work.row(readBy: task, at: position)
      try connection.send("SELECT checksum, content FROM \"\(work.table)\" WHERE id = $1", [.integer(row)])
    case .write(let row):
      let content = DatabaseRow.content(task: task, row: row, size: work.writeSize)
      let checksum = content.withUnsafeBytes(DatabaseRow.checksum)
      digest.add(checksum)
      try connection.send(
        PostgresOperation.insertion(into: work.table),
        [
          .integer(task), .integer(row), .integer(checksum), .bytes(content),
        ])
    }
  }

  static func insertion(into table: String) -> String {
    "INSERT INTO \"\(table)\" (task, \"row\", checksum, content) VALUES ($1, $2, $3, $4)"
  }

  private func take(_ result: PostgresResult, of statement: Statement) throws {
    switch statement {
    case .begin: break
    case .commit: committed(rows: work.writes)
    case .read(let position):
      let row = work.row(readBy: task, at: position)
      guard result.count == 1 else { throw TaskError("row \(row) is missing") }
      let checksum = DatabaseRow.checksum(result.bytes(0, 1))
      guard checksum == result.integer(0, 0) else { throw TaskError("row \(row) is not what was written") }
      digest.add(checksum)
      if work.transactions == .row { committed(rows: 0) }
    case .write: if work.transactions == .row { committed(rows: 1) }
    }
  }

  private func committed(rows: Int64) {
    let now = Clock.now()
    meter.record(now - transactionBegan, as: Database.Measure.transaction.rawValue)
    guard rows > 0 else { return }
    meter.record(now - statementBegan, as: Database.Measure.commit.rawValue)
    meter.record(rows, as: Database.Measure.rows.rawValue)
  }
}
