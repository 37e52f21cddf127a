// One task of the exec workload in progress, and the sentence for each way in which it can fail.

/// Runs a command and judges its end. Its result is the digest of exit code and standard output.
final class ExecOperation: Operation {
  private let run: ChildProcessRun
  private let title: String
  private let expectedExit: Int32
  private let onEnd: (ChildExit) -> Void

  /// Starts the command.
  ///
  /// - Parameter onEnd: told how it ended and what it used.
  /// - Throws: `TaskError` when it cannot be started.
  init(
    _ command: ChildCommand, expecting expectedExit: Int32, guardian: ChildGuard?,
    onEnd: @escaping (ChildExit) -> Void = { _ in }
  ) throws {
    title = Self.title(of: command.words)
    self.expectedExit = expectedExit
    self.onEnd = onEnd
    do {
      run = try ChildProcessRun(command, guardian: guardian, limits: .init(tail: 4096))
    } catch let error as SystemError {
      throw TaskError("\(error.message)")
    }
  }

  func advance() throws -> OperationStep {
    switch run.advance() {
    case .wait(let interests, let deadline): return .wait(for: interests, deadline: deadline)
    case .done(let outcome):
      onEnd(outcome.exit)
      if let failure = failure(of: outcome) { throw TaskError(failure) }
      return .done(Int64(bitPattern: outcome.digest))
    }
  }

  func cancel() { run.cancel() }

  /// One sentence without a full stop, nil when the command ended as expected.
  private func failure(of outcome: ChildProcessRun.Outcome) -> String? {
    let how: String
    switch outcome.exit.cause {
    case .exited(expectedExit): return nil
    case .exited(let code):
      how = "ended with exit code \(code)" + (expectedExit == 0 ? "" : " instead of \(expectedExit)")
    case .signalled(let signal): how = "was killed by \(SignalName.of(signal))"
    case .unknown: how = "ended, but how could not be found out"
    }
    let said = ProgramText.lastLines(of: outcome.errors)
    return "\(title) \(how)" + (said.isEmpty ? "" : ": \(said)")
  }

  /// The command as one would type it, in quotes and shortened.
  private static func title(of words: [String]) -> String {
    let text = words.map { word in
      word.isEmpty || word.contains(where: \.isWhitespace) ? "\"\(word)\"" : word
    }.joined(separator: " ")
    return "'\(ProgramText.shortened(ProgramText.oneLine(text), to: 100))'"
  }
}
