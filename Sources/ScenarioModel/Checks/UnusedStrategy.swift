// A default strategy that every role overrides says something that does not happen.
import ScenarioSyntax

enum UnusedStrategy: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    guard subject.shape.has("strategy"), let roles = subject.shape["roles"]?.entries, !roles.isEmpty,
      roles.allSatisfy({ $0.value?.object?.has("strategy") ?? false })
    else { return }
    diagnostics.append(
      Diagnostic(
        .withoutEffect, message: "'strategy' has no effect: every role has its own",
        range: subject.shape["strategy"]?.range, help: "set one role's with `--set roles.NAME.strategy=…`, or remove it"
      ))
  }
}
