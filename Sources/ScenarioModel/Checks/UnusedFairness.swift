// Fairness speaks about endless runs; a check that looks at states says nothing about them.
import ScenarioSyntax

enum UnusedFairness: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    for check in subject.shape["check"]?.list?.compactMap(\.verb) ?? [] where check.name == "never" {
      guard let range = check.object.written["fairness"], let what = check.operand?.text, what != "starvation" else {
        continue
      }
      diagnostics.append(
        Diagnostic(
          .withoutEffect, message: "'fairness' has no effect on `never: \(what)`", range: range,
          help: "remove it: only `eventually` and `never: starvation` speak about endless runs"))
    }
  }
}
