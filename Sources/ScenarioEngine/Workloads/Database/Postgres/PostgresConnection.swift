// One connection to a PostgreSQL server: by waiting for answers, or by saying what there is to wait for.
import CPostgres

/// Not thread-safe: whoever has it from the pool uses it alone. Closing it takes back what was not committed.
final class PostgresConnection: @unchecked Sendable {
  private let functions: UnsafePointer<cpostgres_functions>
  private let handle: OpaquePointer
  private let title: String
  private var isStarted = false
  private var isSent = true
  private var received: PostgresResult?

  private init(_ library: PostgresLibrary, _ handle: OpaquePointer, _ title: String) {
    functions = library.functions
    self.handle = handle
    self.title = title
  }

  deinit { functions.pointee.finish(handle) }

  /// Connects and waits for it.
  ///
  /// - Throws: `TaskError` when the server cannot be reached or refuses.
  static func open(_ address: PostgresAddress, _ settings: String) throws -> PostgresConnection {
    let library = try PostgresLibrary.load()
    guard let handle = begun(address, settings, library.functions.pointee.connect!) else {
      throw TaskError("out of memory")
    }
    let connection = PostgresConnection(library, handle, address.title)
    guard library.functions.pointee.status(handle) == CPOSTGRES_CONNECTION_OK else { throw connection.unreachable }
    return connection
  }

  /// Begins to connect; `connect` goes on.
  static func start(_ address: PostgresAddress, _ settings: String) throws -> PostgresConnection {
    let library = try PostgresLibrary.load()
    guard let handle = begun(address, settings, library.functions.pointee.connect_start!) else {
      throw TaskError("out of memory")
    }
    return PostgresConnection(library, handle, address.title)
  }

  private static func begun(
    _ address: PostgresAddress, _ settings: String,
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<UnsafePointer<CChar>?>?, Int32) -> OpaquePointer?
  ) -> OpaquePointer? {
    // Kerberos would be asked for first, and may block.
    let all: [(String, String)] =
      address.keywords + [
        ("options", settings), ("gssencmode", "disable"), ("connect_timeout", "10"), ("application_name", "scenario"),
      ]
    return withCStrings(all.map(\.0)) { names in withCStrings(all.map(\.1)) { values in body(names, values, 0) } }
  }

  /// Goes on connecting.
  ///
  /// - Returns: what to wait for; nil when it is connected.
  func connect() throws -> Interest? {
    // Before the first look, libpq waits for its socket to be ready for writing.
    guard isStarted else {
      isStarted = true
      return try interest(forWriting: true)
    }
    switch functions.pointee.connect_poll(handle) {
    case CPOSTGRES_POLLING_OK: return nil
    case CPOSTGRES_POLLING_READING: return try interest(forWriting: false)
    case CPOSTGRES_POLLING_WRITING: return try interest(forWriting: true)
    default: throw unreachable
    }
  }

  /// Begins to run a statement; `receive` goes on.
  func send(_ sql: String, _ values: [PostgresValue]) throws {
    _ = functions.pointee.set_nonblocking(handle, 1)
    let wasTaken = withParameters(values) { types, pointers, lengths, formats in
      functions.pointee.send_query_params(handle, sql, Int32(values.count), types, pointers, lengths, formats, 1) == 1
    }
    guard wasTaken else { throw lost }
    isSent = false
    received = nil
  }

  /// What a statement in progress has come to.
  enum Progress {
    case waiting([Interest])
    case ended(PostgresResult)
  }

  /// Goes on with the statement that was sent.
  ///
  /// - Throws: `TaskError` when it fails, or the connection.
  func receive() throws -> Progress {
    if !isSent {
      switch functions.pointee.flush(handle) {
      case 0: isSent = true
      // The server may have to be read from before it reads on.
      case 1:
        guard functions.pointee.consume_input(handle) == 1 else { throw lost }
        return .waiting([try interest(forWriting: true), try interest(forWriting: false)])
      default: throw lost
      }
    }
    guard functions.pointee.consume_input(handle) == 1 else { throw lost }
    while functions.pointee.is_busy(handle) == 0 {
      guard let next = functions.pointee.get_result(handle) else {
        guard let received else { throw lost }
        return .ended(try checked(received))
      }
      received = received ?? PostgresResult(functions, next)
    }
    return .waiting([try interest(forWriting: false)])
  }

  /// Runs a statement and waits for its answer.
  @discardableResult
  func run(_ sql: String, _ values: PostgresValue...) throws -> PostgresResult {
    let result = withParameters(values) { types, pointers, lengths, formats in
      functions.pointee.exec_params(handle, sql, Int32(values.count), types, pointers, lengths, formats, 1)
    }
    guard let result else { throw lost }
    return try checked(PostgresResult(functions, result))
  }

  private func checked(_ result: PostgresResult) throws -> PostgresResult {
    guard !result.isSuccess else { return result }
    guard let message = result.message else { throw lost }
    throw TaskError("the database says: \(message)")
  }

  private func interest(forWriting: Bool) throws -> Interest {
    let descriptor = functions.pointee.socket(handle)
    guard descriptor >= 0 else { throw lost }
    return Interest(descriptor: descriptor, forWriting: forWriting)
  }

  private var unreachable: TaskError { TaskError("the database \(title) cannot be reached: \(reason)") }
  private var lost: TaskError { TaskError("the connection to \(title) is lost: \(reason)") }

  /// The last of libpq's lines: the ones before say again which server.
  private var reason: String {
    let text = functions.pointee.error_message(handle).map { String(cString: $0) } ?? ""
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
    return lines.first { $0.contains("FATAL") || $0.contains("failed") }.map(String.init) ?? lines.first.map(
      String.init)
      ?? "no reason given"
  }
}

/// What a statement is given, in PostgreSQL's binary form.
enum PostgresValue {
  case integer(Int64)
  case bytes([UInt8])

  /// The type's number in the server's catalog: int8, bytea.
  fileprivate var type: UInt32 {
    switch self {
    case .integer: 20
    case .bytes: 17
    }
  }

  fileprivate var content: [UInt8] {
    switch self {
    case .integer(let value): withUnsafeBytes(of: value.bigEndian) { Array($0) }
    case .bytes(let bytes): bytes
    }
  }
}

/// Rows that a statement gave, all in memory.
final class PostgresResult {
  private let functions: UnsafePointer<cpostgres_functions>
  private let handle: OpaquePointer

  fileprivate init(_ functions: UnsafePointer<cpostgres_functions>, _ handle: OpaquePointer) {
    self.functions = functions
    self.handle = handle
  }

  deinit { functions.pointee.clear(handle) }

  var count: Int { Int(functions.pointee.row_count(handle)) }

  func integer(_ row: Int, _ column: Int32) -> Int64 {
    Int64(bigEndian: bytes(row, column).loadUnaligned(as: Int64.self))
  }

  /// Valid as long as the result.
  func bytes(_ row: Int, _ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: functions.pointee.value(handle, Int32(row), column),
      count: Int(functions.pointee.length(handle, Int32(row), column)))
  }

  fileprivate var isSuccess: Bool {
    [CPOSTGRES_COMMAND_OK, CPOSTGRES_TUPLES_OK].contains(functions.pointee.result_status(handle))
  }

  fileprivate var message: String? {
    functions.pointee.result_error_field(handle, CPOSTGRES_FIELD_MESSAGE).map { String(cString: $0) }
  }
}

private func withParameters<Result>(
  _ values: [PostgresValue],
  _ body: (
    _ types: [UInt32], _ pointers: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]
  ) -> Result
) -> Result {
  let contents = values.map(\.content)
  let all = contents.flatMap { $0 }.map { CChar(bitPattern: $0) } + [0]
  return all.withUnsafeBufferPointer { all in
    var pointers: [UnsafePointer<CChar>?] = []
    var next = all.baseAddress!
    for content in contents {
      pointers.append(next)
      next += content.count
    }
    return body(
      values.map(\.type), pointers, contents.map { Int32($0.count) }, values.map { _ in 1 })
  }
}

/// The texts for C, and a null pointer after the last.
private func withCStrings<Result>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
  let all = texts.flatMap { Array($0.utf8CString) }
  return all.withUnsafeBufferPointer { all in
    var pointers: [UnsafePointer<CChar>?] = []
    var next = all.baseAddress!
    for text in texts {
      pointers.append(next)
      next += text.utf8.count + 1
    }
    return body(pointers + [nil])
  }
}
