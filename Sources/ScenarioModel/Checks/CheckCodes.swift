// The codes of the document rules.
import ScenarioSyntax

/// The codes S0340 to S0360 and S0364, in order of identifier.
package enum CheckCodes {
  /// All of them.
  package static let all: [DiagnosticCode] = [
    .noRole, .mixedForms, .duplicateName, .reservedName, .counterIsVariable, .mixedList, .unknownLock, .unfitLock,
    .unknownQueue, .repeatedQueue, .severalSources, .rateWithoutDuration, .withoutEffect, .unboundedWorkers,
    .unboundedTasks, .unknownResult,
  ]
}
