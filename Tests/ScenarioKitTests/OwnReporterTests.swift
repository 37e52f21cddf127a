// Reporters that a program adds, and what they read.
import ScenarioModel
import ScenarioReport
import Support
import Testing

@testable import ScenarioKit

@Suite("a reporter of one's own")
struct OwnReporterTests {
  @Test("is found by its name and reads one report, several, and one of a file that could not be run")
  func reading() throws {
    let reporter = try #require(Own.parts().reporters.named("brief"))
    let style = ReportStyle()
    #expect(reporter.render(.scenario(Sample.bankRace), style: style) == "bank_race: violated\n")
    let batch = BatchRecord(results: [Sample.bankRace, Sample.deadlock], command: [])
    #expect(reporter.render(.batch(batch), style: style) == "bank_race: violated\ndeadlock: deadlock\n")
    let failure = FailureRecord(path: "a.yaml", exit: ExitStatus(code: 66, reason: "no such file"), command: [])
    #expect(reporter.render(.failure(failure), style: style) == "?: ?\n")
  }

  @Test("is given what --format json writes")
  func document() {
    let report = Report(document: JSON(value: JSONReporter.value(.scenario(Sample.bankRace))))
    #expect(report.document.description + "\n" == JSONReporter.value(.scenario(Sample.bankRace)).text() + "\n")
    #expect(report.document["schema"].text == "scenario-report/1")
  }

  @Test("asks a value for what is there, and for what is not")
  func values() {
    let json = JSON(value: ["a": [1, 2.5, true, nil, "x"], "b": ["c": 3]])
    #expect(json["a"].items.count == 5)
    #expect(json["a"][0].integer == 1 && json["a"][0].number == 1 && json["a"][0].text == nil)
    #expect(json["a"][1].number == 2.5 && json["a"][1].integer == nil)
    #expect(json["a"][2].boolean == true && json["a"][3].isNull && json["a"][4].text == "x")
    #expect(json["b"].members.map(\.name) == ["c"] && json["a"].members.isEmpty)
    #expect(json["z"]["y"][7].isNull && json["z"].items.isEmpty)
    #expect(json["b"].description == #"{"c":3}"#)
  }
}
