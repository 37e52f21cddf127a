// The exit codes, said once: what each means and which of several is the worst.

/// How the program ends. A script may rely on every number here.
package enum ExitCode: Int32, Sendable, CaseIterable {
  case expected = 0
  case unexpected = 1
  case inconclusive = 2
  case lostOrTimeout = 3
  case nothingSelected = 4
  case usage = 64
  case invalidScenario = 65
  case noSuchFile = 66
  case notAvailable = 69
  case internalError = 70
  case cannotCreateOutput = 73
  case cannotWriteOutput = 74
  case needsPermission = 77
  case interrupted = 130
  case closedOutput = 141
  case terminated = 143

  /// What the code means, in a few words without a full stop.
  package var meaning: String {
    switch self {
    case .expected: "as expected"
    case .unexpected: "not as expected"
    case .inconclusive: "inconclusive"
    case .lostOrTimeout: "a worker was lost or the run timed out unexpectedly"
    case .nothingSelected: "nothing selected"
    case .usage: "wrong usage"
    case .invalidScenario: "invalid scenario"
    case .noSuchFile: "no such file"
    case .notAvailable: "not available here"
    case .internalError: "a defect of this program"
    case .cannotCreateOutput: "output cannot be created"
    case .cannotWriteOutput: "output cannot be written"
    case .needsPermission: "needs a permission"
    case .interrupted: "interrupted"
    case .closedOutput: "output was closed"
    case .terminated: "terminated"
    }
  }

  /// Every code, the worst first; of a batch the worst is the program's own.
  ///
  /// The less is known, the worse: a broken or stopped program, then lost output, then scenarios that never ran, then
  /// those that ran and ended badly, then those that decided nothing.
  package static let worstFirst: [ExitCode] = [
    .internalError, .terminated, .interrupted, .cannotWriteOutput, .cannotCreateOutput, .closedOutput,
    .needsPermission, .notAvailable, .noSuchFile, .invalidScenario, .usage,
    .lostOrTimeout, .unexpected, .inconclusive, .nothingSelected, .expected,
  ]

  /// The worst of several codes; `nothingSelected` of none. A code that is not in the table counts as a defect.
  package static func worst(_ codes: some Sequence<Int32>) -> ExitCode {
    let ranks = codes.map { code in worstFirst.firstIndex { $0.rawValue == code } ?? 0 }
    return ranks.min().map { worstFirst[$0] } ?? .nothingSelected
  }
}
