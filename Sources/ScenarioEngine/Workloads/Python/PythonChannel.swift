// A socket to a Python interpreter: one request there, one answer back, in the form that host.py speaks.

/// What came back for a request.
struct PythonAnswer: Sendable, Hashable {
  /// The task's result, or a sentence that says why there is none.
  var outcome: Result<Int64, TaskError>
  /// Nanoseconds that the user's function took, as the interpreter measured.
  var inside: Int64
}

/// Our end, which never waits. Not thread-safe; one owner at a time.
final class PythonChannel {
  enum Reception { case answer(PythonAnswer), notYet, ended }

  private var socket: DescriptorSlot
  private var received = [UInt8](repeating: 0, count: headerSize + longestSentence)
  private var count = 0

  /// As host.py has them.
  private static let headerSize = 24, longestSentence = 480

  init(_ socket: consuming Descriptor) {
    socket.makeNonBlocking()
    descriptor = socket.number
    self.socket = DescriptorSlot(socket)
  }

  /// The descriptor to wait on.
  let descriptor: Int32

  func close() { socket.close() }

  /// Asks for one task; false when nobody listens any more. There must be no request under way.
  func ask(task: Int64, input: Int64, worker: Int64) -> Bool {
    // So few bytes go into an empty socket at once.
    withUnsafeBytes(of: (task.littleEndian, input.littleEndian, worker.littleEndian)) {
      socket.write($0) == .bytes($0.count)
    }
  }

  /// Takes what has come of the answer.
  func receive() -> Reception {
    while true {
      if let answer = takeAnswer() { return .answer(answer) }
      guard count < received.count else { return .ended }
      let transfer = received.withUnsafeMutableBytes {
        socket.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
      }
      switch transfer {
      case .bytes(let more): count += more
      case .notYet: return .notYet
      case .ended: return .ended
      }
    }
  }

  private func takeAnswer() -> PythonAnswer? {
    guard count >= PythonChannel.headerSize else { return nil }
    return received.withUnsafeBytes { bytes in
      let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
      guard count >= PythonChannel.headerSize + length else { return nil }
      count = 0
      let inside = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
      let result = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: Int64.self))
      guard bytes[0] != 0 else { return PythonAnswer(outcome: .success(result), inside: inside) }
      let text = String(decoding: bytes[PythonChannel.headerSize...].prefix(length), as: UTF8.self)
      return PythonAnswer(outcome: .failure(TaskError(text)), inside: inside)
    }
  }
}

// MARK: - The first socket, over which everything else is handed

extension PythonChannel {
  /// Sends all of the bytes; false when nobody takes them until the monotonic clock passes `deadline` (ns).
  func send(_ bytes: [UInt8], until deadline: Int64) -> Bool {
    var position = 0
    while position < bytes.count {
      switch bytes.withUnsafeBytes({ socket.write(UnsafeRawBufferPointer(rebasing: $0[position...])) }) {
      case .bytes(let sent): position += sent
      case .notYet: guard socket.wait(forWriting: true, until: deadline) else { return false }
      case .ended: return false
      }
    }
    return true
  }

  /// Hands over one end of a new channel; `.notYet` when the interpreter has not taken earlier ones yet.
  ///
  /// - Throws: `SystemError` when this process has no descriptors left.
  func open() throws(SystemError) -> (channel: PythonChannel?, transfer: Descriptor.Transfer) {
    let ends = try Descriptor.socketPair()
    let transfer = socket.send(copyOf: ends.theirs)
    return (transfer == .bytes(1) ? PythonChannel(ends.ours) : nil, transfer)
  }

  /// Waits for an answer; `.notYet` at the deadline.
  func receive(until deadline: Int64) -> Reception {
    while true {
      let reception = receive()
      guard case .notYet = reception, socket.wait(until: deadline) else { return reception }
    }
  }
}
