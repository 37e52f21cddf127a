// Cleans up after a starter that was killed: a small process that holds a list of groups and folders, and one end of a pipe.
import CPlatform

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

  /// From now on the directory at this absolute path is removed when this process ends, unless it was forgotten.
  func watch(directory: String) { lifeline.send(path: directory, sign: 1) }

  func forget(directory: String) { lifeline.send(path: directory, sign: -1) }

  /// The guard itself: returns the exit code when its starter has ended and the groups were killed.
  ///
  /// The terminal's Ctrl-C and a `kill` of all processes of this name are for its starter, so it ignores them.
  package static func main() -> Int32 {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { signal(number, SIG_IGN) }
    keepWatch(over: 0)
    return 0
  }

  /// Follows the messages on `descriptor` until its other end closes, then kills the groups and removes the directories
  /// that are on the list.
  ///
  /// A message is a group to watch, or the negative of one to forget; or zero, and then the length of a path that follows,
  /// negative for one to forget. Writers put them in whole: a write of so few bytes to a pipe is atomic (POSIX, `PIPE_BUF`).
  static func keepWatch(over descriptor: Int32) {
    var groups: Set<Int32> = []
    var directories: Set<String> = []
    while let message = receiveNumber(from: descriptor) {
      if message > 0 { groups.insert(message) }
      if message < 0 { groups.remove(-message) }
      if message == 0 {
        guard let length = receiveNumber(from: descriptor), let path = receive(Int(abs(length)), from: descriptor)
        else { break }
        let directory = String(decoding: path, as: UTF8.self)
        if length > 0 { directories.insert(directory) } else { directories.remove(directory) }
      }
    }
    for group in groups { _ = kill(-group, SIGKILL) }
    for directory in directories { platform_remove_tree(directory) }
  }

  private static func receiveNumber(from descriptor: Int32) -> Int32? {
    receive(MemoryLayout<Int32>.size, from: descriptor)?.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
  }

  /// So many bytes; nil at the end.
  private static func receive(_ length: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: length)
    var received = 0
    while received < length {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + received, length - received) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return nil }
      received += count
    }
    return bytes
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

  /// - Parameter sign: 1 to watch, -1 to forget. A path that is too long for one write is not watched.
  func send(path: String, sign: Int32) {
    let bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count < Int(PIPE_BUF) - 8 else { return }
    var message = withUnsafeBytes(of: (Int32(0), sign * Int32(bytes.count))) { Array($0) }
    message += bytes
    _ = message.withUnsafeBytes { pipe.write($0) }
  }
}
