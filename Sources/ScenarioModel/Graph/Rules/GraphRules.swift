// What a graph must obey: one rule a file, listed here.
import ScenarioSyntax

/// Something that graphs must obey.
protocol GraphRule {
  /// Reports every place where the rule is broken.
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic])
}

/// The rules about queues, locks, semaphores, barriers and workers taken together.
enum GraphRules {
  /// To add a rule: a file with a type that conforms, and a line here.
  static var all: [any GraphRule.Type] {
    [
      QueueCycles.self, UnfedQueues.self, UntakenQueues.self, UnreleasedSemaphores.self, LockPaths.self, Barriers.self,
      TooManyWorkers.self,
    ]
  }
}
