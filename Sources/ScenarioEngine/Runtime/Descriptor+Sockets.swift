// Connected sockets between this process and a child, further ones handed over on them, and waiting for one of them.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Descriptor {
  /// Two connected stream sockets, both close-on-exec.
  struct SocketPair: ~Copyable {
    var ours: Descriptor
    var theirs: Descriptor
  }

  /// - Throws: `SystemError`, as when the process has no descriptors left.
  static func socketPair() throws(SystemError) -> SocketPair {
    var numbers: [Int32] = [-1, -1]
    let failure = platform_socket_pair(&numbers)
    guard failure == 0 else { throw SystemError("a pair of sockets could not be made", failure) }
    return SocketPair(ours: Descriptor(owning: numbers[0]), theirs: Descriptor(owning: numbers[1]))
  }
}

extension DescriptorSlot {
  /// Sends a copy of a descriptor over this socket, with one byte; as `Descriptor.write` otherwise.
  borrowing func send(copyOf descriptor: borrowing Descriptor) -> Descriptor.Transfer {
    guard let number else { return .ended }
    switch platform_send_descriptor(number, descriptor.number) {
    case 0: return .bytes(1)
    case EAGAIN: return .notYet
    default: return .ended
    }
  }

  /// Sleeps until something can be read (or, `forWriting`, written) or until the monotonic clock passes `deadline` (ns).
  ///
  /// - Returns: false at the deadline.
  borrowing func wait(forWriting: Bool = false, until deadline: Int64) -> Bool {
    var poller = pollfd(fd: number ?? -1, events: Int16(forWriting ? POLLOUT : POLLIN), revents: 0)
    while true {
      let left = deadline - Clock.now()
      guard left > 0 else { return false }
      if poll(&poller, 1, Int32(clamping: (left + 999_999) / 1_000_000)) > 0 { return true }
    }
  }
}
