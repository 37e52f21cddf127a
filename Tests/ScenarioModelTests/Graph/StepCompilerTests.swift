// The code that steps become, kept in files beside the steps.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Steps become instructions")
struct StepCompilerTests {
  @Test("each kind of step has the code that its file shows", arguments: Golden.names(in: folder, suffix: ".yaml"))
  func code(name: String) throws {
    let bytes = try #require(Golden.bytes(of: "\(StepCompilerTests.folder)/\(name).yaml"))
    let (graph, diagnostics) = compile(String(decoding: bytes, as: UTF8.self))
    let errors = diagnostics.filter { $0.severity == .error }.map(\.brief)
    let code = try #require(graph?.roles.first?.program.listing, "\(errors)")
    let difference = Golden.difference(code + "\n", from: "\(StepCompilerTests.folder)/\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  private static let folder = "../Fixtures/Code"

  private func program(_ steps: String, _ shared: String = "") throws -> Program {
    let (graph, diagnostics) = compile(stepScenario(steps, shared))
    return try #require(graph?.roles[0].program, "\(diagnostics.map(\.brief))")
  }

  @Test(
    "visible steps are the language's: one for each read and write, none for what is not read",
    arguments: [
      ("- set: { x: 5 }", 1), ("- set: { x: x + x }", 3), ("- set: { y: x * 0 }", 1), ("- set: { y: len(xs) }", 0),
      ("- set: { y: sum(xs) }", 3), ("- set: { y: 'xs[x]' }", 2), ("- set: { x: x, y: x }", 3),
      ("- set: { b: false and x == 1 }", 0), ("- set: { b: true and x == 1 }", 1), ("- sleep: 0ms", 1),
      ("- atomic: { x: x + 1 }", 2), ("- cas: { x: [x, x + 1] }", 3), ("- assert: x == x", 2), ("- count: c", 0),
    ])
  func visible(step: String, count: Int) throws {
    let instructions = try program(step, "state: { x: 0, xs: [1, 2, 3] }").instructions
    #expect(instructions.filter(\.opcode.isVisible).count == count + 1, "the last one ends the task")
  }

  @Test("a place is known for every instruction")
  func sites() throws {
    let program = try program("- if: x > 0\n  then: [ { set: { x: 1 } } ]\n- count: c", "state: { x: 0 }")
    #expect(program.sites.count == program.instructions.count)
    let verbs = program.sites.map { program.steps[Int($0)].verb }
    #expect(Set(verbs) == ["if", "set", "count", "steps"])
    #expect(program.steps.allSatisfy { $0.range != nil })
  }

  @Test("the most strands alive at once are counted through nested branches")
  func strands() throws {
    let two = "parallel: { a: [ { yield: null } ], b: [] }"
    #expect(try program("- yield:").peakStrands == 1)
    #expect(try program("- \(two)\n- \(two)").peakStrands == 3)
    #expect(try program("- parallel: { a: [ { \(two) } ], b: [ { \(two) } ], c: [] }").peakStrands == 8)
  }

  @Test(
    "a task that cannot depend on others is known",
    arguments: [
      ("- sleep: 1ms", false), ("- set: { y: task * 2 }", false), ("- yield:", false), ("- set: { y: x }", true),
      ("- acquire: l", true), ("- parallel: { a: [], b: [] }", true), ("- put: { q: 1 }", true),
    ])
  func dependence(step: String, depends: Bool) throws {
    let shared = "state: { x: 0 }\nlocks: [l]\nqueues: { q: { capacity: 1 } }"
    #expect(try program(step, shared).waitsForOthers == depends)
  }

  @Test("branches never share a register that either of them writes")
  func branchRegisters() throws {
    let program = try program(
      """
      - set: { before: x }
      - parallel:
          a: [ { set: { p: x + before, x: p * 2 } }, { repeat: 3, do: [ { set: { x: x + 1 } } ] } ]
          b: [ { set: { q: x - before, x: q * 2 } }, { repeat: 4, do: [ { set: { x: x + 1 } } ] } ]
      """, "state: { x: 0 }")
    let entries = program.forks[0].map(Int.init)
    let ends = program.instructions.indices.filter { program.instructions[$0].opcode == .endBranch }
    let first = written(program.instructions[entries[0]...ends[0]])
    let second = written(program.instructions[entries[1]...ends[1]])
    #expect(!first.isEmpty && first.isDisjoint(with: second))
  }

  private func written(_ instructions: ArraySlice<Instruction>) -> Set<Int32> {
    Set(
      instructions.filter { ![.store, .jump, .jumpIfZero, .jumpIfNotZero, .endBranch].contains($0.opcode) }.map(\.a))
  }
}
