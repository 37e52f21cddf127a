// The explorer reaches exactly the ends that the plain reference explorer reaches, whatever reductions are on.
import Foundation
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("The explorer and the reference agree")
struct SearchAgreementTests {
  /// 240, or as many as `EXPLORE_SEEDS` says, in parts that can run at the same time.
  private static let parts: [Range<UInt64>] = {
    let count = ProcessInfo.processInfo.environment["EXPLORE_SEEDS"].flatMap(UInt64.init) ?? 240
    return stride(from: 0, to: count, by: 60).map { $0..<min($0 + 60, count) }
  }()

  @Test("a random scenario has the same ends", arguments: parts)
  func ends(seeds: Range<UInt64>) throws {
    var compared = 0
    for seed in seeds {
      let scenario = RandomScenario(seed: seed)
      guard let graph = scenario.graph(), let expected = ReferenceExplorer(graph).outcomes(limit: 3_000) else {
        continue
      }
      compared += 1
      for choice in ReductionChoice.all where try ExploredEnds.of(graph, choice) != expected {
        try report(scenario, choice)
        return
      }
    }
    #expect(compared > seeds.count / 3, "too few scenarios were small enough")
  }

  /// Fails with the smallest scenario that still shows the difference.
  private func report(_ scenario: RandomScenario, _ choice: ReductionChoice) throws {
    let small = scenario.shrunk(attempts: 300) { candidate in
      ((try? Self.both(candidate, choice)) ?? nil).map { $0 != $1 } ?? false
    }
    let (expected, found) = try Self.both(small, choice) ?? ([], [])
    Issue.record(
      """
      \(choice) seed \(scenario.seed): missing \(expected.subtracting(found)), too many \
      \(found.subtracting(expected)); smallest: \(small.yaml())
      """)
  }

  private static func both(
    _ scenario: RandomScenario, _ choice: ReductionChoice
  ) throws -> (Set<ReferenceOutcome>, Set<ReferenceOutcome>)? {
    guard let graph = scenario.graph(), let expected = ReferenceExplorer(graph).outcomes(limit: 3_000) else {
      return nil
    }
    return (expected, try ExploredEnds.of(graph, choice))
  }
}

/// Reductions by a name that a failing test shows.
struct ReductionChoice: Sendable, CustomTestStringConvertible, CustomStringConvertible {
  var name: String
  var reductions: ExploreReductions
  var isExact = false
  var threads = 1
  var testDescription: String { name }
  var description: String { name }

  static let all: [ReductionChoice] = {
    var symmetry = ExploreReductions.none
    symmetry.symmetry = true
    var dead = ExploreReductions.none
    dead.deadRegisters = true
    var order = ExploreReductions.none
    order.partialOrder = true
    return [
      ReductionChoice(name: "none", reductions: .none), ReductionChoice(name: "symmetry", reductions: symmetry),
      ReductionChoice(name: "dead registers", reductions: dead),
      ReductionChoice(name: "partial order", reductions: order),
      ReductionChoice(name: "all", reductions: ExploreReductions()),
      ReductionChoice(name: "all, exact", reductions: ExploreReductions(), isExact: true),
      ReductionChoice(name: "all, two threads", reductions: ExploreReductions(), threads: 2),
    ]
  }()
}

/// The ends that a search reaches, as the reference explorer states them.
enum ExploredEnds {
  static func of(_ graph: ExecutionGraph, _ choice: ReductionChoice) throws -> Set<ReferenceOutcome> {
    let model = try ExploreModel(graph, reductions: choice.reductions, keepsCounters: true, keepsProblems: true)
    var settings = SearchSettings()
    settings.findsAll = true
    settings.isExact = choice.isExact
    settings.threads = choice.threads
    let ends = Guarded<Set<ReferenceOutcome>>([])
    var search = Search(model: model, settings: settings)
    search.onEnd = { cells in
      let outcome = outcome(cells, model)
      ends.with { _ = $0.insert(outcome) }
    }
    let result = try search.run()
    #expect(result.isComplete, "\(String(describing: result.limit))")
    return ends.with { $0 }
  }

  private static func outcome(_ cells: Cells, _ model: ExploreModel) -> ReferenceOutcome {
    let layout = model.layout
    let words = layout.words.enumerated().map { word, cell in cell < 0 ? model.initialWords[word] : cells[cell] }
    let counters = model.graph.counters.indices.map { cells[(layout.counters ?? 0) + $0] }
    var problems: Set<ReferenceOutcome.Problem> = []
    let mask = cells[layout.problems ?? 0]
    if mask & 1 != 0 { problems.insert(.assertFailed) }
    if mask & 2 != 0 { problems.insert(.taskFailed) }
    for check in model.graph.checks.indices where mask >> Int64(2 + check) & 1 != 0 {
      problems.insert(.alwaysViolated(check))
    }
    if (0..<model.workerCount).contains(where: { cells[model.workers[$0].base] != StrandCell.ended }) {
      problems.insert(.deadlock)
    }
    let stepper = Stepper(model, state: cells)
    for check in model.checks where check.isFinally && !stepper.holds(check) {
      problems.insert(.finallyViolated(check.number))
    }
    return ReferenceOutcome(words: words, counters: counters, problems: problems)
  }
}
