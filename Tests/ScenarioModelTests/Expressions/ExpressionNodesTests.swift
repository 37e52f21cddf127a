// Expressions inside a YAML text: any scalar style, substituted text, and nodes that are no scalars.
import ScenarioModel
import ScenarioSyntax
import Testing

@Suite("Expressions are read from nodes")
struct ExpressionNodesTests {
  private func root(_ text: String) throws -> YAMLNode {
    try #require(YAMLReader.read(SourceFile(name: "test.yaml", bytes: Array(text.utf8))).root)
  }

  @Test(
    "the last operand's place is exact in every style that keeps the text as it is",
    arguments: [
      "if: a < limit", "if: 'a < limit'", "if: \"a < limit\"", "if: >-\n  a < limit\n", "if: |\n  a < limit\n",
      "{if: a < limit}", "if: &x a < limit", "if: !!str a < limit",
    ])
  func styles(text: String) throws {
    var diagnostics: [Diagnostic] = []
    let node = try #require(try root(text)["if"])
    let expression = try #require(ExpressionParser.parse(node, diagnostics: &diagnostics))
    guard case .binary(_, _, let right) = expression.kind else {
      Issue.record("not a comparison")
      return
    }
    #expect(right.range.text == "limit")
    #expect(diagnostics.isEmpty)
  }

  @Test("plain integers and booleans are expressions")
  func plainValues() throws {
    var diagnostics: [Diagnostic] = []
    let node = try root("- 5\n- true\n- -3\n- 0x1f\n")
    let texts = node.elements.map { ExpressionParser.parse($0, diagnostics: &diagnostics)?.text ?? "nothing" }
    #expect(texts == ["5", "true", "-3", "31"])
    #expect(diagnostics.isEmpty)
  }

  @Test("a folded expression points at the whole scalar")
  func folded() throws {
    var diagnostics: [Diagnostic] = []
    let node = try #require(try root("if: a\n  and b &&\n")["if"])
    #expect(ExpressionParser.parse(node, diagnostics: &diagnostics) == nil)
    #expect(diagnostics.first?.range == node.range)
  }

  @Test("lists and mappings are refused by name")
  func collections() throws {
    var diagnostics: [Diagnostic] = []
    let node = try root("- [1]\n- {a: b}\n")
    #expect(ExpressionParser.parse(node.elements[0], diagnostics: &diagnostics) == nil)
    #expect(ResourceParser.parse(node.elements[1], diagnostics: &diagnostics) == nil)
    #expect(
      diagnostics.map(\.message) == [
        "an expression belongs here, not a list", "the name of a lock or semaphore belongs here, not a mapping",
      ])
  }
}
