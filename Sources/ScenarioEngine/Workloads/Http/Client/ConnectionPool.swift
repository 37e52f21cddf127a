// The connections that a kernel's requests share, one request at a time on each.

/// Grows to as many connections as there are requests at once; a connection that is given back is the next to be taken,
/// so that few requests need few connections.
///
/// Unchecked: a connection lies in the list or is one request's.
final class ConnectionPool: @unchecked Sendable {
  private let library: CurlLibrary
  private let idle = Guarded<[CurlConnection]>([])

  init(_ library: CurlLibrary) { self.library = library }

  /// - Throws: `TaskError` when there are too few descriptors for one more.
  func take() throws(TaskError) -> CurlConnection {
    if let connection = idle.with({ $0.popLast() }) { return connection }
    return try CurlConnection(library)
  }

  func giveBack(_ connection: CurlConnection) { idle.with { $0.append(connection) } }

  /// Closes those that nobody uses.
  func close() { idle.with { $0 = [] } }
}
