// Hostile texts are refused by counting, before they cost anything.

import Testing

@testable import ScenarioSyntax

@Suite("limits")
struct LimitTests {
  private func read(_ text: String, _ change: (inout YAMLLimits) -> Void = { _ in }) -> YAMLDocument {
    var limits = YAMLLimits.default
    change(&limits)
    return YAMLReader.read(SourceFile(name: "bomb.yaml", bytes: Array(text.utf8)), limits: limits)
  }

  /// A text that asks for too much, known by its name: nobody wants to see all of it in a log.
  struct Bomb: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let code: DiagnosticCode

    init(_ name: String, _ text: String, _ code: DiagnosticCode) {
      testDescription = name
      self.text = text
      self.code = code
    }
  }

  static let bombs: [Bomb] = [
    Bomb("80 kB of brackets", String(repeating: "[", count: 80_000), .tooDeep),
    Bomb("20,000 nested mappings", String(repeating: "{a: ", count: 20_000), .tooDeep),
    Bomb("nested blocks", (0..<1_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), .tooDeep),
    Bomb("nine-fold aliases, nine deep", FindingTests.multiplyingAliases(levels: 9), .tooManyNodes),
    Bomb("an alias in itself", "a: &a [*a]\n", .aliasInsideItself),
    Bomb("20,000 anchors", (0..<20_000).map { "- &a\($0) x\n" }.joined(), .tooManyAnchors),
    Bomb("a long scalar", String(repeating: "x", count: 900_000), .scalarTooLong),
    Bomb("8 MB of comments", String(repeating: "# comment\n", count: 800_000), .fileTooLarge),
    Bomb("merges of merges", mergeChain, .tooManyNodes),
  ]

  /// Each mapping takes over the one before, many times.
  private static let mergeChain: String = {
    let base = "m0: &m0 { " + (0..<500).map { "k\($0): x" }.joined(separator: ", ") + " }\n"
    let aliases = Array(repeating: "*m0", count: 400).joined(separator: ", ")
    return base + "m1: { <<: [\(aliases)] }\n"
  }()

  @Test("each bomb is refused, and little is built before", arguments: bombs)
  func bomb(_ bomb: Bomb) {
    let document = read(bomb.text)
    #expect(document.diagnostics.map(\.code) == [bomb.code])
    if bomb.code != .aliasInsideItself { #expect(document.root == nil) }
  }

  @Test("what is just within a limit is read")
  func within() {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(read(deep).diagnostics.isEmpty)
    #expect(read("[" + deep + "]").diagnostics.map(\.code) == [.tooDeep])
    #expect(read(String(repeating: "x", count: 64 << 10)).diagnostics.isEmpty)
    #expect(read("[" + String(repeating: "x,", count: 99_999) + "]").root?.weight == 100_000)
  }

  @Test("an alias counts as all that it stands for, and is not copied")
  func weight() throws {
    let root = try #require(read("a: &a [1, 2, 3]\nb: [*a, *a]\n").root)
    // The mapping, two keys, the list of three, and a list of two such lists.
    #expect(root.weight == 1 + 2 + 4 + 1 + 2 * 4)
    #expect(root.tree.arena.records.count == 1 + 2 + 4 + 1 + 2)
  }

  @Test("nodes are counted before an alias is taken over")
  func countedBefore() {
    let text = "a: &a [1, 2, 3]\nb: [*a, *a]\n"
    #expect(read(text) { $0.nodes = 16 }.diagnostics.isEmpty)
    let refused = read(text) { $0.nodes = 15 }
    #expect(refused.diagnostics.map(\.code) == [.tooManyNodes])
    #expect(refused.diagnostics[0].range?.text == "*a")
    #expect(refused.diagnostics[0].range?.start == SourcePosition(line: 2, column: 9))
  }

  @Test("findings beyond the limit are counted")
  func findings() {
    let document = read(String(repeating: "a: 1\n", count: 12)) { $0.findings = 5 }
    #expect(document.diagnostics.count == 6)
    #expect(document.diagnostics.last?.message == "6 more findings are not shown")
  }

  @Test("many keys are compared without comparing each with each")
  func manyKeys() throws {
    let text = (0..<40_000).map { "k\($0): x\n" }.joined()
    #expect(try #require(read(text).root).count == 40_000)
    #expect(read(text + "k17: y\n").diagnostics.map(\.code) == [.duplicateKey])
  }
}
