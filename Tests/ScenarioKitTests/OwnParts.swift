// Workloads, executors and reporters as an author of a program would write them, and running scenarios with them.
import Foundation
import ScenarioCommand
import ScenarioEngine
import ScenarioModel
import ScenarioReport
import Support
import Testing

@testable import ScenarioKit

/// Adds a number to its input, in steps.
struct Adder: ScenarioWorkload {
  static let description = WorkloadDescription(
    name: "adder", summary: "Adds", boundBy: .processor,
    parameters: [
      .integer("amount", in: 0...100, default: 7, "What is added"),
      .duration("pause", in: .zero ... .seconds(1), default: .microseconds(5), "Nothing"),
      .size("room", in: 1...1 << 40, default: 4096, "Nothing"), .number("share", in: 0...1, default: 0.25, "Nothing"),
      .boolean("loud", default: false, "Nothing"), .text("word", default: "a: b", "Nothing"),
      .choice("kind", of: ["round", "square"], default: "square", "Nothing"),
    ], measures: [Measure("amounts", summary: "What was added", unit: .count)])

  let parameters: ParameterValues

  init(_ parameters: ParameterValues, at site: WorkSite) { self.parameters = parameters }

  func run(_ task: borrowing TaskContext) throws -> Int64 {
    try task.checkpoint()
    let amount = parameters.integer("amount")
    task.record(amount, as: 0)
    return task.input + amount
  }
}

/// Waits for as long as it is told, without a thread.
struct Napper: SuspendingWorkload {
  static let description = WorkloadDescription(
    name: "napper", summary: "Naps", boundBy: .waiting,
    parameters: [.duration("nap", in: .zero ... .seconds(60), "How long")])

  private let nap: Duration

  init(_ parameters: ParameterValues, at site: WorkSite) { nap = parameters.duration("nap") }

  func begin(_ task: borrowing TaskContext) -> any SuspendedTask { Nap(task.task, nap) }

  private final class Nap: SuspendedTask {
    private let task: Int64
    private let end: ContinuousClock.Instant

    init(_ task: Int64, _ nap: Duration) {
      self.task = task
      end = .now + nap
    }

    func advance() -> SuspendedStep {
      let left = end - .now
      return left > .zero ? .wait(upTo: left) : .done(task)
    }

    func cancel() {}
  }
}

/// Fails in the ways that work can.
struct Failer: ScenarioWorkload {
  static let description = WorkloadDescription(
    name: "failer", summary: "Fails", boundBy: .disk,
    parameters: [.choice("when", of: ["preparing", "running"], "When it fails")])

  init(_ parameters: ParameterValues, at site: WorkSite) throws {
    if parameters.text("when") == "preparing" { throw TaskFailure("the disk is not there") }
  }

  func run(_ task: borrowing TaskContext) throws -> Int64 { throw TaskFailure("task \(task.task) has no disk") }
}

/// Threads of Foundation's; some of them behave badly when asked.
enum Foreign: ScenarioExecutor {
  static let description = ExecutorDescription(
    name: "foreign", summary: "Threads", worker: "a thread",
    options: [.choice("manner", of: ["well", "twice", "never", "refuse"], default: "well", "How workers are run")])

  static func start(_ worker: ScenarioKit.Worker, options: ParameterValues) throws {
    switch options.text("manner") {
    case "never" where worker.number == 1: break
    case "refuse" where worker.number == 1: throw TaskFailure("there is no room")
    case "twice":
      for _ in 0..<2 { Thread.detachNewThread { worker.run() } }
    default: Thread.detachNewThread { worker.run() }
    }
  }
}

/// Names and verdicts.
enum Brief: ScenarioReporter {
  static let name = "brief"
  static let summary = "names and verdicts"

  static func render(_ report: Report) -> String {
    report.scenarios.map { "\($0["scenario"].text ?? "?"): \($0["verdict"].text ?? "?")\n" }.joined()
  }
}

enum Own {
  static let tool = ScenarioTool(
    workloads: [Adder.self, Napper.self, Failer.self], executors: [Foreign.self], reporters: [Brief.self])

  static func parts() -> ToolParts { tool.parts }

  static var catalog: Catalog {
    Catalog(workloads: parts().workloads.descriptors, executors: parts().executors.descriptors)
  }

  /// Runs a scenario once.
  ///
  /// - Parameter patience: nanoseconds that workers may take to come up.
  static func run(_ yaml: String, patience: Int64 = 60_000_000_000) throws -> RunRecord {
    let (document, diagnostics) = decode("scenario: test\n" + yaml, catalog: catalog)
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.brief))")
    let (graph, found) = GraphCompiler.compile(try #require(document), catalog: catalog)
    try #require(!found.contains { $0.severity == .error }, "\(found.map(\.brief))")
    var settings = RunSettings(
      ownBinary: BuiltBinary.path, interruption: Interruption(),
      parts: EngineParts(workloads: parts().workloads, executors: parts().executors))
    settings.startTime = patience
    let cell = PlannedCell(label: "", parameters: [], graph: try #require(graph))
    let records = Runner(settings: settings).run([cell], seed: 1) { _ in }
    return try #require(records.first?.runs.first)
  }
}
