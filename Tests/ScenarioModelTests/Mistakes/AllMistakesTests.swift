// Every mistake of a file is reported in one run, and nothing else is.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("The mistakes of a file")
struct AllMistakesTests {
  private static let documents = [MistakenDocument.bank, .pipeline, .comparison]

  /// Everything that a user is told: loading and compiling all cells.
  private func findings(_ text: String) -> [Diagnostic] {
    let loaded = load(text)
    let compiled = loaded.cells.flatMap { GraphCompiler.compile($0.document, catalog: .test).diagnostics }
    return DiagnosticOrder.sorted(loaded.diagnostics + compiled).filter { $0.severity == .error }
  }

  @Test("the documents are valid without them")
  func valid() {
    for document in Self.documents {
      var random = SplitMix64(seed: 0)
      let (text, _) = document.text(mistakes: 0, using: &random)
      #expect(findings(text).map(\.brief) == [], "\(text)")
    }
  }

  @Test("each one alone has the expected code and no follow-up, in its line")
  func alone() {
    for seed in 0..<UInt64(400) { check(mistakes: 1, seed: seed) }
  }

  @Test("several are all reported, and nothing is reported elsewhere")
  func together() {
    let seed = UInt64.random(in: 0 ... .max)
    print("mistakes drawn with seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 { check(mistakes: Int.random(in: 2...9, using: &random), seed: random.next()) }
  }

  private func check(mistakes count: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let document = Self.documents.randomElement(using: &random)!
    let (text, mistakes) = document.text(mistakes: count, using: &random)
    let found = findings(text)
    for mistake in mistakes {
      let here = found.filter { mistake.lines.contains($0.range?.start.line ?? 0) }
      #expect(
        here.contains { $0.code.id == mistake.code },
        "seed \(seed): \(mistake.text): no \(mistake.code) among \(found.map(\.brief))\n\(text)")
    }
    let elsewhere = found.filter { finding in
      !mistakes.contains { $0.lines.contains(finding.range?.start.line ?? 0) }
    }
    #expect(elsewhere.map(\.brief) == [], "seed \(seed): \(mistakes.map(\.text))\n\(text)")
  }
}
