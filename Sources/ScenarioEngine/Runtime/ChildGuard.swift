// Ends commands whose starter was killed: a small process that holds a list of groups and one end of a pipe.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A process that outlives this one by a moment, to kill the process groups that it left behind.
///
/// A command cannot be asked to watch over its starter, and the kernel's parent-death signal follows the starting
/// *thread*. So each process that runs commands has one guard, told over a pipe which groups are alive. The pipe closes
/// when this process ends, however it ends; the guard then kills what is still on its list and leaves.
///
/// A command started within the instant before this process's own death may be missed.
package final class ChildGuard: Sendable {
  /// The one guard of this process, started when first used; nil where none can be: then commands run without.
  package static let ofThisProcess: ChildGuard? = OwnBinary.isScenario ? try? ChildGuard(program: OwnBinary.path) : nil

  /// The hidden first argument that makes the program a guard.
  package static let argument = "guard"

  private let lifeline: Lifeline

  /// - Parameter program: a program that calls `main` when started with these arguments.
  /// - Throws: `SystemError`.
  package init(program: String, arguments: [String] = ["scenario", argument]) throws {
    let pipe = try Descriptor.pipe()
    let null = try Descriptor.null()
    let process = try ChildProcess.spawn(
      path: program, arguments: arguments,
      descriptors: [.init(pipe.read.number, as: 0), .init(null.number, as: 1), .init(null.number, as: 2)],
      newGroup: true)
    lifeline = Lifeline(pipe: pipe.write, guardian: process)
  }

  /// From now on `group` ends when this process does. Any thread may call it.
  package func watch(group: Int32) { lifeline.send(group) }

  /// To be called before the group's leader is reaped, while its number can be no other group's. Any thread may call it.
  package func forget(group: Int32) { lifeline.send(-group) }

  /// The guard itself: returns the exit code when its starter has ended and the groups were killed.
  ///
  /// The terminal's Ctrl-C and a `kill` of all processes of this name are for its starter, so it ignores them.
  package static func main() -> Int32 {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { signal(number, SIG_IGN) }
    keepWatch(over: 0)
    return 0
  }

  /// Follows the messages on `descriptor` until its other end closes, then kills the groups on the list.
  static func keepWatch(over descriptor: Int32) {
    var groups: Set<Int32> = []
    var message: Int32 = 0
    while receive(&message, from: descriptor) {
      if message > 0 { groups.insert(message) } else { groups.remove(-message) }
    }
    for group in groups { _ = kill(-group, SIGKILL) }
  }

  /// One message: a group to watch, or the negative of one to forget. False at the end.
  ///
  /// Writers put them in whole: a write of so few bytes to a pipe is atomic (POSIX, `PIPE_BUF`).
  private static func receive(_ message: inout Int32, from descriptor: Int32) -> Bool {
    withUnsafeMutableBytes(of: &message) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        return count == buffer.count
      }
    }
  }
}

/// The starter's end of the pipe.
///
/// Unchecked: the pipe is written whole messages at a time, which the kernel keeps apart, and the process is only held so
/// that it is reaped at the end.
private final class Lifeline: @unchecked Sendable {
  private var pipe: DescriptorSlot
  private let guardian: ChildProcess

  init(pipe: consuming Descriptor, guardian: ChildProcess) {
    self.pipe = DescriptorSlot(pipe)
    self.guardian = guardian
  }

  deinit {
    pipe.close()
    guardian.reap()
  }

  func send(_ message: Int32) {
    // A guard that is gone cannot be helped; the commands run without.
    _ = withUnsafeBytes(of: message) { pipe.write($0) }
  }
}
