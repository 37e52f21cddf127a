// From the outcomes to the exit code and the sentence that goes with it.

enum ExitDecision {
  /// The status of one judged scenario.
  ///
  /// An interruption comes first, whatever was shown before it. Of the unexpected, runs that could not start say so, and
  /// a worker lost or a timeout that nobody expected has a code of its own.
  ///
  /// - Parameter cutOff: the verdicts of runs that were cut off although no expectation says so.
  static func status(
    _ expectations: [ExpectationOutcome], outcome: Outcome, cutOff: Set<Verdict>, runs: [RunRecord], signal: Int32?
  ) -> ExitStatus {
    if signal != nil || runs.contains(where: { $0.verdict == .interrupted }) {
      return signal == 15
        ? status(.terminated, "terminated before all runs were done")
        : status(.interrupted, "interrupted before all runs were done")
    }
    switch outcome {
    case .expected: return status(.expected, ExitCode.expected.meaning)
    case .inconclusive:
      let open = expectations.first { $0.outcome == .inconclusive }
      return status(.inconclusive, open.map(sentence) ?? "there was nothing to judge")
    case .unexpected:
      let broken = expectations.first { $0.outcome == .unexpected }
      return unexpected(broken.map(sentence) ?? ExitCode.unexpected.meaning, cutOff, runs.flatMap(\.findings))
    }
  }

  private static func unexpected(_ reason: String, _ cutOff: Set<Verdict>, _ findings: [Finding]) -> ExitStatus {
    if let finding = findings.first(where: { $0.kind == .cannotStart }) {
      return status(.notAvailable, finding.message)
    }
    guard let verdict = cutOff.max() else { return status(.unexpected, reason) }
    let message = findings.first { $0.kind.verdict == verdict }?.message
    return status(.lostOrTimeout, message ?? ExitCode.lostOrTimeout.meaning)
  }

  private static func sentence(_ outcome: ExpectationOutcome) -> String {
    let measured = outcome.value.map { "was \($0)" }
    let why = [measured, outcome.reason].compactMap(\.self).joined(separator: ", ")
    return why.isEmpty ? outcome.text : "\(outcome.text): \(why)"
  }

  private static func status(_ code: ExitCode, _ reason: String) -> ExitStatus {
    ExitStatus(code: code.rawValue, reason: reason)
  }
}
