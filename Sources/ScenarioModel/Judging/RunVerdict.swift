// From what was found wrong with a run to its verdict, and what a verdict says about the run's figures.

extension RunRecord {
  /// Closes the run's account: a queue whose books do not balance becomes a finding, and the verdict becomes the worst
  /// that any finding stands for. A verdict that is already worse stays.
  package mutating func settle() {
    for queue in queues where !queue.balances {
      findings.append(
        Finding(
          kind: .booksDoNotBalance,
          message: "queue \(queue.name) does not balance: \(queue.put) put, \(queue.taken) taken, \(queue.left) left"))
    }
    verdict = findings.map(\.kind.verdict).reduce(verdict, max)
  }
}

extension Finding.Kind {
  /// The verdict of a run in which this was found and nothing worse.
  package var verdict: Verdict {
    switch self {
    case .checkViolated, .assertFailed: .violated
    case .taskFailed, .booksDoNotBalance, .cannotStart: .error
    case .deadlock: .deadlock
    case .workerLost: .lost
    case .timeout: .timeout
    case .interrupted: .interrupted
    }
  }
}

extension Verdict {
  /// The run did all of its work, so its time compares with that of other runs.
  package var finishedItsWork: Bool { self == .ok || self == .violated || self == .inconclusive }

  /// The run came to an end of its own, so its final state and counters mean something; else it was cut off.
  package var endedByItself: Bool { self != .lost && self != .timeout && self != .interrupted }
}
