// A server that says one thing to one request, whatever was asked: for answers that no well-made server gives.
import Dispatch
import Glibc
import Synchronization

/// Listens on a free port of loopback until a request was answered.
final class OneAnswer: Sendable {
  let port: UInt16
  private let asked = Mutex("")

  /// What it was sent, once there was an answer: the head, and of a short body all.
  var request: String { asked.withLock { $0 } }

  /// - Throws: `Failure` when the system has no socket.
  init(_ answer: String) throws {
    let (listener, address) = try LoopbackSocket.listening(backlog: 8)
    port = UInt16(bigEndian: address.sin_port)
    DispatchQueue.global().async { [self] in
      let connection = accept(listener, nil, nil)
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = max(0, read(connection, &buffer, buffer.count))
      asked.withLock { $0 = String(decoding: buffer[..<count], as: UTF8.self) }
      let bytes = Array(answer.utf8)
      _ = write(connection, bytes, bytes.count)
      close(connection)
      close(listener)
    }
  }
}
