// From what was found wrong with a run to its verdict, and what that says about the run's figures.

extension Finding.Kind {
  /// The verdict of a run in which this was found and nothing worse.
  package var verdict: Verdict {
    switch self {
    case .checkViolated, .assertFailed: .violated
    case .taskFailed, .booksDoNotBalance, .workDoesNotVerify, .cannotStart, .notReplayed: .error
    case .deadlock: .deadlock
    case .workerLost: .lost
    case .timeout: .timeout
    case .interrupted: .interrupted
    }
  }
}

extension RunRecord {
  /// The run did all of its work, so its time compares with that of other runs.
  package var finishedItsWork: Bool {
    happened && (verdict == .ok || verdict == .violated || verdict == .inconclusive)
  }

  /// The run began and came to an end of its own, so its final state and counters mean something.
  package var endedByItself: Bool { happened && began && !wasStopped }

  /// The run began and was ended from outside: what it did until then was measured, and is no sample of the whole work.
  package var wasCutShort: Bool { happened && began && wasStopped }

  /// It is a run, and no search through all that could happen.
  private var happened: Bool { exploration == nil }

  private var began: Bool { !findings.contains { $0.kind == .cannotStart } }
  private var wasStopped: Bool { verdict == .lost || verdict == .timeout || verdict == .interrupted }
}
