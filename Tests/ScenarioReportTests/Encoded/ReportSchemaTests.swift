// The committed schema, and documents held to it by Python's jsonschema.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax
import Support
import Testing

@Suite("the JSON report")
struct ReportSchemaTests {
  @Test("the committed schema is the one that the program makes")
  func committed() {
    let text = ReportSchema.document.text(pretty: true) + "\n"
    #expect(Golden.difference(text, from: "../../../" + ReportSchema.path) == nil)
  }

  @Test("every reference of the schema leads to a definition")
  func references() {
    var missing: [String] = []
    func visit(_ value: JSONValue) {
      switch value {
      case .object(let members):
        if case .string(let reference) = members["$ref"] {
          let name = String(reference.dropFirst("#/definitions/".count))
          if ReportSchema.document["definitions"]?[name] == nil { missing.append(name) }
        }
        members.values.forEach(visit)
      case .array(let items): items.forEach(visit)
      default: break
      }
    }
    visit(ReportSchema.document)
    #expect(missing.isEmpty)
  }

  @Test("a cell has every member that the language names")
  func members() {
    let report = JSONReporter.value(.scenario(Sample.bankRace))
    for name in ["schema", "scenario", "outcome", "exit", "cells", "expectations", "environment", "seed", "command"] {
      #expect(report[name] != nil, "\(name)")
    }
    let cell = report["cells"]?[0]
    for name in [
      "strategy", "workers", "parameters", "verdict", "verdicts", "time_ns", "throughput", "speedup", "latency_ns",
      "digest", "observed", "counters", "state", "states", "checks", "queues", "locks", "workers_detail", "explanation",
    ] {
      #expect(cell?[name] != nil, "\(name)")
    }
    #expect(cell?["state"] == ["balance": -600])
    #expect(cell?["time_ns"]?["samples"] == [100_400_000])
    #expect(cell?["latency_ns"]?["p99.9"] != nil)
    #expect(report["exit"] == ["code": 0, "reason": "as expected"])
  }

  @Test("a failure before any run is a report as well")
  func failure() {
    let file = Sample.file("bad.yaml")
    let code = DiagnosticCode(id: "S0999", name: "test-only", summary: "a test", explanation: "For tests.")
    let range = SourceRange(file: file, lower: 3, upper: 7)
    let diagnostic = Diagnostic(
      code, message: "unknown key", range: range, labels: [Label("here", at: range)], notes: ["a note"], help: "do so")
    let record = FailureRecord(
      path: "bad.yaml", exit: ExitStatus(code: 65, reason: "1 error"), diagnostics: [diagnostic], command: ["scenario"])
    let value = JSONReporter.value(.failure(record))
    #expect(value["outcome"] == "unexpected")
    #expect(value["exit"]?["code"] == 65)
    // The same form as the diagnostics' own renderer gives them.
    #expect(value["diagnostics"] == JSONRenderer.value([diagnostic]))
    let text = TerminalReporter.render(.failure(record), style: ReportStyle())
    #expect(text.isEmpty)
  }

  @Test("documents of all kinds satisfy the schema, by Python's jsonschema", .enabled(if: Python.hasSchemas))
  func validity() throws {
    var documents = Sample.all.map { JSONReporter.value(.scenario($0)) }
    for seed in 0..<30 {
      var random = RandomRecords(seed: UInt64(seed))
      documents.append(JSONReporter.value(.scenario(random.record())))
    }
    let invalid = BatchRecord.Invalid(path: "x", exit: ExitStatus(code: 65, reason: "bad"), diagnostics: [])
    documents.append(
      JSONReporter.value(.batch(BatchRecord(results: [Sample.primes], invalid: [invalid], command: ["scenario"]))))
    documents.append(
      JSONReporter.value(.failure(FailureRecord(exit: ExitStatus(code: 64, reason: "usage"), command: []))))
    // A wrong document must be refused, or the test says nothing.
    var broken = documents[0]
    if case .object(var members) = broken {
      members["outcome"] = "splendid"
      broken = .object(members)
    }
    let errors = try Python.validate(documents + [broken], against: ReportSchema.document)
    #expect(errors.dropLast().allSatisfy { $0 == nil }, "\(errors.compactMap(\.self).first ?? "")")
    #expect(errors.last != nil)
  }
}
