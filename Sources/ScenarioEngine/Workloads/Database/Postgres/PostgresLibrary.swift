// libpq in this process: bound when the first connection is prepared, or the sentence that says why it cannot be.
import CPostgres

/// Unchecked: the functions are written once, before anyone has them.
struct PostgresLibrary: @unchecked Sendable {
  /// Never freed: connections may outlive whoever asked for it.
  let functions: UnsafePointer<cpostgres_functions>

  private static let bound: Result<PostgresLibrary, TaskError> = {
    let functions = UnsafeMutablePointer<cpostgres_functions>.allocate(capacity: 1)
    functions.initialize(to: cpostgres_functions())
    guard let reason = cpostgres_bind(functions) else {
      return .success(PostgresLibrary(functions: UnsafePointer(functions)))
    }
    return .failure(
      TaskError("libpq is not available here (\(String(cString: reason))); on Debian: apt-get install libpq5"))
  }()

  /// - Throws: `TaskError` that says what to install.
  static func load() throws(TaskError) -> PostgresLibrary { try bound.get() }
}
