// The server's only ties to the process that started it, and the one thing that sockets need the system for.
import NIOCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum StandardStreams {
  static func write(_ text: String) { put(text, to: 1) }

  static func complain(_ text: String) { put(text + "\n", to: 2) }

  /// Waits until whoever holds the other end has closed it, also by being killed.
  static func awaitEndOfInput() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while true {
        let count = read(0, buffer.baseAddress, buffer.count)
        if count == 0 || count < 0 && errno != EINTR { return }
      }
    }
  }

  private static func put(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.write(descriptor, bytes, bytes.count)
    #else
      _ = Darwin.write(descriptor, bytes, bytes.count)
    #endif
  }
}

enum Connection {
  /// Closes a connection so that the other side is told of a reset instead of an end.
  static func reset(_ context: ChannelHandlerContext) {
    let option = context.channel as? any SocketOptionProvider
    guard let option else { return context.close(promise: nil) }
    option.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }
}
