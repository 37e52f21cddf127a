// Waits until one of several child processes ends, or until another thread has something to say.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One thread waits; any thread may wake it.
final class ExitPoller: @unchecked Sendable {
  /// How often to look at children that have no descriptor to wait on, in milliseconds.
  private static let tick: Int32 = 2

  // Unchecked: never changed after `init`, and a pipe may be used from any thread.
  private let reading: DescriptorSlot
  private let writing: DescriptorSlot

  /// - Throws: `SystemError`.
  init() throws {
    let pipe = try Descriptor.pipe()
    pipe.read.makeNonBlocking()
    pipe.write.makeNonBlocking()
    reading = DescriptorSlot(pipe.read)
    writing = DescriptorSlot(pipe.write)
  }

  /// Has `wait` return, now or when it is next called.
  func wake() {
    var byte: UInt8 = 1
    // A full pipe wakes as well.
    _ = withUnsafeBytes(of: &byte) { writing.write($0) }
  }

  /// Waits until a process has ended, `wake` was called, or the monotonic clock passes `deadline` (ns; nil: for ever).
  ///
  /// - Parameter exits: the `exitDescriptor`s of children. With a nil among them this returns after a moment in any case.
  /// - Returns: positions in `exits` of those that may have ended; all others have not.
  func wait(for exits: [Int32?], until deadline: Int64?) -> [Int] {
    // A negative descriptor is passed over by poll.
    var pollers = exits.map { pollfd(fd: $0 ?? -1, events: Int16(POLLIN), revents: 0) }
    pollers.append(pollfd(fd: reading.number ?? -1, events: Int16(POLLIN), revents: 0))
    var milliseconds: Int32 = -1
    if let deadline { milliseconds = Int32(clamping: max(0, deadline - Clock.now() + 999_999) / 1_000_000) }
    if exits.contains(nil) { milliseconds = milliseconds < 0 ? ExitPoller.tick : min(milliseconds, ExitPoller.tick) }
    _ = poll(&pollers, nfds_t(pollers.count), milliseconds)
    if pollers[exits.count].revents != 0 { drain() }
    return exits.indices.filter { exits[$0] == nil || pollers[$0].revents != 0 }
  }

  private func drain() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while case .bytes(64) = reading.read(into: buffer) {}
    }
  }
}
