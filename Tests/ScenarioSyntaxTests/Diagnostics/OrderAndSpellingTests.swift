// The order of findings, and "did you mean".

import ScenarioSyntax
import Testing

@Suite("order and spelling")
struct OrderAndSpellingTests {
  @Test("findings are sorted by file, place and code, and repetitions dropped")
  func order() {
    let (a, b) = (SourceFile(name: "a", bytes: [1, 2, 3]), SourceFile(name: "b", bytes: [1, 2, 3]))
    let again = SourceFile(name: "a", bytes: [1, 2, 3])
    let make = { (code: DiagnosticCode, file: SourceFile?, lower: Int) in
      Diagnostic(code, message: "m", range: file.map { SourceRange(file: $0, lower: lower, upper: lower) })
    }
    let findings = [
      make(.duplicateKey, b, 0), make(.unknownTag, a, 2), make(.duplicateKey, a, 2), make(.noSuchFile, nil, 0),
      make(.duplicateKey, again, 2), make(.yamlSyntax, a, 0),
    ]
    #expect(
      DiagnosticOrder.sorted(findings).map { "\($0.range?.file.name ?? "-")\($0.range?.lower ?? 0)\($0.code.id)" }
        == ["-0S0110", "a0S0149", "a2S0101", "a2S0102", "b0S0101"])
  }

  @Test(
    "the nearest known word is suggested, if it is near",
    arguments: [
      ("worker", "workers"), ("wokers", "workers"), ("strategi", "strategy"), ("sratgey", "strategy"),
      ("Workers", "workers"), ("takss", "tasks"), ("warm_up", "warmup"), ("banana", nil), ("x", nil), ("", nil),
      ("w", nil), ("workers", nil),
    ] as [(String, String?)])
  func spelling(word: String, expected: String?) {
    #expect(Spelling.nearest(to: word, among: ["workers", "strategy", "tasks", "warmup", "do", "if"]) == expected)
  }

  @Test("of equally near words the first is suggested")
  func tie() {
    #expect(Spelling.nearest(to: "cat", among: ["bat", "car"]) == "bat")
  }
}
