// An owned file descriptor, and reading and writing it without waiting and without SIGPIPE.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file descriptor that is closed when its owner lets go of it.
package struct Descriptor: ~Copyable {
  package let number: Int32

  /// Takes over an open descriptor.
  package init(owning number: Int32) { self.number = number }

  deinit { _ = close(number) }

  /// The two ends of a new pipe, both close-on-exec.
  ///
  /// - Throws: `SystemError`, as when the process has no descriptors left.
  package static func pipe() throws -> PipeEnds {
    var numbers: [Int32] = [-1, -1]
    let failure = platform_pipe(&numbers)
    guard failure == 0 else { throw SystemError("a pipe could not be made", failure) }
    return PipeEnds(read: Descriptor(owning: numbers[0]), write: Descriptor(owning: numbers[1]))
  }

  /// A descriptor of /dev/null for reading and writing, close-on-exec.
  package static func null() throws -> Descriptor {
    let number = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard number >= 0 else { throw SystemError("/dev/null could not be opened", errno) }
    return Descriptor(owning: number)
  }

  /// From now on reading and writing return `.notYet` instead of waiting. Says nothing about the pipe's other end.
  package borrowing func makeNonBlocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }

  /// What one attempt to read or write came to.
  package enum Transfer: Equatable { case bytes(Int), notYet, ended }

  /// Reads once; `.ended` at the end of the file and for a descriptor that cannot be read any more.
  package borrowing func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    outcome(ofZero: .ended) { systemRead(number, buffer) }
  }

  /// Writes once; `.ended` when nobody reads the other end any more, and no SIGPIPE then.
  package borrowing func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    outcome(ofZero: .bytes(0)) { withoutBrokenPipeSignal { systemWrite(number, bytes) } }
  }

  private borrowing func outcome(ofZero zero: Transfer, _ attempt: () -> Int) -> Transfer {
    while true {
      let count = attempt()
      guard count < 0 else { return count == 0 ? zero : .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .notYet
      default: return .ended
      }
    }
  }
}

/// A place for a descriptor that is let go of before the place itself goes.
package struct DescriptorSlot: ~Copyable {
  private var descriptor: Descriptor?
  /// The number of the descriptor, nil when there is none.
  package private(set) var number: Int32?

  package init() {
    descriptor = nil
    number = nil
  }

  package init(_ descriptor: consuming Descriptor) {
    number = descriptor.number
    self.descriptor = consume descriptor
  }

  /// Closes the descriptor, if there is one.
  package mutating func close() {
    descriptor = nil
    number = nil
  }

  /// As `Descriptor.read`; `.ended` when there is none.
  package borrowing func read(into buffer: UnsafeMutableRawBufferPointer) -> Descriptor.Transfer {
    switch descriptor {
    case .some(let descriptor): descriptor.read(into: buffer)
    case nil: .ended
    }
  }

  /// As `Descriptor.write`; `.ended` when there is none.
  package borrowing func write(_ bytes: UnsafeRawBufferPointer) -> Descriptor.Transfer {
    switch descriptor {
    case .some(let descriptor): descriptor.write(bytes)
    case nil: .ended
    }
  }
}

/// Both ends of a pipe.
package struct PipeEnds: ~Copyable {
  package var read: Descriptor
  package var write: Descriptor
}

/// A system call that failed: what could not be done, and why.
package struct SystemError: Error, Sendable, Hashable {
  package let what: String
  /// An `errno` value.
  package let code: Int32
  /// The code of a device or a quota without room for more.
  static let diskFull = ENOSPC

  package init(_ what: String, _ code: Int32) {
    self.what = what
    self.code = code
  }

  /// One sentence without a full stop.
  package var message: String { "\(what): \(String(cString: strerror(code)))" }
}

// Out of the type, where its own methods of the same name do not hide them.
private func systemRead(_ number: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(number, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(number, bytes.baseAddress, bytes.count)
}

/// Runs a write to a pipe so that a closed pipe comes back as EPIPE alone.
///
/// Ignoring SIGPIPE for the whole process would change how `scenario … | head` ends. The signal of a write goes to the
/// writing thread: block it there, take back the one that was raised, and leave one that was pending before.
private func withoutBrokenPipeSignal(_ attempt: () -> Int) -> Int {
  #if os(Linux)
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
    var pending = sigset_t()
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    let result = attempt()
    let failure = errno
    if result < 0, failure == EPIPE, !wasPending {
      var atOnce = timespec()
      while sigtimedwait(&pipeSignal, nil, &atOnce) < 0, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = failure
    return result
  #else
    return attempt()  // The pipe was made with F_SETNOSIGPIPE.
  #endif
}
