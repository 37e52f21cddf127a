// What a reporter is given: one of the things that can be reported as a whole.
import ScenarioModel

/// Everything that can be reported as a whole.
package enum ReportDocument: Sendable {
  case scenario(ScenarioRecord)
  case batch(BatchRecord)
  case failure(FailureRecord)

  /// How the program ends after it.
  package var exit: ExitStatus {
    switch self {
    case .scenario(let record): record.exit
    case .batch(let record): record.exit
    case .failure(let record): record.exit
    }
  }
}
