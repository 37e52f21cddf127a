// The local server of a run: a process of this program's own that listens on loopback and ends with the run.
import ScenarioModel

/// Ends when it is closed, and also when this process is killed: it holds one end of a pipe, whose other end then closes.
package final class LocalServer: Fixture {
  /// The hidden first argument that makes the program a server; the words of a `ServiceDescription` follow.
  package static let argument = "serve-loopback"
  /// The parameter that tells the kernel the port.
  static let portParameter = "port"
  /// Nanoseconds that it gets to come up; a machine under load needs seconds.
  private static let startTime: Int64 = 20_000_000_000

  package let parameters: [String: ParameterValue]
  private let process: ChildProcess
  private var lifeline: DescriptorSlot

  /// The path that a served task asks for, placeholders included.
  static func path(in serve: ParameterValue?) -> String {
    guard case .mapping(let fields)? = serve, case .text(let path)? = fields["path"] else { return "/{input}" }
    return path
  }

  /// Starts the server and waits until it listens.
  ///
  /// - Throws: `TaskError` when it does not come up.
  init(_ description: ServiceDescription, in place: RunPlace) throws {
    do {
      let input = try Descriptor.pipe()
      let output = try Descriptor.pipe()
      let null = try Descriptor.null()
      var writing = DescriptorSlot(output.write)
      process = try ChildProcess.spawn(
        path: place.ownBinary, arguments: ["scenario", LocalServer.argument] + description.arguments,
        descriptors: [
          .init(input.read.number, as: 0), .init(writing.number ?? -1, as: 1), .init(null.number, as: 2),
        ], newGroup: true)
      lifeline = DescriptorSlot(input.write)
      // Now only the server holds that end, so that its death is the end of what can be read.
      writing.close()
      output.read.makeNonBlocking()
      guard let port = LocalServer.port(from: output.read, of: process) else {
        throw TaskError("the local server did not come up")
      }
      parameters = [LocalServer.portParameter: .integer(Int64(port))]
    } catch let error as SystemError {
      throw TaskError("the local server cannot be started: \(error.message)")
    }
  }

  /// The number that the server writes as its first line.
  private static func port(from output: borrowing Descriptor, of process: ChildProcess) -> UInt16? {
    let deadline = Clock.now() + startTime
    var line: [UInt8] = []
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
      while Clock.now() < deadline {
        switch output.read(into: buffer) {
        case .bytes(let count): line += buffer[..<count]
        case .notYet: Clock.sleep(milliseconds: 1)
        case .ended: return nil
        }
        if let end = line.firstIndex(of: UInt8(ascii: "\n")) {
          return UInt16(String(decoding: line[..<end], as: UTF8.self))
        }
      }
      return nil
    }
  }

  package func close(_ measured: [MeasureRecord]) -> FixtureOutcome {
    let diedBefore = process.hasEnded()
    lifeline.close()
    // It leaves at once; whatever keeps it is not worth waiting for.
    if !process.waitForEnd(until: Clock.now() + 1_000_000_000) { process.signalGroup(SignalNumber.kill) }
    let exit = process.reap()
    guard diedBefore else {
      let used = Quantity.duration(exit.userTime + exit.systemTime)
      return FixtureOutcome(notes: ["The local server used \(used) of CPU time, which counts for no task."]
      )
    }
    let how: String
    switch exit.cause {
    case .exited(let code): how = "ended with exit code \(code)"
    case .signalled(let signal): how = "was killed by \(SignalName.of(signal))"
    case .unknown: how = "ended"
    }
    return FixtureOutcome(problems: ["the local server \(how) during the run"])
  }
}

extension ServiceDescription {
  /// - Parameter fields: the members of `serve`, defaults filled in.
  init(_ fields: [String: ParameterValue], seed: UInt64) {
    self.init(seed: seed)
    if case .duration(let value)? = fields["latency"] { latency = value }
    if case .duration(let value)? = fields["jitter"] { jitter = value }
    if case .size(let value)? = fields["size"] { size = value }
    if case .integer(let value)? = fields["status"] { status = value }
    if case .number(let value)? = fields["fail"] { failing = value }
    if case .text(let value)? = fields["failure"] { failure = Failure(rawValue: value) ?? .status }
    if case .boolean(let value)? = fields["keepalive"] { keepsAlive = value }
  }
}
