// The language's own test: however a random scenario is run, it ends as some interleaving of its steps can end.
import Foundation
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("All executors agree")
struct AgreementTests {
  /// Scenarios with more moments than this are left out: trying them all would take too long.
  private static let limit = 20_000
  /// 120, or as many as `AGREEMENT_SEEDS` says, in parts that can run at the same time.
  private static let parts: [Range<UInt64>] = {
    let count = ProcessInfo.processInfo.environment["AGREEMENT_SEEDS"].flatMap(UInt64.init) ?? 120
    return stride(from: 0, to: count, by: 40).map { $0..<min($0 + 40, count) }
  }()

  @Test(
    "a random scenario ends on every executor in a way that can be reached",
    arguments: ["serial", "thread", "process", "async", "{ executor: thread, spawn: per_task }"],
    parts)
  func agreement(strategy: String, seeds: Range<UInt64>) throws {
    var compared = 0
    for seed in seeds {
      let scenario = RandomScenario(seed: seed)
      guard let outcomes = Self.reachable(scenario, strategy) else { continue }
      compared += 1
      guard let stray = Self.stray(scenario, strategy, outcomes) else { continue }
      let small = scenario.shrunk(attempts: 200) { candidate in
        Self.reachable(candidate, strategy).map { Self.stray(candidate, strategy, $0) != nil } ?? false
      }
      Issue.record(
        "\(strategy) ended in \(stray), which cannot be reached; smallest: \(small.yaml(strategy: strategy))\n\(scenario)"
      )
    }
    #expect(compared > seeds.count / 3, "too few scenarios were small enough")
  }

  /// All ways to end; nil when there are too many moments, or when the strategy refuses the scenario.
  private static func reachable(_ scenario: RandomScenario, _ strategy: String) -> Set<ReferenceOutcome>? {
    guard var graph = scenario.graph(strategy: strategy, catalog: CompiledScenario.catalog) else { return nil }
    if strategy == "serial" {
      // One task of a role after another, roles taking turns: what one worker for each role may do.
      let steps = scenario.yaml().split(separator: "\n").filter { !$0.hasPrefix("    workers:") }
      guard !steps.contains(where: { $0.contains("worker") }) else { return nil }
      for role in graph.roles.indices { graph.roles[role].workers = .count(1) }
    }
    return ReferenceExplorer(graph).outcomes(limit: limit).map { Set($0.map(comparable)) }
  }

  /// After a deadlock nobody asks what holds at the end.
  private static func comparable(_ outcome: ReferenceOutcome) -> ReferenceOutcome {
    guard outcome.problems.contains(.deadlock) else { return outcome }
    var outcome = outcome
    outcome.problems = outcome.problems.filter { if case .finallyViolated = $0 { false } else { true } }
    return outcome
  }

  /// How a run ended, if that is not among `outcomes`.
  private static func stray(
    _ scenario: RandomScenario, _ strategy: String, _ outcomes: Set<ReferenceOutcome>
  ) -> ReferenceOutcome? {
    guard let graph = scenario.graph(strategy: strategy, catalog: CompiledScenario.catalog) else { return nil }
    let outcome = outcome(of: Graphs.run(graph, seed: scenario.seed), graph)
    return outcomes.contains(outcome) ? nil : outcome
  }

  private static func outcome(of record: RunRecord, _ graph: ExecutionGraph) -> ReferenceOutcome {
    var problems: Set<ReferenceOutcome.Problem> = []
    for finding in record.findings {
      switch finding.kind {
      case .assertFailed: problems.insert(.assertFailed)
      case .taskFailed: problems.insert(.taskFailed)
      case .deadlock: problems.insert(.deadlock)
      case .checkViolated: break
      case .workerLost, .timeout, .interrupted, .booksDoNotBalance, .workDoesNotVerify, .cannotStart, .notReplayed:
        Issue.record("\(finding.kind): \(finding.message)")
      }
    }
    for (number, check) in record.checks.enumerated() where check.violations > 0 {
      switch check.kind {
      case .always: problems.insert(.alwaysViolated(number))
      case .finally: problems.insert(.finallyViolated(number))
      default: break
      }
    }
    return ReferenceOutcome(
      words: record.state.flatMap(\.words), counters: record.counters.map(\.value), problems: problems)
  }
}
