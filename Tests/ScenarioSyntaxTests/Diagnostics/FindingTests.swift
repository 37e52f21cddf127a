// Every finding in every rendering, held to files: Fixtures/Findings/NAME.yaml gives NAME.golden.

import ScenarioSyntax
import Support
import Testing

@Suite("findings")
struct FindingTests {
  /// Texts that are too large or too odd to be kept as files, and findings about no text.
  static let made: [String: [Diagnostic]] = [
    "too-deep": read("too-deep", String(repeating: "[", count: 150)),
    "too-deep-block": read(
      "too-deep-block", (0..<150).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
    "too-many-nodes": read("too-many-nodes", "a: [" + String(repeating: "x,\n", count: 100_001) + "]"),
    "too-many-nodes-by-alias": read("too-many-nodes-by-alias", multiplyingAliases(levels: 9)),
    "scalar-too-long": read("scalar-too-long", "a: " + String(repeating: "x", count: 70_000)),
    "too-many-anchors": read(
      "too-many-anchors", "a:\n" + (0...1_000).map { "  - &a\($0) x\n" }.joined()),
    "too-many-findings": read("too-many-findings", String(repeating: "a: 1\n", count: 103)).suffix(2),
    "file-too-large": read("file-too-large", String(repeating: "#\n", count: 1 << 19) + "a"),
    "no-such-file": failure("/nonexistent/scenario.yaml"),
    "not-a-file": failure("/"),
  ]

  static func multiplyingAliases(levels: Int) -> String {
    let first = "a0: &a0 [" + Array(repeating: "x", count: 9).joined(separator: ", ") + "]\n"
    return (1..<levels).reduce(first) { text, level in
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }
  }

  static func read(_ name: String, _ text: String) -> [Diagnostic] {
    YAMLReader.read(SourceFile(name: "\(name).yaml", bytes: Array(text.utf8))).diagnostics
  }

  static func failure(_ path: String) -> [Diagnostic] {
    guard case .failure(let diagnostic) = YAMLReader.open(path: path) else { return [] }
    return [diagnostic]
  }

  static let fixtures = Golden.names(in: "../Fixtures/Findings", suffix: ".yaml")

  static func findings(_ name: String) -> [Diagnostic] {
    guard let bytes = Golden.bytes(of: "../Fixtures/Findings/\(name).yaml") else { return [] }
    return YAMLReader.read(SourceFile(name: "\(name).yaml", bytes: bytes)).diagnostics
  }

  /// All renderings of some findings in one text.
  static func page(_ findings: [Diagnostic]) -> String {
    let renderers: [(String, any DiagnosticRenderer)] = [
      ("text", ExcerptRenderer()), ("concise", ConciseRenderer()), ("github", GitHubRenderer()),
      ("json", JSONRenderer()),
    ]
    return renderers.map { "=== \($0)\n\($1.render(findings))" }.joined()
  }

  @Test("each is rendered as its golden file says", arguments: fixtures + made.keys.sorted())
  func golden(name: String) {
    let findings = Self.made[name] ?? Self.findings(name)
    #expect(!findings.isEmpty)
    #expect(Golden.difference(Self.page(findings), from: "../Fixtures/Findings/\(name).golden") == nil)
  }

  @Test("no golden file is left over")
  func leftOver() {
    let known = Set(Self.fixtures + Self.made.keys)
    #expect(Golden.names(in: "../Fixtures/Findings", suffix: ".golden").filter { !known.contains($0) } == [])
  }

  @Test("every code of this room has an example")
  func everyCode() {
    let all = Self.fixtures.flatMap(Self.findings) + Self.made.values.joined()
    let seen = Set(all.map(\.code))
    // These need a file that the test may not be able to make; the opener's tests have them.
    let elsewhere: Set<DiagnosticCode> = [.unreadableFile, .silentInput]
    #expect(SyntaxCodes.all.filter { !seen.contains($0) && !elsewhere.contains($0) }.map(\.name) == [])
  }

  @Test("a fixture is named after the code that it shows")
  func names() {
    for name in Self.fixtures {
      let codes = Self.findings(name).map(\.code.name)
      let isAboutText = SyntaxCodes.all.contains { name.hasPrefix($0.name) }
      #expect(!isAboutText || codes.contains { name.hasPrefix($0) }, "\(name) gives \(codes)")
    }
  }

  @Test("codes are unique, in their range, and explained")
  func codes() {
    #expect(Set(SyntaxCodes.all.map(\.id)).count == SyntaxCodes.all.count)
    #expect(Set(SyntaxCodes.all.map(\.name)).count == SyntaxCodes.all.count)
    for code in SyntaxCodes.all {
      #expect(code.id.hasPrefix("S01") && code.id.count == 5)
      #expect(code.explanation.count > 40)
      #expect(!code.summary.hasSuffix("."))
    }
  }

  @Test("messages are lower case, in one line, and call nothing invalid")
  func style() {
    for diagnostic in Self.fixtures.flatMap(Self.findings) + Self.made.values.joined() {
      for text in [diagnostic.message] + diagnostic.labels.map(\.message) + [diagnostic.help ?? ""] {
        #expect(text.first.map { !$0.isUppercase || text.hasPrefix("U+") } ?? true, "\(text)")
        #expect(!text.lowercased().contains("invalid") && !text.contains("\n"), "\(text)")
        #expect(!text.hasSuffix("."), "\(text)")
      }
    }
  }
}
