// Whole reports, held to files.
import ScenarioModel
import ScenarioReport
import Support
import Testing

@Suite("reports as a whole")
struct GoldenReportTests {
  @Test("the terminal report at 80 cells", arguments: Sample.all)
  func terminal(record: ScenarioRecord) {
    let text = TerminalReporter.render(.scenario(record), style: ReportStyle(width: 80))
    #expect(Golden.difference(text, from: "Golden/\(record.scenario).txt") == nil)
  }

  @Test("the terminal report at 20 cells in ASCII, and in colour", arguments: [Sample.bankRace, Sample.primes])
  func narrowAndColored(record: ScenarioRecord) {
    let narrow = TerminalReporter.render(.scenario(record), style: ReportStyle(width: 20, unicode: false))
    #expect(Golden.difference(narrow, from: "Golden/\(record.scenario).narrow.txt") == nil)
    let colored = TerminalReporter.render(.scenario(record), style: ReportStyle(width: 100, color: true))
    #expect(Golden.difference(colored, from: "Golden/\(record.scenario).ansi.txt") == nil)
  }

  @Test("the JSON report", arguments: [Sample.bankRace, Sample.deadlock, Sample.unequalWork])
  func json(record: ScenarioRecord) {
    let text = JSONReporter.render(.scenario(record), style: ReportStyle())
    #expect(Golden.difference(text, from: "Golden/\(record.scenario).json") == nil)
  }
}

extension ScenarioRecord: CustomTestStringConvertible {
  /// The name that a failing test shows.
  public var testDescription: String { scenario }
}
