// One connection to an SQLite file: statements, their errors in words, and waiting for other writers.
import CSQLite
import ScenarioModel

/// Closed when its owner lets go of it. Unchecked: whoever has it from the pool uses it alone.
final class SQLiteConnection: @unchecked Sendable {
  private let handle: OpaquePointer
  private let waiting: UnsafeMutablePointer<BusyWait>
  private let title: String
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a file; without `isMaking` it must be there.
  ///
  /// - Parameters:
  ///   - title: what messages call it, if not by its path.
  ///   - busyTimeout: nanoseconds that a statement waits at most for another connection.
  /// - Throws: `TaskError` when it cannot be opened.
  init(_ path: String, title: String? = nil, isMaking: Bool = false, busyTimeout: Int64) throws {
    let title = title ?? path
    var handle: OpaquePointer?
    // A connection has one user at a time, so SQLite needs no mutex for it.
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (isMaking ? SQLITE_OPEN_CREATE : 0)
    // Never an address (`file:…`) or a database in memory (`:memory:`); without a path it is one of the connection's own.
    let place = path.isEmpty || path.hasPrefix("/") ? path : "./" + path
    let code = sqlite3_open_v2(place, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      let what = "the database '\(title)' cannot be opened"
      let system = sqlite3_system_errno(handle)
      let reason = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(handle)
      throw TaskError(system != 0 ? SystemError(what, system).message : "\(what): \(reason)")
    }
    self.handle = handle
    self.title = title
    waiting = .allocate(capacity: 1)
    waiting.initialize(to: BusyWait(limit: busyTimeout))
    sqlite3_busy_handler(
      handle, { wait, round in wait!.assumingMemoryBound(to: BusyWait.self).pointee.again(Int(round)) ? 1 : 0 }, waiting
    )
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
    waiting.deinitialize(count: 1)
    waiting.deallocate()
  }

  /// Nanoseconds that its statements have waited for other connections since this was last set to 0.
  var waited: Int64 {
    get { waiting.pointee.waited }
    set { waiting.pointee.waited = newValue }
  }

  /// Asked while a statement waits: whether the run is over.
  var isOver: @Sendable () -> Bool {
    get { waiting.pointee.isOver }
    set { waiting.pointee.isOver = newValue }
  }

  /// Runs one statement, which is prepared when it is first met.
  ///
  /// - Parameter each: called with every row of the result; the row is valid only there.
  /// - Throws: `TaskError` when it fails, `Stopped` when the run was over while it waited.
  func run(_ sql: String, _ values: SQLiteValue..., each: (SQLiteRow) throws -> Void = { _ in }) throws {
    let statement = try prepared(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { value.bind(to: statement, Int32(index + 1)) }
    while true {
      let code = sqlite3_step(statement)
      switch code {
      case SQLITE_ROW: try each(SQLiteRow(statement: statement))
      case SQLITE_DONE: return
      default: throw failure(code)
      }
    }
  }

  /// Does `body` in a transaction, which is taken back when it fails.
  ///
  /// - Parameter isWriting: takes the one writer's place at once: a reader that became a writer could only fail when
  ///   another has written meanwhile.
  /// - Returns: nanoseconds from the request to commit to its acknowledgement.
  func transaction(isWriting: Bool, _ body: () throws -> Void) throws -> Int64 {
    try run(isWriting ? "BEGIN IMMEDIATE" : "BEGIN")
    do {
      try body()
      let began = Clock.now()
      try run("COMMIT")
      return Clock.now() - began
    } catch {
      // Some failures have taken it back already.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  private func prepared(_ sql: String) throws -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw failure(code) }
    statements[sql] = statement
    return statement
  }

  private func failure(_ code: Int32) -> any Error {
    let reason = String(cString: sqlite3_errmsg(handle))
    switch code & 0xff {
    case SQLITE_BUSY where waiting.pointee.wasStopped: return Stopped()
    case SQLITE_BUSY:
      return TaskError("database is locked: waited \(waiting.pointee.limitText) for another writer")
    case SQLITE_CORRUPT, SQLITE_NOTADB: return TaskError("the database '\(title)' is damaged: \(reason)")
    case SQLITE_FULL: return TaskError("the database '\(title)' cannot be written: the disk is full")
    case SQLITE_IOERR:
      // Of all that the system can say SQLite keeps nothing else that is sure to be about this failure.
      let isFull = sqlite3_system_errno(handle) == SystemError.diskFull
      return TaskError("the database '\(title)' cannot be \(failedAccess): \(isFull ? "the disk is full" : reason)")
    default: return TaskError("the database '\(title)' failed: \(reason)")
    }
  }

  /// What could not be done with the file, from the second byte of `SQLITE_IOERR_READ` and its like.
  private var failedAccess: String {
    switch sqlite3_extended_errcode(handle) >> 8 {
    case 1, 2: "read"
    case 3, 6: "written"
    case 4, 5: "synced"
    default: "used"
    }
  }
}

/// What a statement is given.
enum SQLiteValue {
  case integer(Int64)
  /// Must stay where it is until the statement has run.
  case bytes(UnsafeRawBufferPointer)

  fileprivate func bind(to statement: OpaquePointer, _ position: Int32) {
    switch self {
    case .integer(let value): sqlite3_bind_int64(statement, position, value)
    case .bytes(let bytes): sqlite3_bind_blob64(statement, position, bytes.baseAddress, UInt64(bytes.count), nil)
    }
  }
}

/// The row that a statement has come to.
struct SQLiteRow {
  fileprivate let statement: OpaquePointer

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func text(_ column: Int32) -> String { sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "" }

  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
  }
}
