// Whatever a record holds, every reporter renders it within the page.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax
import Support
import Testing

@Suite("any record renders")
struct AnyRecordTests {
  @Test("no line is wider than the page, none has a control character", arguments: 0..<40)
  func width(seed: Int) {
    var random = RandomRecords(seed: UInt64(seed))
    let facts = ReportFacts(random.record())
    for width in [20, 21, 27, 40, 79, 80, 133, 200] {
      for unicode in [true, false] {
        let text = TerminalReporter.render(facts, style: ReportStyle(width: width, unicode: unicode))
        for line in text.split(separator: "\n") {
          #expect(CellWidth.of(String(line)) <= width, "seed \(seed), width \(width): \(line)")
        }
        let bad = text.unicodeScalars.first {
          $0 != "\n" && ($0.value < 0x20 || $0.value == 0x7F || $0.value == 0x202E)
        }
        #expect(bad == nil, "seed \(seed), width \(width): U+\(String(bad?.value ?? 0, radix: 16))")
        if !unicode { #expect(text.utf8.allSatisfy { $0 < 0x80 }, "seed \(seed)") }
      }
    }
  }

  @Test("colour adds escape sequences and nothing else", arguments: 0..<10)
  func color(seed: Int) {
    var random = RandomRecords(seed: UInt64(seed))
    let facts = ReportFacts(random.record())
    let plain = TerminalReporter.render(facts, style: ReportStyle(width: 72))
    let colored = TerminalReporter.render(facts, style: ReportStyle(width: 72, color: true))
    #expect(stripped(colored) == plain, "seed \(seed)")
  }

  @Test("a batch and its progress fit the page too", arguments: 0..<10)
  func batch(seed: Int) {
    var random = RandomRecords(seed: UInt64(seed))
    let records = (0..<3).map { _ in random.record() }
    let batch = BatchRecord(
      results: records, invalid: [.init(path: "bad.yaml", exit: ExitStatus(code: 65, reason: "bad"), diagnostics: [])],
      skipped: ["last.yaml"], command: ["scenario", "batch", "."])
    for width in [20, 33, 80, 200] {
      let text = TerminalReporter.render(.batch(batch), style: ReportStyle(width: width))
      #expect(text.split(separator: "\n").allSatisfy { CellWidth.of(String($0)) <= width }, "seed \(seed)")
      let state = ProgressState(scenario: records[0].scenario, cell: records[1].scenario, done: 3, total: 9, inRun: 5)
      let live = ProgressText.live(state, style: ReportStyle(width: width))
      #expect(CellWidth.of(live) < width, "seed \(seed)")
      #expect(!live.contains("\n"))
    }
  }

  /// The text without escape sequences that set colours, and without the spaces that they kept at the end of a line.
  private func stripped(_ text: String) -> String {
    var result = ""
    var isInside = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isInside = true }
      if !isInside { result.unicodeScalars.append(scalar) }
      if isInside, scalar == "m" { isInside = false }
    }
    return result.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
