// `rate` needs to know for how long; `arrivals` and `measure.duration` mean nothing without it.
import ScenarioSyntax

enum OpenSources: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    let document = subject.document
    let rates = document.roles.compactMap(\.rate)
    let hasDuration = subject.shape["measure"]?.object?.has("duration") ?? subject.shape.has("measure")
    if !hasDuration {
      for rate in rates {
        diagnostics.append(
          Diagnostic(
            .rateWithoutDuration, message: "'rate' needs 'measure.duration': how long tasks arrive", range: rate.range,
            help: "for example `measure: { duration: 10s }`"))
      }
    }
    // A rate that could not be read was meant to be one.
    guard !subject.writes("rate") else { return }
    if let duration = document.measure.duration {
      diagnostics.append(
        Diagnostic(
          .withoutEffect, message: "'measure.duration' has no effect: no role has a 'rate'", range: duration.range,
          help: "remove it, or bound the run by 'measure.timeout'"))
    }
    for role in document.roles where role.arrivals.range != nil {
      diagnostics.append(
        Diagnostic(
          .withoutEffect, message: "'arrivals' has no effect without a 'rate'", range: role.arrivals.range,
          help: "add a rate such as `rate: 200/s`, or remove it"))
    }
  }
}

extension RuleSubject {
  /// Whether a role, or the short form, has that key, good or not.
  func writes(_ key: String) -> Bool {
    shape.has(key) || (shape["roles"]?.entries ?? []).contains { $0.value?.object?.has(key) ?? true }
  }
}

extension DiagnosticCode {
  /// `rate` without `measure.duration`.
  package static let rateWithoutDuration = DiagnosticCode(
    id: "S0351", name: "rate-without-duration", summary: "a rate without the time for which tasks arrive",
    explanation: """
      With a `rate`, tasks arrive whether or not a worker is free, and nothing in the role says when that ends. \
      `measure.duration` does.

      ```yaml
      rate: 200/s
      measure: { duration: 10s }
      ```
      """)
  /// A setting that nothing reads.
  package static let withoutEffect = DiagnosticCode(
    id: "S0352", name: "without-effect", summary: "a setting that changes nothing here",
    explanation: """
      The setting is valid, but nothing in this scenario reads it, so the file says something that does not happen.
      """)
}
