// Workloads that a program adds.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioKit

@Suite("a workload of one's own", .timeLimit(.minutes(1)))
struct OwnWorkloadTests {
  /// Those of this process; a program that adds workloads starts itself again for `process`, as the example does.
  static let executors = ["serial", "thread", "async", "foreign"]

  @Test("runs under every executor with the same results, and what it records is kept", arguments: executors)
  func running(executor: String) throws {
    let record = try Own.run(
      "workload: { type: adder, amount: 3 }\ntasks: 40\nworkers: 2\nstrategy: \(executor)\nmeasure: { repeat: 1 }")
    let serial = try Own.run("workload: { type: adder, amount: 3 }\ntasks: 40\nmeasure: { repeat: 1 }")
    #expect(record.verdict == .ok)
    #expect(record.roles[0].tasksCompleted == 40)
    #expect(record.digest == serial.digest)
    let measure = try #require(record.roles[0].kernels.first?.measures.first)
    #expect(measure.descriptor.name == "amounts" && measure.histogram.count == 40 && measure.histogram.sum == 120)
  }

  @Test("is a step like any other")
  func steps() throws {
    let record = try Own.run(
      """
      state: { total: 0 }
      workload:
        type: steps
        steps:
          - run: { type: adder, amount: 5 }
            into: x
          - atomic: { total: total + x }
      tasks: 4
      workers: 2
      strategy: foreign
      """)
    #expect(record.verdict == .ok)
    #expect(record.state.first?.words == [26])  // 0 + 1 + 2 + 3, and four times 5
  }

  @Test("has defaults of every type, as a file would give them")
  func defaults() throws {
    let (document, diagnostics) = decode("scenario: test\nworkload: adder\n", catalog: Own.catalog)
    #expect(diagnostics.isEmpty)
    let declared = try #require(document?.roles.first?.workload.parameters)
    let values = ParameterValues(values: declared.mapValues(\.value))
    #expect(values.integer("amount") == 7)
    #expect(values.duration("pause") == .microseconds(5))
    #expect(values.size("room") == 4096)
    #expect(values.number("share") == 0.25)
    #expect(values.boolean("loud") == false)
    #expect(values.text("word") == "a: b")
    #expect(values.text("kind") == "square")
  }

  @Test(
    "is validated by its description",
    arguments: ["{ type: adder, amount: 101 }", "{ type: adder, amuont: 1 }", "{ type: adder, kind: oval }", "napper"])
  func mistakes(workload: String) {
    let (_, diagnostics) = decode("scenario: test\nworkload: \(workload)\n", catalog: Own.catalog)
    #expect(diagnostics.count == 1 && diagnostics[0].severity == .error)
  }

  @Test("is in the schema")
  func schema() {
    let text = JSONSchema.document(catalog: Own.catalog).text()
    #expect(text.contains("\"adder\"") && text.contains("\"foreign\""))
  }

  @Test("suspends where tasks share a thread, and is waited for elsewhere", arguments: executors)
  func suspending(executor: String) throws {
    let record = try Own.run(
      "workload: { type: napper, nap: 2ms }\ntasks: 20\nworkers: 10\nstrategy: \(executor)\nmeasure: { repeat: 1 }")
    #expect(record.verdict == .ok && record.roles[0].tasksCompleted == 20)
    #expect(record.roles[0].kernels[0].form == (executor == "async" ? .suspending : .blocking))
  }

  @Test("that suspends leaves when the run is over", arguments: executors)
  func cancelling(executor: String) throws {
    let record = try Own.run(
      "workload: { type: napper, nap: 60s }\ntasks: 2\nworkers: 2\nstrategy: \(executor)\n"
        + "measure: { repeat: 1, timeout: 50ms }")
    #expect(record.verdict == .timeout)
  }

  @Test("fails with its own words", arguments: executors)
  func failing(executor: String) throws {
    let record = try Own.run(
      "workload: { type: failer, when: running }\ntasks: 1\nstrategy: \(executor)\nmeasure: { repeat: 1 }")
    #expect(record.roles[0].tasksFailed == 1)
    #expect(record.findings.contains { $0.message.contains("task 0 has no disk") }, "\(record.findings)")
  }

  @Test("that cannot be prepared keeps the run from starting, and says why", arguments: executors)
  func unprepared(executor: String) throws {
    let record = try Own.run(
      "workload: { type: failer, when: preparing }\ntasks: 1\nstrategy: \(executor)\nmeasure: { repeat: 1 }")
    #expect(record.verdict == .error)
    #expect(record.findings.contains { $0.kind == .cannotStart && $0.message.contains("the disk is not there") })
  }
}
