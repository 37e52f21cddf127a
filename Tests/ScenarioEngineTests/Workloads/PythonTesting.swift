// Helpers of the tests of the python workload: interpreters with code in them, and one call of it.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioEngine

/// Whether there is a `python3` here that can serve; without it these tests have nothing to try.
let hasPython = Python.executable != nil

/// An interpreter that serves, as for one worker of a serial role unless it is told otherwise.
func interpreter(
  _ settings: [String: JSONValue], channels: Int = 1, startTime: Int64 = PythonInterpreter.startTime,
  onEnd: @escaping @Sendable (ChildExit) -> Void = { _ in }
) throws -> PythonInterpreter {
  let defaults: [String: JSONValue] = ["executor": "serial", "arguments": [], "function": "main"]
  return try PythonInterpreter(
    PythonInterpreter.Setup(
      interpreter: Python.executable ?? "python3", settings: defaults.merging(settings) { $1 }, channels: channels,
      onEnd: onEnd),
    startTime: startTime)
}

extension PythonInterpreter {
  /// Starts a call.
  func call(task: Int64 = 0, input: Int64 = 0, worker: Int = 0) -> PythonCall {
    PythonCall(self, KernelContext(task: task, input: input, worker: worker) { false })
  }

  /// One call from its start to its end.
  func result(task: Int64 = 0, input: Int64 = 0, worker: Int = 0) throws -> Int64 {
    try OperationDriver.run(call(task: task, input: input, worker: worker)) { false }
  }

  /// The sentence that a call fails with.
  func failure(task: Int64 = 0) throws -> String {
    do {
      let result = try result(task: task)
      throw Unexpected(words: "it did not fail but returned \(result)")
    } catch let error as TaskError {
      return error.message
    }
  }
}

/// The sentence that says why an interpreter does not serve.
func refusal(_ settings: [String: JSONValue], startTime: Int64 = PythonInterpreter.startTime) throws -> String {
  do {
    _ = try interpreter(settings, startTime: startTime)
    throw Unexpected(words: "it serves")
  } catch let error as TaskError {
    return error.message
  }
}

struct Unexpected: Error { let words: String }
