// Fair cycles of random small graphs, held against trying every set of states; and that what is shown of them is fair.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Fair cycles are those that trying every set of states finds")
struct FairCyclesTests {
  @Test("random graphs", arguments: [Fairness.none, .weak, .strong])
  func random(fairness: Fairness) throws {
    var found = 0
    for seed in 0..<600 as Range<UInt64> {
      let small = SmallGraph(seed: seed)
      let part = LivePart(small.graph, states: { small.isIn[$0] }, allows: { _, step in small.isAllowed[step] })
      let component = FairCycles(graph: small.graph, fairness: fairness).nearest(in: part)
      let expected = small.fairSets(fairness)
      #expect((component == nil) == expected.isEmpty, "seed \(seed), \(fairness)")
      guard let component else { continue }
      found += 1
      #expect(expected.contains(Set(component)), "seed \(seed), \(fairness): \(component)")
      #expect(component[0] == expected.compactMap { $0.min() }.min(), "seed \(seed): another begins earlier")
      let cycle = LassoFinder(graph: small.graph).cycle(in: component, part, fairness)
      try small.expectRound(cycle, in: component, fairness, "seed \(seed), \(fairness): \(cycle)")
    }
    #expect(found > 100)
  }
}

/// A random graph of a few states, with a part of it: all of it is looked at by trying.
struct SmallGraph {
  var graph: LiveGraph
  var isIn: [Bool] = []
  var isAllowed: [Bool] = []
  private static let actors = 3

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    graph = LiveGraph(strands: [1, 2])
    let states = 1 + pick(6)
    for state in 0..<states {
      graph.add(places: [1, 1, 1], holding: 0)
      isIn.append(pick(5) > 0)
      for worker in 0..<2 {
        for strand in 0...worker where pick(3) > 0 {
          for choice in 0...pick(2) {
            graph.addStep(from: state, Move(worker: worker, strand: strand, choice: choice), to: pick(states))
            isAllowed.append(pick(6) > 0)
          }
        }
      }
    }
    graph.finish()
  }

  /// Every set of states that a fair run of the part can visit again and again, all of them and no others.
  func fairSets(_ fairness: Fairness) -> [Set<Int>] {
    (1..<1 << graph.stateCount).map { bits in Set((0..<graph.stateCount).filter { bits >> $0 & 1 != 0 }) }
      .filter { set in set.allSatisfy { isIn[$0] } && isRound(set) && isFair(set, fairness) }
  }

  private func inside(_ set: Set<Int>, _ state: Int) -> [Int] {
    graph.steps(of: state).filter { isAllowed[$0] && set.contains(graph.target($0)) }
  }

  /// From each state every other can be reached by one step or more, within the set.
  private func isRound(_ set: Set<Int>) -> Bool {
    set.allSatisfy { start in
      var reached: Set<Int> = []
      var hasGrown = true
      while hasGrown {
        let next = Set(reached.union([start]).flatMap { inside(set, $0).map(graph.target) }).union(reached)
        hasGrown = next != reached
        reached = next
      }
      return reached == set
    }
  }

  private func isFair(_ set: Set<Int>, _ fairness: Fairness) -> Bool {
    (0..<SmallGraph.actors).allSatisfy { actor in
      let moves = set.contains { state in inside(set, state).contains { graph.actor($0) == actor } }
      let able = set.filter { state in graph.steps(of: state).contains { graph.actor($0) == actor } }
      return switch fairness {
      case .none: true
      case .weak: moves || able != set
      case .strong: moves || able.isEmpty
      }
    }
  }

  /// The steps follow each other, come back to where they began, and are themselves fair.
  func expectRound(_ cycle: [Int], in component: [Int], _ fairness: Fairness, _ comment: String) throws {
    var at = component[0]
    var visited: [Int] = []
    for step in cycle {
      #expect(graph.steps(of: at).contains(step) && isAllowed[step], "\(comment)")
      visited.append(at)
      at = graph.target(step)
      #expect(component.contains(at), "\(comment)")
    }
    #expect(!cycle.isEmpty && at == component[0], "\(comment)")
    for actor in 0..<SmallGraph.actors {
      let moves = cycle.contains { graph.actor($0) == actor }
      let able = visited.filter { graph.canMove(actor, in: $0) }
      switch fairness {
      case .none: break
      case .weak: #expect(moves || able.count < visited.count, "\(comment): \(actor)")
      case .strong: #expect(moves || able.isEmpty, "\(comment): \(actor)")
      }
    }
  }
}
