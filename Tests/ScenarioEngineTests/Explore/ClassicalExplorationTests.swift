// Exploring classical programs finds what is known of them: verdicts, shortest ways, fewest preemptions, states.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Exploring classical programs")
struct ClassicalExplorationTests {
  @Test("finds every way in which a run can end and no other, with every reduction", arguments: ClassicalProgram.all)
  func findings(program: ClassicalProgram) throws {
    let graph = try graph(of: program)
    let expected = try #require(ReferenceExplorer(graph).outcomes())
    for choice in ReductionChoice.all {
      #expect(try ExploredEnds.of(graph, choice) == expected, "\(choice)")
      let result = try search(graph, choice) { $0.findsAll = true }
      let found = Set(result.violations.map { ClassicalExplorationTests.end($0.key) })
      #expect(found == program.ends.subtracting([.fine]), "\(choice)")
    }
  }

  @Test("shows a shortest way to what goes wrong, with the fewest preemptions", arguments: ClassicalProgram.all)
  func shortest(program: ClassicalProgram) throws {
    let record = try Explorer(graph: graph(of: program), settings: ExploreSettings(), interruption: nil).explore()
    let exploration = try #require(record.exploration)
    guard program.ends != [.fine], !program.ends.isEmpty else {
      #expect(exploration.isComplete && exploration.violations.isEmpty)
      #expect(record.verdict == .ok)
      return
    }
    let violation = try #require(exploration.violations.first)
    #expect(violation.isShortest)
    #expect(violation.schedule.steps.count == program.expected.steps)
    #expect(violation.schedule.preemptions == program.expected.preemptions)
  }

  @Test(
    "says why it goes wrong, and what would mend it",
    arguments: [
      ("bank_race", "main 0 and main 1 both saw balance = 1000 before either acted on it", "under one lock"),
      ("bank_check_outside", "the lock was taken only after the check", "under the same lock"),
      ("counter_cas_no_retry", "both saw hits = 0 before either acted on it", "under one lock"),
      ("lost_update_3x2", "both read hits = ", "in one step (`atomic`)"),
      ("wrong_lock", "acted on data = 0, which other 0 had changed by then", "under one lock"),
      ("treiber_aba", "(ABA)", "version number"), ("deadlock_abba", "a circle: one 0 holds lock a", "in one order"),
      ("dining_naive_4", "a circle of 4", "in one order"), ("phase01", "never gave back", "`lock:`"),
      ("self_deadlock", "which it holds itself", "reentrant"), ("lost_wakeup", "a lost wake-up: setter 0", "`while`"),
      ("cond_if_not_while", "did not look again", "`while` instead of `if`"),
    ])
  func reasons(name: String, why: String, remedy: String) throws {
    let program = try #require(ClassicalProgram.all.first { $0.name == name })
    let record = try Explorer(graph: graph(of: program), settings: ExploreSettings(), interruption: nil).explore()
    let told = record.exploration?.violations.first?.schedule.why ?? ""
    #expect(told.contains(why) && told.contains(remedy), "\(told)")
  }

  @Test("goes through the known number of states", arguments: ClassicalProgram.all)
  func states(program: ClassicalProgram) throws {
    var plain = ExploreReductions.none
    plain.deadRegisters = true
    let result = try search(
      try graph(of: program), ReductionChoice(name: "dead registers", reductions: plain)
    ) { $0.findsAll = true }
    #expect(result.states == program.expected.states)
  }

  private func graph(of program: ClassicalProgram) throws -> ExecutionGraph {
    let (graph, diagnostics) = compile(program.yaml)
    return try #require(graph, "\(diagnostics.map(\.brief))")
  }

  private func search(
    _ graph: ExecutionGraph, _ choice: ReductionChoice, _ change: (inout SearchSettings) -> Void
  ) throws -> SearchResult {
    var settings = SearchSettings()
    settings.isExact = choice.isExact
    settings.threads = choice.threads
    change(&settings)
    return try Search(model: ExploreModel(graph, reductions: choice.reductions), settings: settings).run()
  }

  private static func end(_ key: ViolationKey) -> ClassicalProgram.End? {
    switch key {
    case .always: .alwaysViolated
    case .assertion: .assertFailed
    case .finally: .finallyViolated
    case .deadlock: .deadlock
    default: nil
    }
  }
}
