// One command from its start to its end, feeding its input and taking its output, never waiting by itself.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What to run.
struct ChildCommand: Sendable {
  /// The program and its arguments; not empty.
  var words: [String]
  /// Its standard input; empty is /dev/null.
  var input: [UInt8] = []
  /// Added to this process's environment.
  var environment: [String: String] = [:]
}

/// A command in progress. Not thread-safe.
///
/// The child leads a process group. What it leaves running there when it ends, or is cancelled, ends with it; output of
/// such a straggler is waited for only briefly.
final class ChildProcessRun {
  struct Limits: Sendable {
    /// How many of the last bytes of each stream the outcome holds.
    var tail = 65_536
    /// How long a grandchild that holds the output open is waited for after the command's own end, in nanoseconds.
    var stragglerPatience: Int64 = 100_000_000
    /// How long a cancelled command may take to end by itself, in nanoseconds.
    var cancelGrace: Int64 = 50_000_000
  }

  struct Outcome: Sendable, Hashable {
    var exit: ChildExit
    /// Digest of the exit code and all of standard output.
    var digest: UInt64
    /// How many bytes it wrote.
    var outputCount: Int
    var errorsCount: Int
    /// The last part of what it wrote.
    var output: [UInt8]
    var errors: [UInt8]
  }

  enum Step {
    case done(Outcome)
    /// Call `advance` again when a descriptor is ready or the monotonic clock passes the deadline (ns).
    case wait(for: [Interest], deadline: Int64?)
  }

  private let child: ChildProcess
  private let guardian: ChildGuard?
  private let limits: Limits
  private var input: Feed
  private var output: ChildProcessOutput
  private var errors: ChildProcessOutput
  /// When to stop waiting for the end of the output; set when the child's end is seen.
  private var patience: Int64?
  private var nextLook: Int64 = 500_000

  /// Starts the command.
  ///
  /// - Parameter guardian: kills the command's group should this process die before it.
  /// - Throws: `SystemError`.
  init(_ command: ChildCommand, guardian: ChildGuard? = nil, limits: Limits = Limits()) throws {
    let outputPipe = try Descriptor.pipe()
    let errorsPipe = try Descriptor.pipe()
    let ends = try Feed.start(command.input)
    child = try ChildProcess.spawnGuarded(
      command.words, environment: command.environment,
      descriptors: [
        .init(ends.source.number, as: 0), .init(outputPipe.write.number, as: 1),
        .init(errorsPipe.write.number, as: 2),
      ],
      guardian: guardian)
    self.guardian = guardian
    self.limits = limits
    input = ends.feed
    output = ChildProcessOutput(reading: outputPipe.read, keeping: limits.tail)
    errors = ChildProcessOutput(reading: errorsPipe.read, keeping: limits.tail)
  }

  deinit { cancel() }

  /// Goes on as far as it can without waiting. Not to be called again after `done` or `cancel`.
  func advance() -> Step {
    // In this order: what a child wrote before the end that is seen here is certainly in the pipes that are read next.
    let hasEnded = child.hasEnded()
    input.feed()
    output.drain()
    errors.drain()
    guard hasEnded else { return waitForChild() }
    let now = Clock.now()
    let deadline = patience ?? now + limits.stragglerPatience
    patience = deadline
    let open = [output.descriptor, errors.descriptor].compactMap { $0 }
    if open.isEmpty || now >= deadline { return .done(finish()) }
    return .wait(for: open.map { Interest(descriptor: $0, forWriting: false) }, deadline: deadline)
  }

  /// Ends the command and all of its group, reaps it, and lets go of all descriptors. Does nothing after the end.
  func cancel() {
    guard child.ended == nil else { return }
    input.stop()
    output.stop()
    errors.stop()
    child.endGroup(grace: limits.cancelGrace)
    reap()
  }

  private func waitForChild() -> Step {
    var interests = [output.descriptor, errors.descriptor].compactMap { $0 }.map {
      Interest(descriptor: $0, forWriting: false)
    }
    if let sink = input.descriptor { interests.append(Interest(descriptor: sink, forWriting: true)) }
    if let end = child.exitDescriptor {
      interests.append(Interest(descriptor: end, forWriting: false))
      return .wait(for: interests, deadline: nil)
    }
    // Nothing tells of the end here: look again after 1, 2, 4 … 32 ms.
    nextLook = min(nextLook * 2, 32_000_000)
    return .wait(for: interests, deadline: Clock.now() + nextLook)
  }

  private func finish() -> Outcome {
    input.stop()
    output.stop()
    errors.stop()
    child.signalGroup(SIGKILL)
    let exit = reap()
    var digest = output.digest
    if case .exited(let code) = exit.cause { digest.add(code) }
    return Outcome(
      exit: exit, digest: digest.value, outputCount: output.count, errorsCount: errors.count,
      output: Array(output.tail), errors: Array(errors.tail))
  }

  @discardableResult private func reap() -> ChildExit {
    // Before its number can become another group's.
    guardian?.forget(group: child.pid)
    return child.reap()
  }
}

/// What is still to be written to a child's standard input.
private struct Feed: ~Copyable {
  private let bytes: [UInt8]
  private var position = 0
  private var sink: DescriptorSlot

  /// The descriptor that the child reads, and the feed of its other end.
  static func start(_ bytes: [UInt8]) throws -> Ends {
    if bytes.isEmpty { return Ends(source: try Descriptor.null(), feed: Feed(bytes: bytes, sink: DescriptorSlot())) }
    let pipe = try Descriptor.pipe()
    pipe.write.makeNonBlocking()
    return Ends(source: pipe.read, feed: Feed(bytes: bytes, sink: DescriptorSlot(pipe.write)))
  }

  struct Ends: ~Copyable {
    let source: Descriptor
    let feed: Feed
  }

  private init(bytes: [UInt8], sink: consuming DescriptorSlot) {
    self.bytes = bytes
    self.sink = sink
  }

  /// The descriptor to wait on, nil when there is nothing more to write or nobody reads.
  var descriptor: Int32? { sink.number }

  /// Writes what the pipe takes. A child that does not want all of its input is no failure.
  mutating func feed() {
    while sink.number != nil {
      let result = bytes.withUnsafeBytes { sink.write(UnsafeRawBufferPointer(rebasing: $0[position...])) }
      switch result {
      case .notYet: return
      case .ended: stop()
      case .bytes(let count):
        position += count
        if position == bytes.count { stop() }
      }
    }
  }

  mutating func stop() { sink.close() }
}
