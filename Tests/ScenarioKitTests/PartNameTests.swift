// Names of parts: each is given once.
import ScenarioCommand
import Testing

@testable import ScenarioKit

@Suite("the names of a program's parts")
struct PartNameTests {
  private enum SecondJSON: ScenarioReporter {
    static let name = "json"
    static let summary = "taken"
    static func render(_ report: Report) -> String { "" }
  }

  private enum Promised: ScenarioExecutor {
    static let description = ExecutorDescription(name: "cluster", summary: "Promised", worker: "a machine")
    static func start(_ worker: Worker, options: ParameterValues) {}
  }

  private enum Shouting: ScenarioReporter {
    static let name = "CSV=x"
    static let summary = "loud"
    static func render(_ report: Report) -> String { "" }
  }

  private struct Confused: ScenarioWorkload {
    static let description = WorkloadDescription(
      name: "confused", summary: "Has a parameter that is the language's", boundBy: .processor,
      parameters: [.boolean("type", default: true, "Taken")])
    init(_ parameters: ParameterValues, at site: WorkSite) {}
    func run(_ task: borrowing TaskContext) -> Int64 { 0 }
  }

  @Test("are accepted when nobody else has them")
  func fine() {
    #expect(ToolParts().mistake == nil)
    #expect(Own.parts().mistake == nil)
  }

  @Test("are refused when they are taken, promised, or no names; so are parameters")
  func taken() {
    func mistake(_ tool: ScenarioTool) -> String? { tool.parts.mistake }
    #expect(
      mistake(ScenarioTool(workloads: [Adder.self, Adder.self])) == "this program has two workloads called 'adder'")
    #expect(mistake(ScenarioTool(executors: [Promised.self])) == "this program has two executors called 'cluster'")
    #expect(mistake(ScenarioTool(reporters: [SecondJSON.self])) == "this program has two reporters called 'json'")
    #expect(mistake(ScenarioTool(reporters: [Shouting.self]))?.contains("is called 'CSV=x'") == true)
    #expect(
      mistake(ScenarioTool(workloads: [Confused.self]))
        == "the workload 'confused' of this program has two parameters called 'type'")
  }
}
