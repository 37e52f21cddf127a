// Waits for descriptors, for wake-ups from other threads and processes, and for the clock, all in one system call.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One event loop's poller. Used by the loop's thread alone once it runs.
final class DescriptorPoller: @unchecked Sendable {
  /// Most tokens that one `wait` reports.
  static let capacity = 64
  /// What `wait` reports for the wake-up descriptor.
  private static let wakeToken: Int32 = -1

  private let poller: Int32
  private let wake: Int32
  private let tokens: UnsafeMutablePointer<Int32>

  /// - Parameter wake: the descriptor by which others wake this loop; not owned.
  /// - Throws: `StartError` when the system has no more descriptors.
  init(wake: Int32) throws {
    poller = platform_poller_make()
    guard poller >= 0 else {
      throw StartError(reason: "no poller for an event loop: \(String(cString: strerror(errno)))")
    }
    self.wake = wake
    tokens = .allocate(capacity: DescriptorPoller.capacity)
    let status = platform_poller_watch(poller, wake, 1, 0, 0, DescriptorPoller.wakeToken)
    guard status == 0 else {
      throw StartError(reason: "an event loop cannot be woken: \(String(cString: strerror(status)))")
    }
  }

  deinit {
    close(poller)
    tokens.deallocate()
  }

  /// Reports `token` once when one of the interests is met; each call asks anew.
  ///
  /// - Returns: false when one of them cannot be waited for (a plain file, no memory): look again a little later.
  func watch(_ interests: [Interest], token: Int32) -> Bool {
    var canWait = true
    for interest in interests {
      let isWritten = interests.contains { $0.descriptor == interest.descriptor && $0.forWriting }
      let isRead = interests.contains { $0.descriptor == interest.descriptor && !$0.forWriting }
      let status = platform_poller_watch(poller, interest.descriptor, isRead ? 1 : 0, isWritten ? 1 : 0, 1, token)
      if status != 0 { canWait = false }
    }
    return canWait
  }

  func forget(_ interests: [Interest]) {
    for interest in interests { platform_poller_forget(poller, interest.descriptor) }
  }

  /// Sleeps until something is ready, somebody wakes the loop, or the monotonic `deadline` (ns; `.max`: never) comes.
  ///
  /// - Returns: the tokens that are ready; valid until the next call. May be empty at any time.
  func wait(until deadline: Int64) -> UnsafeBufferPointer<Int32> {
    var count = Int(platform_poller_wait(poller, tokens, deadline == .max ? -1 : deadline))
    var position = 0
    while position < count {
      guard tokens[position] == DescriptorPoller.wakeToken else {
        position += 1
        continue
      }
      var ignored: UInt64 = 0
      _ = read(wake, &ignored, 8)
      count -= 1
      tokens[position] = tokens[count]
    }
    return UnsafeBufferPointer(start: tokens, count: count)
  }
}
