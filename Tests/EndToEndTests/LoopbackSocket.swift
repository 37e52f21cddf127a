// Listening on loopback, and a host that takes no connections.
import Glibc

enum LoopbackSocket {
  struct Failure: Error { let code: Int32 }

  /// A socket that listens on a free port of 127.0.0.1.
  ///
  /// - Throws: `Failure` when the system has none.
  static func listening(backlog: Int32) throws -> (descriptor: Int32, address: sockaddr_in) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, backlog) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw Failure(code: errno) }
    return (listener, address)
  }
}

/// Has as many connections as it has room for, and takes none of them: the system then leaves further ones unanswered.
final class UnacceptingServer {
  let port: UInt16
  private var sockets: [Int32] = []

  init() throws {
    let (listener, address) = try LoopbackSocket.listening(backlog: 0)
    port = UInt16(bigEndian: address.sin_port)
    sockets = [listener]
    for _ in 0..<4 {
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      sockets.append(client)
    }
  }

  deinit { for socket in sockets { close(socket) } }
}
