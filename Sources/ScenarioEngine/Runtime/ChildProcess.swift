// One child process: its life from the spawn to the reaping.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A running or ended child process. Not thread-safe; one owner at a time.
///
/// Letting go of one that was not reaped kills and reaps it: no zombie is left.
package final class ChildProcess {
  package let pid: Int32
  /// How it ended, once it was reaped.
  package private(set) var ended: ChildExit?

  private let leadsGroup: Bool
  private var processDescriptor: DescriptorSlot

  /// Takes over a child that this process has just started.
  init(pid: Int32, leadsGroup: Bool) {
    self.pid = pid
    self.leadsGroup = leadsGroup
    let number = platform_pidfd_open(pid)
    processDescriptor = number < 0 ? DescriptorSlot() : DescriptorSlot(Descriptor(owning: number))
  }

  deinit {
    guard ended == nil else { return }
    signalGroup(SIGKILL)
    reap()
  }

  /// Becomes readable when the child has ended; nil once it was reaped, and where the system has no such descriptors:
  /// then ask `hasEnded` from time to time.
  package var exitDescriptor: Int32? { processDescriptor.number }

  /// Whether it has ended; it need not have been reaped, and is not reaped by this.
  package func hasEnded() -> Bool {
    guard ended == nil else { return true }
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) != 0 {
      guard errno == EINTR else { return true }  // Not our child any more; `reap` says so.
    }
    return information.si_signo != 0
  }

  /// How it ended if it has, and then it is reaped; never waits.
  package func exitStatus() -> ChildExit? {
    hasEnded() ? reap() : nil
  }

  /// Waits for its end, however long that takes, and reaps it.
  @discardableResult
  package func reap() -> ChildExit {
    if let ended { return ended }
    var status: Int32 = 0
    var usage = rusage()
    var result: Int32
    repeat { result = wait4(pid, &status, 0, &usage) } while result < 0 && errno == EINTR
    let exit = result == pid ? ChildExit(status: status, usage: usage) : ChildExit(cause: .unknown)
    ended = exit
    processDescriptor.close()
    return exit
  }

  /// Waits until it has ended or the monotonic clock passes `deadline` (ns); true when it has ended. Does not reap.
  package func waitForEnd(until deadline: Int64) -> Bool {
    while !hasEnded() {
      let left = deadline - Clock.now()
      guard left > 0 else { return false }
      // Without a descriptor to wait on, look again every millisecond.
      let descriptor = exitDescriptor
      var poller = pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0)
      _ = poll(&poller, 1, descriptor == nil ? 1 : Int32(clamping: (left + 999_999) / 1_000_000))
    }
    return true
  }

  /// Sends a signal to the child, and to all of its process group when it leads one of its own.
  ///
  /// Does nothing once it was reaped: its number may be another process's by then. A child that has ended but was not
  /// reaped still keeps its group's number, so that what it left running can be reached.
  package func signalGroup(_ signal: Int32) {
    guard ended == nil else { return }
    _ = kill(leadsGroup ? -pid : pid, signal)
  }

  /// Has the child and its group end: asks, waits up to `grace` nanoseconds for the child, then kills what is left.
  /// After that, reaping does not take long.
  package func endGroup(grace: Int64) {
    signalGroup(SIGTERM)
    signalGroup(SIGCONT)
    _ = waitForEnd(until: Clock.now() + grace)
    signalGroup(SIGKILL)
  }
}
