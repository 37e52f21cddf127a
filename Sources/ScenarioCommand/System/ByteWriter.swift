// Writing all of a text to a descriptor, with every failure noticed.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a text could not be written.
enum WriteFailure: Error, Equatable {
  /// Nobody reads the other end any more.
  case closed
  /// An `errno` value.
  case failed(Int32)

  /// The system's words.
  var words: String {
    switch self {
    case .closed: System.words(EPIPE)
    case .failed(let error): System.words(error)
    }
  }
}

enum ByteWriter {
  /// Writes everything, in as many calls as it takes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(WriteFailure) {
    let failure: WriteFailure? = bytes.withUnsafeBytes { buffer in
      var rest = UnsafeRawBufferPointer(rebasing: buffer[...])
      while !rest.isEmpty {
        let count = systemWrite(descriptor, rest)
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno == EAGAIN {
          waitForRoom(descriptor)
        } else if errno != EINTR {
          return errno == EPIPE ? .closed : .failed(errno)
        }
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// A descriptor that somebody else has made non-blocking is still written to in full.
  private static func waitForRoom(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }
}

// Out of the type, where its own method of the same name does not hide it.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
