// Scenarios as text, for tests of executors: read, compiled and run by the real coordinator.
import Foundation
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

/// The graph of a scenario without mistakes.
func graph(_ yaml: String) throws -> ExecutionGraph {
  let catalog = Catalog(
    workloads: Workloads.builtIn.descriptors, executors: Executors.builtIn.descriptors,
    unavailableWorkloads: Workloads.unavailable, unavailableExecutors: Executors.unavailable)
  let (document, diagnostics) = decode("scenario: test\n" + yaml, catalog: catalog)
  try #require(diagnostics.isEmpty, "\(diagnostics.map(\.brief))")
  let (graph, found) = GraphCompiler.compile(try #require(document), catalog: catalog)
  try #require(!found.contains { $0.severity == .error }, "\(found.map(\.brief))")
  return try #require(graph)
}

/// A run on a thread of its own, so that a test can do something to it meanwhile.
final class BackgroundRun: @unchecked Sendable {
  let interruption = Interruption()
  // Unchecked: written by the thread, read after it was joined.
  private var result: RunRecord?
  private var thread: NativeThread?

  /// - Parameter startTime: nanoseconds that workers may take to come up.
  init(_ graph: ExecutionGraph, binary: String = BuiltBinary.path, startTime: Int64 = 60_000_000_000) throws {
    var settings = RunSettings(ownBinary: binary, interruption: interruption)
    settings.startTime = startTime
    let coordinator = RunCoordinator(graph: graph, seed: 1, settings: settings)
    thread = try NativeThread.start { [unowned self] in result = coordinator.run() }
  }

  /// Waits for the end.
  func record() throws -> RunRecord {
    thread?.join()
    thread = nil
    return try #require(result)
  }

  deinit {
    // A test that failed meanwhile has no use for it any more.
    for _ in 0..<2 { interruption.raise(signal: SIGINT) }
    thread?.join()
  }
}

/// A program that notes the process of every worker that is started from it, and then becomes `scenario`.
struct NotingBinary {
  let directory: String
  var path: String { directory + "/worker" }

  /// - Parameter body: what the program does, once it has noted itself.
  init(in directory: String, body: String = "exec '\(BuiltBinary.path)' \"$@\"") throws {
    self.directory = directory
    let script =
      "#!/bin/sh\necho $$ > '\(directory)'/agent-$7.new\nmv '\(directory)'/agent-$7.new '\(directory)'/agent-$7\n"
    try (script + body + "\n").write(toFile: path, atomically: false, encoding: .utf8)
    chmod(path, 0o700)
  }

  /// The process of an agent, as soon as it has noted itself.
  func process(of agent: Int) -> Int32 { number(in: "\(directory)/agent-\(agent)") }

  /// All processes noted so far.
  func processes() throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: directory).filter {
      $0.hasPrefix("agent-") && !$0.hasSuffix(".new")
    }
    .map { number(in: directory + "/" + $0) }
  }
}
