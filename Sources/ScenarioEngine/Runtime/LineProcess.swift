// A child program that is talked to in lines: its input fed, its output cut at line ends, its last words kept.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A running program with pipes at its standard input, output and error. One thread reads; any thread may send.
final class LineProcess: @unchecked Sendable {
  /// Longer lines are cut off: who writes one has lost its way.
  static let longestLine = 1 << 20

  /// What is still to be written, and where.
  private struct Input: ~Copyable {
    var sink: DescriptorSlot
    var bytes: [UInt8] = []
  }
  private final class InputBox {
    var input: Input
    init(_ sink: consuming Descriptor) { input = Input(sink: DescriptorSlot(sink)) }
  }

  private let input: Guarded<InputBox>
  private let wake: WakeUp
  // The rest belongs to the reading thread.
  private let child: ChildProcess
  private let guardian: ChildGuard?
  private var output: DescriptorSlot
  private var errors: ChildProcessOutput
  private var partial: [UInt8] = []
  private var lines: [[UInt8]] = []
  private var nextLine = 0
  private var sawEnd = false

  /// Starts the program as the leader of a process group.
  ///
  /// - Parameters:
  ///   - words: the program, looked up in `PATH` unless it has a slash, and its arguments; not empty.
  ///   - guardian: ends the group should this process end before it.
  /// - Throws: `SystemError`.
  init(_ words: [String], guardian: ChildGuard?) throws {
    let inputPipe = try Descriptor.pipe()
    let outputPipe = try Descriptor.pipe()
    let errorsPipe = try Descriptor.pipe()
    wake = try WakeUp()
    child = try ChildProcess.spawnGuarded(
      words,
      descriptors: [
        .init(inputPipe.read.number, as: 0), .init(outputPipe.write.number, as: 1),
        .init(errorsPipe.write.number, as: 2),
      ],
      guardian: guardian)
    self.guardian = guardian
    inputPipe.write.makeNonBlocking()
    outputPipe.read.makeNonBlocking()
    input = Guarded(InputBox(inputPipe.write))
    output = DescriptorSlot(outputPipe.read)
    errors = ChildProcessOutput(reading: errorsPipe.read, keeping: 4096)
  }

  deinit { _ = finish(grace: 0) }

  // MARK: Sending

  /// Writes a line, whose end is added; what the pipe does not take now is written later, by the reading thread.
  func send(_ line: String) {
    let isLeft = input.with { box in
      box.input.bytes.append(contentsOf: line.utf8)
      box.input.bytes.append(0x0A)
      LineProcess.flush(&box.input)
      return !box.input.bytes.isEmpty
    }
    if isLeft { wakeReader() }
  }

  /// Sends nothing more: the program reads the end of its input.
  func closeInput() {
    input.with { $0.input.sink.close() }
  }

  /// Has a `receive` that waits return. Any thread may call it.
  func wakeReader() { wake.signal() }

  private static func flush(_ input: inout Input) {
    while !input.bytes.isEmpty {
      switch input.bytes.withUnsafeBytes({ input.sink.write($0) }) {
      case .bytes(let count): input.bytes.removeFirst(count)
      case .notYet: return
      case .ended:  // Nobody reads any more; its end will tell why.
        input.bytes = []
        input.sink.close()
      }
    }
  }

  // MARK: Receiving

  /// Whether more can come; false after the end of its output.
  var isOpen: Bool { output.number != nil }
  /// Whether the program has ended; what it wrote before is then in `takeLine` after one more `receive`.
  var hasEnded: Bool { child.hasEnded() }
  /// The last part of what it wrote to standard error.
  var lastWords: [UInt8] { Array(errors.tail) }
  /// How many bytes it wrote to standard error.
  var errorCount: Int { errors.count }

  /// The next line without its end, nil when there is none yet.
  func takeLine() -> [UInt8]? {
    guard nextLine < lines.count else {
      lines.removeAll(keepingCapacity: true)
      nextLine = 0
      return nil
    }
    defer { nextLine += 1 }
    return lines[nextLine]
  }

  /// Waits until there is something to take or somebody wakes it, or the monotonic clock passes `deadline` (ns); takes what
  /// is there, and writes what the program's input takes. May return early.
  func receive(until deadline: Int64) {
    // Once the end was seen, its descriptor would only keep this from waiting.
    let exit = sawEnd ? -1 : child.exitDescriptor ?? -1
    var numbers = [wake.number, output.number ?? -1, errors.descriptor ?? -1, exit]
    let sink = input.with { box -> Int32 in box.input.bytes.isEmpty ? -1 : box.input.sink.number ?? -1 }
    numbers.append(sink)
    var pollers = numbers.map { pollfd(fd: $0, events: Int16($0 == sink && sink >= 0 ? POLLOUT : POLLIN), revents: 0) }
    let left = max(0, deadline - Clock.now())
    _ = poll(&pollers, nfds_t(pollers.count), Int32(clamping: (left + 999_999) / 1_000_000))
    if pollers[0].revents != 0 { wake.clear() }
    if sink >= 0 { input.with { LineProcess.flush(&$0.input) } }
    if pollers[2].revents != 0 { errors.drain() }
    if pollers[3].revents != 0 { sawEnd = true }
    drain()
  }

  private func drain() {
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
      // Not for ever from somebody who never stops writing.
      for _ in 0..<32 {
        switch output.read(into: buffer) {
        case .notYet: return
        case .ended:
          output.close()
          if !partial.isEmpty { endLine() }
          return
        case .bytes(let count): cut(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    }
  }

  private func cut(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      partial.append(contentsOf: bytes[start..<end])
      endLine()
      start = end + 1
    }
    if partial.count < LineProcess.longestLine { partial.append(contentsOf: bytes[start...]) }
    if partial.count >= LineProcess.longestLine { endLine() }
  }

  private func endLine() {
    lines.append(partial)
    partial = []
  }

  // MARK: Ending

  /// Waits for the program's own end until the monotonic clock passes `deadline` (ns), taking what it still says.
  ///
  /// - Returns: whether it has ended; it is not reaped yet.
  func waitForEnd(until deadline: Int64) -> Bool {
    while !hasEnded, Clock.now() < deadline { receive(until: deadline) }
    return hasEnded
  }

  /// Waits a moment for the end of the output of a program that has ended; true when somebody else holds it open.
  func isHeldOpen() -> Bool {
    let deadline = Clock.now() + LineProcess.stragglers
    while isOpen, Clock.now() < deadline { receive(until: deadline) }
    return isOpen
  }

  /// Asks what is left of its group to end, kills it after `grace` nanoseconds, and reaps it. Nothing is left behind.
  func finish(grace: Int64) -> ChildExit {
    if let exit = child.ended { return exit }
    if !child.hasEnded() { child.endGroup(grace: grace) }
    child.signalGroup(SIGKILL)
    // Before its number can become another group's.
    guardian?.forget(group: child.pid)
    let exit = child.reap()
    errors.drain()
    errors.stop()
    return exit
  }

  /// How long a grandchild may hold the output after the program's end, in nanoseconds.
  private static let stragglers: Int64 = 100_000_000
}
