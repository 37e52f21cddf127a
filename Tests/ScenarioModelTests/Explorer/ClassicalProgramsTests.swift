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
    #expect(Set(outcomes.map(ClassicalProgram.end)) == Set(program.ends))
  }

  @Test("every program is in the table, once, and says why where its figures differ from the known ones")
  func table() {
    #expect(ClassicalProgram.all.map(\.name).sorted() == ClassicalProgram.files)
    for program in ClassicalProgram.all { #expect(program.here?.figures != program.figures, "\(program)") }
  }
}
