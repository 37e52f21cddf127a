// What can be wrong with a workload's parameters beyond what its fields say: codes and findings.
import ScenarioModel
import ScenarioSyntax

/// The findings of workloads, for `scenario explain`.
package enum WorkloadCodes {
  package static let all: [DiagnosticCode] = [
    .conflictingParameters, .foreignParameter, .missingParameter, .reversedRange, .unusableText, .unusablePlugin,
  ]
}

extension DiagnosticCode {
  static let conflictingParameters = DiagnosticCode(
    id: "S0391", name: "conflicting-parameters", summary: "two parameters of a workload exclude each other",
    explanation: """
      Two parameters say the same thing in different ways, and only one of them could be followed.

      ```yaml
      workload: { type: prime, number: 97, numbers: [2, 3, 4] }
      ```

      Keep the one that you mean:

      ```yaml
      workload: { type: prime, numbers: [2, 3, 4] }
      ```
      """)

  static let foreignParameter = DiagnosticCode(
    id: "S0392", name: "foreign-parameter", summary: "a parameter belongs to another choice than the one made",
    explanation: """
      A parameter would have no effect, because it belongs to another choice than the one that the workload makes.

      ```yaml
      workload: { type: sleep, distribution: exponential, duration: 100ms }
      ```

      Here `exponential` takes `mean`; `duration` belongs to `constant`:

      ```yaml
      workload: { type: sleep, distribution: exponential, mean: 100ms }
      ```
      """)

  static let missingParameter = DiagnosticCode(
    id: "S0393", name: "missing-parameter", summary: "a choice needs a parameter that is not there",
    explanation: """
      A choice that the workload makes has parameters of its own, and none of them can be guessed.

      ```yaml
      workload: { type: sleep, distribution: uniform, low: 50ms }
      ```

      Add what is missing:

      ```yaml
      workload: { type: sleep, distribution: uniform, low: 50ms, high: 150ms }
      ```
      """)

  static let reversedRange = DiagnosticCode(
    id: "S0394", name: "reversed-range", summary: "the lower end of a range is above its upper end",
    explanation: """
      Nothing lies between the two ends of the range.

      ```yaml
      workload: { type: sleep, distribution: uniform, low: 150ms, high: 50ms }
      ```

      Exchange them:

      ```yaml
      workload: { type: sleep, distribution: uniform, low: 50ms, high: 150ms }
      ```
      """)

  static let unusableText = DiagnosticCode(
    id: "S0395", name: "unusable-text", summary: "a program cannot be given this text",
    explanation: """
      The arguments and the environment of a program are texts that end at the first NUL character, and the name of an
      environment variable ends at its first `=`; a name cannot be empty, and neither can a program's.

      ```yaml
      workload: { type: exec, command: [env], environment: { "A=B": "1" } }
      ```

      Choose another name, or hand the text over on `stdin`, which takes any character:

      ```yaml
      workload: { type: exec, command: [env], environment: { A: "B=1" } }
      ```
      """)
}

extension WorkloadDeclaration {
  /// Reports `name` if it was written beside `other`, which excludes it.
  func report(
    conflictOf name: String, unless defaultValue: ParameterValue, with other: String, to builder: inout ProgramBuilder
  ) {
    guard isWritten(name, default: defaultValue) else { return }
    let range = parameters[other]?.range ?? type.range
    builder.diagnostics.append(
      Diagnostic(
        .conflictingParameters, message: "'\(type.value)' takes '\(name)' or '\(other)', not both", range: range,
        labels: parameters[name]?.range.map { [Label("'\(name)' is given here", at: $0)] } ?? [],
        help: "remove one of them"))
  }

  /// Reports `name` if it was written though `choice` does not take it.
  func report(
    _ name: String, unless defaultValue: ParameterValue?, foreignTo choice: String, whichTakes taken: [String],
    to builder: inout ProgramBuilder
  ) {
    guard isWritten(name, default: defaultValue) else { return }
    builder.diagnostics.append(
      Diagnostic(
        .foreignParameter, message: "'\(name)' means nothing to \(choice)",
        range: parameters[name]?.range ?? type.range,
        help: taken.isEmpty ? "remove it" : "it takes \(taken.map { "'\($0)'" }.joined(separator: " and "))"))
  }

  /// Reports that a choice's own parameters are missing.
  func report(missing: [String], neededBy choice: String, at name: String, to builder: inout ProgramBuilder) {
    let names = missing.map { "'\($0)'" }.joined(separator: " and ")
    builder.diagnostics.append(
      Diagnostic(
        .missingParameter, message: "\(choice) needs \(names)", range: parameters[name]?.range ?? type.range,
        help: "add \(names)"))
  }

  /// Reports that what the workload cannot do without is missing.
  func report(missing words: String, to builder: inout ProgramBuilder) {
    builder.diagnostics.append(
      Diagnostic(
        .missingParameter, message: "'\(type.value)' needs \(words)", range: type.range, help: "add one of them"))
  }

  /// Reports a range whose ends are the wrong way round.
  func report(reversed low: String, _ high: String, to builder: inout ProgramBuilder) {
    builder.diagnostics.append(
      Diagnostic(
        .reversedRange, message: "'\(low)' is above '\(high)'", range: parameters[low]?.range ?? type.range,
        labels: parameters[high]?.range.map { [Label("'\(high)' is given here", at: $0)] } ?? [],
        help: "exchange them"))
  }

  /// Reports a text in `name` that no program can be given, with the reason.
  func report(unusable reason: String, in name: String, help: String? = nil, to builder: inout ProgramBuilder) {
    builder.diagnostics.append(
      Diagnostic(.unusableText, message: reason, range: parameters[name]?.range ?? type.range, help: help))
  }
}
