// Connections to one SQLite file for the tasks of one process.

/// As many as tasks that run at once. Most are opened before the clock starts.
final class SQLitePool: Sendable {
  private let idle: Guarded<[SQLiteConnection]>
  private let open: @Sendable () throws -> SQLiteConnection

  /// - Parameter count: how many are opened at once; further ones when they are needed.
  /// - Throws: `TaskError` when one cannot be opened.
  init(_ count: Int, open: @escaping @Sendable () throws -> SQLiteConnection) throws {
    self.open = open
    idle = Guarded(try (0..<count).map { _ in try open() })
  }

  /// Lends a connection to one task.
  func with<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
    let connection = try idle.with { $0.popLast() } ?? open()
    defer { idle.with { $0.append(connection) } }
    return try body(connection)
  }

  /// Closes those that nobody has; to be called when all tasks have ended.
  func close() { idle.with { $0 = [] } }
}
