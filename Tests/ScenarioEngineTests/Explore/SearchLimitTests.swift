// A search that may not go on ends where it should, and never with more than it has room for.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Limits of a search")
struct SearchLimitTests {
  /// So many ways to go on from each state that one chunk of a depth has far more successors than a table's first slots.
  private static let wide = """
    scenario: wide
    strategy: thread
    state: { a: 0, b: 0 }
    workers: 6
    workload:
      type: steps
      steps: [FIRST { choose: { x: [0, 1, 2, 3, 4, 5, 6, 7] } }, { atomic: { a: a * 8 + x } }, { set: { b: a + x } } ]
    """

  @Test("is kept to its number of states, however many there are at one depth", arguments: [1, 3], [1, 1_000, 60_000])
  func states(threads: Int, most: Int) throws {
    try check(Self.wide.replacing("FIRST", with: " { atomic: { b: b + task } },"), threads, most)
  }

  @Test("is kept to it also where there are more ways to begin", arguments: [1, 3], [1, 1_000, 60_000])
  func beginnings(threads: Int, most: Int) throws {
    try check(Self.wide.replacing("FIRST", with: ""), threads, most)
  }

  private func check(_ yaml: String, _ threads: Int, _ most: Int) throws {
    let (graph, diagnostics) = compile(yaml)
    let model = try ExploreModel(try #require(graph, "\(diagnostics.map(\.brief))"), reductions: .none)
    var settings = SearchSettings()
    settings.limits.states = most
    settings.threads = threads
    let result = try Search(model: model, settings: settings).run()
    #expect(result.limit == .states(most))
    #expect(result.states >= most && result.states < most + threads * 4_096)
  }
}
