// `for` names executors that exist. Whether a cell has them is a matter of all cells together.
import ScenarioSyntax

enum ExpectationSelectors: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    let known = subject.catalog.executors.map(\.name)
    for executor in subject.document.expectations.flatMap(\.executors) where !known.contains(executor.value) {
      let isComing = subject.catalog.unavailableExecutors.contains(executor.value)
      let nearest = Spelling.nearest(to: executor.value, among: known)
      diagnostics.append(
        Diagnostic(
          isComing ? .executorUnavailable : .unknownVariant,
          message: isComing
            ? "executor '\(executor.value)' is not available in this version" : "unknown executor '\(executor.value)'",
          range: executor.range,
          help: nearest.map { "did you mean '\($0)'?" } ?? "one of " + known.joined(separator: ", ")))
    }
  }
}
