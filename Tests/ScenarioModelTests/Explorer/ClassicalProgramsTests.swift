// The reference explorer finds exactly the known ends of classical programs.
import ScenarioModel
import Support
import Testing

@Suite("Classical programs")
struct ClassicalProgramsTests {
  @Test("a program ends in its known ways and in no other", arguments: ClassicalProgram.all)
  func ends(program: ClassicalProgram) throws {
    let (graph, diagnostics) = compile(program.yaml)
    let compiled = try #require(graph, "\(diagnostics.map(\.brief))")
    let outcomes = try #require(ReferenceExplorer(compiled).outcomes())
    #expect(Set(outcomes.map(ClassicalProgramsTests.end)) == program.ends)
  }

  /// What went wrong first, so to speak: after a failed assert, others may well wait for ever.
  private static func end(_ outcome: ReferenceOutcome) -> ClassicalProgram.End {
    let problems = outcome.problems
    if problems.isEmpty { return .fine }
    if problems.contains(.assertFailed) { return .assertFailed }
    if problems.contains(where: { if case .alwaysViolated = $0 { true } else { false } }) { return .invariantBroken }
    if problems.contains(.taskFailed) { return .failed }
    return problems.contains(.deadlock) ? .deadlock : .wrongResult
  }
}
