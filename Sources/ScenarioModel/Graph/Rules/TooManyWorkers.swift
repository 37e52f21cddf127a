// More threads or processes than any machine has.
import ScenarioSyntax

enum TooManyWorkers: GraphRule {
  /// Linux allows 4,194,304 process and thread identifiers in all (`PID_MAX_LIMIT`) and far fewer to one user.
  private static let most = 100_000

  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    for role in subject.document.roles {
      let executor = role.strategy.executor
      guard executor.value == "thread" || executor.value == "process", case .count(let workers) = role.workers.value,
        workers > most
      else { continue }
      diagnostics.append(
        Diagnostic(
          .tooManyWorkers,
          message:
            "\(workers) workers are more \(executor.value == "thread" ? "threads" : "processes") than any machine has",
          range: role.workers.range, labels: executor.range.map { [Label("the executor", at: $0)] } ?? [],
          help: "use up to \(most), or `strategy: async`, whose workers are coroutines"))
    }
  }
}
