// A program that a test has started: its streams are read all the while, signals can be sent, and it always ends.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import FoundationEssentials

/// Used by one thread. Whoever starts it calls `end`.
package final class RunningProgram {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package let process: pid_t
  private var streams: [Int32: [UInt8]] = [:]
  private let output: Int32?
  private let error: Int32?
  private var input: (descriptor: Int32, rest: ArraySlice<UInt8>)?
  private var open: Set<Int32> = []

  /// Starts a program in a process group of its own.
  package init(_ start: ProgramStart, path: String = BuiltBinary.path) throws {
    var plumbing = Plumbing()
    defer { plumbing.closeChildEnds() }
    input = try start.input.map { (try plumbing.inputPipe(), ArraySlice($0.utf8)) }
    if input == nil { plumbing.nullInput() }
    output = try plumbing.attach(start.output, as: 1)
    error = try plumbing.attach(start.error, as: 2)
    process = try plumbing.spawn(path, start)
    for descriptor in [output, error].compactMap(\.self) {
      open.insert(descriptor)
      streams[descriptor] = []
    }
  }

  /// What it has written so far.
  package var outputText: String { output.map { String(decoding: streams[$0] ?? [], as: UTF8.self) } ?? "" }
  package var errorText: String { error.map { String(decoding: streams[$0] ?? [], as: UTF8.self) } ?? "" }

  package func send(_ signal: Int32) { kill(process, signal) }

  /// Reads on until the condition holds.
  ///
  /// - Throws: when the program ends its output before, or does not come to it in the time (seconds).
  package func wait(within seconds: Int = 60, until condition: (RunningProgram) -> Bool) throws {
    let deadline = now() + Int64(seconds) * 1_000
    while !condition(self) {
      guard !open.isEmpty, now() < deadline else {
        throw Failure(description: "never came to it; output so far:\n\(outputText)\n\(errorText)")
      }
      pump(milliseconds: 20)
    }
  }

  /// Reads to the end and says how it ended; after the time (seconds) its whole group is killed.
  package func end(within seconds: Int = 60) throws -> ProgramEnd {
    let deadline = now() + Int64(seconds) * 1_000
    while !open.isEmpty || input != nil {
      guard now() < deadline else { throw timeout(seconds) }
      pump(milliseconds: 100)
    }
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard now() < deadline else { throw timeout(seconds) }
      usleep(2_000)
    }
    let signal = status & 0x7f
    return ProgramEnd(
      code: signal == 0 ? status >> 8 & 0xff : nil, signal: signal == 0 ? nil : signal, output: outputText,
      error: errorText)
  }

  private func timeout(_ seconds: Int) -> Failure {
    kill(-process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    for descriptor in open { close(descriptor) }
    return Failure(description: "still there after \(seconds) s; output so far:\n\(outputText)\n\(errorText)")
  }

  /// Moves bytes for a while.
  private func pump(milliseconds: Int32) {
    var requests = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    if let input { requests.append(pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0)) }
    guard !requests.isEmpty else {
      usleep(UInt32(milliseconds) * 1_000)
      return
    }
    guard poll(&requests, nfds_t(requests.count), milliseconds) > 0 else { return }
    for request in requests where request.revents != 0 {
      if request.fd == input?.descriptor { feed() } else { drain(request.fd) }
    }
  }

  private func drain(_ descriptor: Int32) {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 {
      streams[descriptor]?.append(contentsOf: chunk[..<count])
    } else if count == 0 || errno != EINTR && errno != EAGAIN {
      // A pseudo-terminal whose other side is gone reads as an error.
      open.remove(descriptor)
      close(descriptor)
    }
  }

  private func feed() {
    guard let (descriptor, rest) = input else { return }
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count > 0, count < rest.count {
      input = (descriptor, rest.dropFirst(count))
    } else if count >= 0 || errno != EINTR && errno != EAGAIN {
      close(descriptor)
      input = nil
    }
  }

  private func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
