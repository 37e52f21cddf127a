// Helpers of the tests that start processes: driving a run, looking at what is alive.
import Foundation
import Glibc
import ScenarioModel
import Testing

@testable import ScenarioEngine

/// Drives a command to its end on the calling thread.
func run(
  _ words: String..., input: String = "", environment: [String: String] = [:],
  limits: ChildProcessRun.Limits = .init()
) throws -> ChildProcessRun.Outcome {
  try outcome(
    of: ChildProcessRun(
      ChildCommand(words: words, input: Array(input.utf8), environment: environment), limits: limits))
}

/// Drives a started command to its end on the calling thread.
func outcome(of run: ChildProcessRun) throws -> ChildProcessRun.Outcome {
  let operation = OutcomeOperation(run)
  _ = try OperationDriver.run(operation) { false }
  return try #require(operation.outcome)
}

private final class OutcomeOperation: ScenarioEngine.Operation {
  private let run: ChildProcessRun
  var outcome: ChildProcessRun.Outcome?
  init(_ run: ChildProcessRun) { self.run = run }

  func advance() -> OperationStep {
    switch run.advance() {
    case .wait(let interests, let deadline): return .wait(for: interests, deadline: deadline)
    case .done(let outcome):
      self.outcome = outcome
      return .done(0)
    }
  }

  func cancel() { run.cancel() }
}

extension ChildProcessRun.Outcome {
  var outputText: String { String(decoding: output, as: UTF8.self) }
  var errorsText: String { String(decoding: errors, as: UTF8.self) }
}

/// Whether a process runs; one that has ended but was not reaped by whoever inherited it does not.
func isRunning(_ pid: Int32) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
  guard let state = status.split(separator: ")").last?.split(separator: " ").first else { return false }
  return state != "Z" && state != "X"
}

/// Looks every millisecond until something is so; the test's own time limit is the only bound.
func waitUntil(_ condition: () -> Bool) {
  while !condition() { usleep(1000) }
}

/// How many pipes, process descriptors and null devices this process has open. The runtime's own event and timer
/// descriptors come and go in the background, so that all descriptors together could not be compared.
func openDescriptors() throws -> Int {
  let directory = "/proc/self/fd"
  let targets = try FileManager.default.contentsOfDirectory(atPath: directory).compactMap {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/\($0)")
  }
  return targets.count { $0.hasPrefix("pipe:") || $0.contains("pidfd") || $0 == "/dev/null" }
}

/// Whether this process has no children, neither running nor waiting to be reaped.
func hasNoChildren() -> Bool { waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD }

/// Calls `body` with the path of a fresh directory, removed afterwards.
func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
  let path = NSTemporaryDirectory() + "scenario-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

/// The number that a process writes into a file, as soon as all of its line is there.
func number(in file: String) -> Int32 {
  var text = ""
  waitUntil {
    text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    return text.hasSuffix("\n")
  }
  return Int32(text.dropLast()) ?? -1
}
