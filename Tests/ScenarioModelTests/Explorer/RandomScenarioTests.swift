// Random scenarios: the same for the same seed, of every kind, and shrinking to what matters.
import ScenarioModel
import Support
import Testing

@Suite("Random scenarios")
struct RandomScenarioTests {
  @Test("a seed always makes the same scenario, and another seed another")
  func seeds() {
    #expect(RandomScenario(seed: 7).yaml() == RandomScenario(seed: 7).yaml())
    #expect(Set((0..<50).map { RandomScenario(seed: $0).yaml() }).count == 50)
  }

  @Test("together they use every verb and end in every way")
  func variety() {
    var verbs: Set<String> = []
    var verdicts: Set<Verdict> = []
    var explored = 0
    for seed in 0..<300 as Range<UInt64> {
      let scenario = RandomScenario(seed: seed)
      guard let graph = scenario.graph() else {
        Issue.record("does not compile: \(scenario)")
        continue
      }
      for role in graph.roles { verbs.formUnion(role.program.steps.map(\.verb)) }
      guard let outcomes = ReferenceExplorer(graph).outcomes(limit: 2_000) else { continue }
      explored += 1
      #expect(!outcomes.isEmpty, "\(scenario)")
      verdicts.formUnion(outcomes.map(\.verdict))
    }
    let all: Set<String> = [
      "set", "atomic", "cas", "if", "while", "repeat", "lock", "acquire", "release", "try", "wait", "signal",
      "broadcast", "await", "put", "get", "close", "barrier", "sleep", "compute", "yield", "run", "parallel", "choose",
      "count", "log", "assert", "fail", "return", "steps",
    ]
    #expect(all.subtracting(verbs).isEmpty)
    #expect(verdicts == [.ok, .violated, .error, .deadlock])
    #expect(explored > 200, "most of them are small enough to be tried out: \(explored)")
  }

  @Test("forgetting dead registers changes no outcome", arguments: 0..<60 as Range<UInt64>)
  func deadRegisters(seed: UInt64) throws {
    let scenario = RandomScenario(seed: seed)
    let graph = try #require(scenario.graph())
    guard let full = ReferenceExplorer(graph, dropsDeadRegisters: false).outcomes(limit: 2_000) else { return }
    #expect(ReferenceExplorer(graph).outcomes(limit: 2_000) == full, "\(scenario)")
  }

  @Test("shrinking keeps what fails and leaves out the rest")
  func shrinking() throws {
    func writesFlag(_ scenario: RandomScenario) -> Bool { scenario.yaml().contains("set: { flag:") }
    let found = (0..<500 as Range<UInt64>).lazy.map { RandomScenario(seed: $0) }.first {
      writesFlag($0) && $0.yaml().split(separator: "\n").count > 40
    }
    let large = try #require(found)
    let small = large.shrunk(while: writesFlag)
    #expect(writesFlag(small) && small.isValid)
    #expect(small.seed == large.seed)
    let steps = small.roles.flatMap(\.steps)
    #expect(steps.map(\.verb) == ["set"], "\(small)")
  }
}
