// Reductions lose nothing: random scenarios, endless ones too, are wrong in the same ways with them and without.
import Foundation
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Reductions")
struct ReductionTests {
  /// 120, or as many as `EXPLORE_SEEDS` says, in parts that can run at the same time.
  private static let parts: [Range<UInt64>] = {
    let count = ProcessInfo.processInfo.environment["EXPLORE_SEEDS"].flatMap(UInt64.init) ?? 120
    return stride(from: 0, to: count, by: 30).map { $0..<min($0 + 30, count) }
  }()

  @Test("keep verdict and violations of a random scenario", arguments: parts, [false, true])
  func violations(seeds: Range<UInt64>, goesRound: Bool) throws {
    var compared = 0
    for seed in seeds {
      let scenario = RandomScenario(seed: seed, goesRound: goesRound)
      guard let plain = try Explored.plainly(scenario) else { continue }
      compared += 1
      for choice in ReductionChoice.all.dropFirst() {
        guard let difference = try plain.difference(choice) else { continue }
        let small = try scenario.shrunk(attempts: 300) { candidate in
          try Explored.plainly(candidate)?.difference(choice) != nil
        }
        let told = try Explored.plainly(small)?.difference(choice) ?? difference
        Issue.record("\(choice), seed \(seed): \(told); smallest: \(small.yaml())")
        return
      }
    }
    #expect(compared > seeds.count / 3, "too few scenarios were small enough: \(compared)")
  }

  @Test("leave the way that is shown a shortest one, which leads there", arguments: parts, [false, true])
  func ways(seeds: Range<UInt64>, goesRound: Bool) throws {
    var walked = 0
    for seed in seeds {
      let scenario = RandomScenario(seed: seed, goesRound: goesRound)
      guard let plain = try Explored.plainly(scenario) else { continue }
      var settings = ExploreSettings()
      settings.findsAll = true
      settings.threads = 1
      let record = try Explorer(graph: plain.graph, settings: settings, interruption: nil).explore()
      // What is wrong with runs that never end is no matter of the search that is looked at here.
      let shown = try #require(record.exploration).violations.filter { $0.schedule.cycleStart == nil }
      #expect(shown.map(\.schedule.steps.count).sorted() == plain.depths.values.sorted(), "\(scenario)")
      #expect(shown.count { !$0.isShortest } == 0, "\(scenario)")
      for (key, depth) in plain.depths {
        let model = try ExploreModel(plain.graph)
        guard let moves = ScheduleSearch(model: model).cheapest(to: key, length: depth) else { continue }
        let leads = Explored.leads(moves, to: key, model)
        #expect(moves.count == depth + 1 && leads, "\(key) of \(scenario)")
        walked += 1
      }
    }
    #expect(walked > seeds.count / 4, "too few violations were looked at: \(walked)")
  }
}

/// What a search without any reduction finds to be wrong with a scenario.
private struct Explored {
  let graph: ExecutionGraph
  /// By violation: steps of the shortest way to it.
  let depths: [ViolationKey: Int]

  /// nil for a scenario with too many states.
  static func plainly(_ scenario: RandomScenario) throws -> Explored? {
    guard let graph = scenario.graph() else { return nil }
    let result = try search(graph, ReductionChoice(name: "none", reductions: .none))
    guard result.isComplete else { return nil }
    let depths = Dictionary(result.violations.map { ($0.key, $0.depth) }) { min($0, $1) }
    return Explored(graph: graph, depths: depths)
  }

  private static func search(_ graph: ExecutionGraph, _ choice: ReductionChoice) throws -> SearchResult {
    var settings = SearchSettings()
    settings.findsAll = true
    settings.isExact = choice.isExact
    settings.threads = choice.threads
    settings.limits.states = 3_000
    return try Search(model: ExploreModel(graph, reductions: choice.reductions), settings: settings).run()
  }

  /// How a search with reductions differs; nil if it does not.
  func difference(_ choice: ReductionChoice) throws -> String? {
    let result = try Explored.search(graph, choice)
    guard result.isComplete else { return "ended early: \(String(describing: result.limit))" }
    let (found, expected) = (Set(result.violations.map(\.key)), Set(depths.keys))
    guard found == expected else {
      return "missing \(expected.subtracting(found)), too many \(found.subtracting(expected))"
    }
    let model = try ExploreModel(graph, reductions: choice.reductions)
    for violation in result.violations {
      let moves = result.log.path(to: violation.state) + (violation.move.map { [$0] } ?? [])
      guard Explored.leads(moves, to: violation.key, model) else { return "no way leads to \(violation.key)" }
      guard moves.count - 1 == violation.depth, violation.depth >= depths[violation.key, default: .max] else {
        return "\(violation.key) is \(moves.count - 1) steps away, not \(violation.depth)"
      }
      // Only leaving out orders of steps can make a way longer.
      if !choice.reductions.partialOrder, violation.depth != depths[violation.key] {
        return "\(violation.key) is found after \(violation.depth) steps"
      }
    }
    return nil
  }

  /// Whether a walk along these moves ends in a violation.
  static func leads(_ moves: [Move], to key: ViolationKey, _ model: ExploreModel) -> Bool {
    let walker = ScheduleWalker(model)
    var step = walker.begin(moves[0])
    for move in moves.dropFirst() {
      walker.load(step.cells)
      guard walker.enabled().contains(where: { $0.worker == move.worker && $0.strand == move.strand }) else {
        return false
      }
      walker.load(step.cells)
      step = walker.take(move)
    }
    return step.keys.contains(key) || walker.stateKeys(step.cells).contains(key)
  }
}
