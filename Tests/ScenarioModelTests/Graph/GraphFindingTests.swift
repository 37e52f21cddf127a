// Every finding about steps and graphs, kept in files beside the scenarios that cause them.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Findings about steps and graphs")
struct GraphFindingTests {
  private static let folder = "../Fixtures/Graph"
  private static let fixtures = Golden.names(in: folder, suffix: ".yaml")

  private static func findings(_ name: String) throws -> [Diagnostic] {
    let bytes = try #require(Golden.bytes(of: "\(folder)/\(name).yaml"))
    return compile(String(decoding: bytes, as: UTF8.self)).diagnostics
  }

  @Test("each scenario has the findings that its file shows", arguments: fixtures)
  func golden(name: String) throws {
    let text = ExcerptRenderer().render(try Self.findings(name))
    let difference = Golden.difference(text, from: "\(Self.folder)/\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("every code has a scenario that shows it")
  func complete() throws {
    let shown = Set(try Self.fixtures.flatMap { try Self.findings($0) }.map(\.code.id))
    let all = Set((StepCodes.all + GraphCodes.all).map(\.id))
    #expect(all.subtracting(shown).isEmpty)
  }

  @Test("codes are numbered once, and have words")
  func codes() {
    let all = ExpressionCodes.all + StepCodes.all + GraphCodes.all
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(all.allSatisfy { !$0.summary.isEmpty && $0.explanation.count > 60 })
  }

  @Test("nested loops are followed in time that grows with the program, not with its depth")
  func nestedLoops() {
    let depth = 24
    let opening = (0..<depth).map { "{ while: x > \($0), do: [ " }.joined()
    let closing = String(repeating: " ] }", count: depth)
    let (graph, diagnostics) = compile(
      stepScenario("- \(opening){ lock: a, do: [] }, { set: { x: 1 } }\(closing)", "state: { x: 0 }\nlocks: [a]"))
    #expect(graph != nil, "\(diagnostics.map(\.brief))")
  }
}
