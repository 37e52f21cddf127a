// Connections to one PostgreSQL database for the tasks of one process.

/// Some are opened before the clock starts, further ones by the tasks that need them.
final class PostgresPool: Sendable {
  private let idle: Guarded<[PostgresConnection]>
  private let address: PostgresAddress
  private let settings: String

  /// - Parameter count: how many are opened at once.
  /// - Throws: `TaskError` when one cannot be opened.
  init(_ count: Int, _ address: PostgresAddress, _ work: DatabaseWork) throws {
    let settings = "-c synchronous_commit=\(work.synchronous == .full ? "on" : "off")"
    self.address = address
    self.settings = settings
    idle = Guarded(try (0..<count).map { _ in try PostgresConnection.open(address, settings) })
  }

  /// A connection that nobody has; nil when there is none.
  func take() -> PostgresConnection? { idle.with { $0.popLast() } }

  /// A new connection, still to be connected.
  func start() throws -> PostgresConnection { try PostgresConnection.start(address, settings) }

  /// Takes back one that is connected and has no transaction open.
  func giveBack(_ connection: PostgresConnection) { idle.with { $0.append(connection) } }

  func close() { idle.with { $0 = [] } }
}
