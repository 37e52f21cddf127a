// The exec workload: results, failures in words, placeholders, and what cannot be handed to a program.
import Glibc
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("exec", .timeLimit(.minutes(1)))
struct ExecTests {
  /// Compiles an exec of a shell script.
  private func script(
    _ text: String, _ more: KeyValuePairs<String, ParameterValue> = [:]
  ) throws -> Program {
    var parameters = ["command": Located(ParameterValue.list([.text("sh"), .text("-c"), .text(text)]))]
    for (name, value) in more { parameters[name] = Located(value) }
    let (program, result, diagnostics) = try compile("exec", located: parameters)
    #expect(diagnostics.isEmpty)
    #expect(result == program.instructions.last?.a)
    return program
  }

  @Test("equal output is an equal result, other output another")
  func results() throws {
    let same = try (0..<2).map { try runSuspending(script("echo same; echo \($0) >&2")) }
    #expect(same[0] == same[1])
    #expect(try runSuspending(script("echo other")) != same[0])
  }

  @Test("the task's own values stand for their placeholders in arguments, input and environment")
  func placeholders() throws {
    let program = try script(
      "cat; echo \"$WHO $0 {task}\"",
      ["stdin": .text("{input}{{input}}-"), "environment": .mapping(["WHO": .text("w{worker}")])])
    let filled = try runSuspending(program, task: 4, input: -5, worker: 2)
    #expect(filled == (try runSuspending(script("printf '%s\\n' '-5{{input}}-w2 sh 4'"))))
    #expect(filled != (try runSuspending(program, task: 5, input: -5, worker: 2)))
  }

  @Test("the expected exit code is no failure, and part of the result")
  func expectedExit() throws {
    let three = try runSuspending(script("exit 3", ["expect_exit": .integer(3)]))
    #expect(three != (try runSuspending(script("exit 0"))))
  }

  @Test(
    "a failure says what was run, how it ended and what it said last",
    arguments: [
      ("exit 9", 0, "'sh -c \"exit 9\"' ended with exit code 9"),
      ("exit 0", 3, "'sh -c \"exit 0\"' ended with exit code 0 instead of 3"),
      (
        "for i in 1 2 3 4; do echo line $i >&2; done; echo >&2; exit 1", 0,
        "'sh -c \"for i in 1 2 3 4; do echo line $i >&2; done; echo >&2; exit 1\"' ended with exit code 1: "
          + "line 2 / line 3 / line 4"
      ),
      ("kill -9 $$", 0, "'sh -c \"kill -9 $$\"' was killed by SIGKILL"),
      (
        "printf 'a\\033[31mb' >&2; exit 1", 0,
        "'sh -c \"printf 'a\\033[31mb' >&2; exit 1\"' ended with exit code 1: a [31mb"
      ),
    ])
  func failures(text: String, expected: Int64, message: String) throws {
    let program = try script(text, ["expect_exit": .integer(expected)])
    #expect(throws: TaskError(message)) { try runSuspending(program) }
  }

  @Test("a program that is not there is the task's failure")
  func missing() throws {
    let program = try compile("exec", ["command": .list([.text("no-such-program")])]).program
    #expect(throws: TaskError("'no-such-program' could not be started: No such file or directory")) {
      try runSuspending(program)
    }
  }

  @Test("a long command is shortened in the failure")
  func longCommand() throws {
    let program = try script("exit 1 # " + String(repeating: "x", count: 500))
    do {
      _ = try runSuspending(program)
      Issue.record("it did not fail")
    } catch let error as TaskError {
      #expect(error.message.count < 150 && error.message.contains("…'"))
    }
  }

  @Test(
    "what a program cannot be given is refused before anything starts",
    arguments: [
      (["command": .list([.text("")])], "the program's name is empty"),
      (["command": .list([.text("echo"), .text("a\0b")])], "a program's arguments cannot contain a NUL character"),
      (
        ["command": .list([.text("env")]), "environment": .mapping(["A=B": .text("1")])],
        "no environment variable can be called 'A=B'"
      ),
      (
        ["command": .list([.text("env")]), "environment": .mapping(["": .text("1")])],
        "no environment variable can be called ''"
      ),
      (
        ["command": .list([.text("env")]), "environment": .mapping(["A": .text("\0")])],
        "the value of 'A' contains a NUL character"
      ),
    ] as [(KeyValuePairs<String, ParameterValue>, String)])
  func unusable(parameters: KeyValuePairs<String, ParameterValue>, message: String) throws {
    #expect(try compile("exec", parameters).diagnostics.map(\.message) == [message])
  }

  @Test("a stopped run leaves nothing of it")
  func stopping() async {
    await #expect(processExitsWith: .success) {
      let operation = try ExecOperation(ChildCommand(words: ["sleep", "600"]), expecting: 0, guardian: nil)
      var looks = 0
      #expect(throws: Stopped.self) {
        try OperationDriver.run(operation) {
          looks += 1
          return looks > 1
        }
      }
      #expect(hasNoChildren())
    }
  }
}

@Suite("placeholders")
struct PlaceholderTextTests {
  @Test(
    "stand for values; every other brace is itself",
    arguments: [
      ("", ""), ("plain", "plain"), ("{task}", "1"), ("a{task}b{input}c{worker}d", "a1b2c3d"), ("{task}{task}", "11"),
      ("{{task}}", "{task}"), ("{{{task}}}", "{{task}}"), ("{ task }", "{ task }"), ("{tasks}", "{tasks}"),
      (#"{"task": {task}, "x": {"y": {}}}"#, #"{"task": 1, "x": {"y": {}}}"#), ("{{.Name}}", "{{.Name}}"),
      ("${task}", "$1"), ("{task", "{task"), ("{", "{"), ("}{input}{", "}2{"),
    ])
  func filling(text: String, expected: String) {
    #expect(PlaceholderText(text).filled(with: [.task: "1", .input: "2", .worker: "3"]) == expected)
  }
}
