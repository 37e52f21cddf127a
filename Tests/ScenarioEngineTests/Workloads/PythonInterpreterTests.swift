// A Python interpreter as a servant of tasks: what it returns, and every way in which it can fail to.
import FoundationEssentials
import Glibc
import ScenarioModel
import ScenarioSyntax
import Support
import Synchronization
import Testing

@testable import ScenarioEngine

@Suite(
  "A Python interpreter", .serialized, .enabled(if: hasPython, "python3 is not installed"), .timeLimit(.minutes(5)))
struct PythonInterpreterTests {
  @Test(
    "gives integers as they are, nothing as 0, truth as 1",
    arguments: [
      ("41 + 1", 42), ("None", 0), ("True", 1), ("False", 0), ("-2**63", Int64.min), ("2**63 - 1", Int64.max),
      ("task * 100 + input * 10 + worker", 745),
    ])
  func integers(code: String, expected: Int64) throws {
    #expect(try interpreter(["code": .string(code)]).result(task: 7, input: 4, worker: 5) == expected)
  }

  @Test(
    "gives equal digests for equal values",
    arguments: [
      ("[1, 'two', 3.0]", "(1, 'two', 3.0)"), ("{'a': 1, 'b': [2]}", "{'b': [2], 'a': 1}"),
      ("{3, 1, 2}", "frozenset([2, 3, 1])"), ("2**200", "4**100"), ("'é' * 3", "'ééé'"),
      ("b'abc'", "bytearray(b'abc')"), ("object()", "object()"),
    ])
  func equalDigests(first: String, second: String) throws {
    let python = try interpreter(["code": .string("\(second) if task else \(first)")])
    #expect(try python.result(task: 0) == python.result(task: 1))
  }

  @Test("gives other digests for other values")
  func digests() throws {
    let codes = [
      "''", "'a'", "'1'", "1.0", "1.5", "[]", "[[]]", "[1]", "['1']", "[1, 2]", "[2, 1]", "[12]", "{}", "{1: 2}",
      "{2: 1}", "set()", "{1}", "b''", "b'1'", "2**63", "-2**63 - 1", "2**64", "[None]", "[True]", "['a', 'bc']",
      "['ab', 'c']", "object()",
    ]
    let python = try interpreter(["code": .string("[\(codes.joined(separator: ", "))][task]")])
    let results = try codes.indices.map { try python.result(task: Int64($0)) }
    #expect(Set(results).count == codes.count)
  }

  @Test("reduces a huge result where it is")
  func huge() throws {
    let python = try interpreter(["code": "'x' * 100_000_000 if task else 'x'"])
    #expect(try python.result(task: 1) != python.result(task: 0))
  }

  @Test("takes arguments of every kind; a placeholder alone is a number, within a text it is text")
  func arguments() throws {
    let code = "def main(*all):\n  return list(all) == [7, 'w5 and {task}', 0.5, True, 'é', -3] or repr(all)"
    let declared = try compile(
      yaml: "{ type: python, code: \(JSONValue.string(code).text()), arguments: "
        + "['{task}', 'w{worker} and {{task}}', 0.5, true, é, -3], expect: true }")
    #expect(declared.diagnostics.isEmpty)
    #expect(try runSuspending(declared.program, task: 7, input: 4, worker: 5) == 1)
  }

  @Test("awaits what is to be awaited, one call at a time")
  func awaiting() throws {
    let code = "import asyncio\nasync def main():\n  await asyncio.sleep(0)\n  return 5"
    #expect(try interpreter(["code": .string(code)]).result() == 5)
  }

  @Test("has nothing on its standard input, and its output does not block it")
  func streams() throws {
    let code = "import sys\ndef main():\n  print('', end='')\n  return len(sys.stdin.read()) + 3"
    #expect(try interpreter(["code": .string(code)]).result() == 3)
  }

  // MARK: Failures of a task

  @Test(
    "says what a failure was and where",
    arguments: [
      ("def main():\n  raise ValueError('boom')", "ValueError: boom (code:2 in main)"),
      ("def main():\n  raise ValueError", "ValueError (code:2 in main)"),
      (
        "import json\ndef main():\n  json.loads('[')",
        "JSONDecodeError: Expecting value: line 1 column 2 (char 1) (code:3 in main)"
      ),
      ("def main(a): pass", "TypeError: main() missing 1 required positional argument: 'a'"),
      ("import sys\ndef main(): sys.exit(3)", "SystemExit: 3 (code:2 in main)"),
      ("async def main():\n  raise KeyError('k')", "KeyError: 'k' (code:2 in main)"),
      ("def main(): raise ValueError('a\\n\\x1b[31mb')", "ValueError: a [31mb (code:1 in main)"),
      ("task / 0", "ZeroDivisionError: division by zero (code:1)"),
      ("class A(Exception):\n  def __str__(self): return 1 / 0\ndef main(): raise A", "A (code:3 in main)"),
    ])
  func failures(code: String, message: String) throws {
    let python = try interpreter(["code": .string(code)])
    #expect(try python.failure() == message)
    // It serves on.
    #expect(try python.failure() == message)
  }

  @Test("names the user's file, and the place in it that is nearest to the failure")
  func places() throws {
    let folder = try TemporaryFolder()
    try folder.write("helper.py", "def check(n):\n  if n:\n    raise ValueError(f'not {n}')\n")
    let file = try folder.write("my-work.py", "import helper\ndef main(n):\n  return helper.check(n)\n")
    let python = try interpreter(["file": .string(file), "arguments": [1]])
    #expect(try python.failure() == "ValueError: not 1 (helper.py:3 in check)")
  }

  @Test("shortens a failure that has much to say, and keeps its place")
  func long() throws {
    let message = try interpreter(["code": "def main():\n  raise ValueError('ü' * 100_000)"]).failure()
    #expect(message.hasSuffix("…") == false && message.contains("…"))
    #expect(message.utf8.count <= 480)
  }

  @Test("compares what was returned with what was expected")
  func expectation() throws {
    #expect(try interpreter(["code": "6 * 7", "expect": 42]).result() == 42)
    #expect(try interpreter(["code": "6 * 7", "expect": 43]).failure() == "returned 42 instead of 43")
    let long = try interpreter(["code": "'a' * 1000", "expect": "b"]).failure()
    #expect(long.hasPrefix("returned 'aaa") && long.count < 80)
    #expect(try interpreter(["code": "10**5000", "expect": 1]).failure().count < 200)
  }

  // MARK: The end of an interpreter

  @Test(
    "that ends is the failure of the task that ran, and of all that follow",
    arguments: [
      ("import os\ndef main(): os._exit(3)", "ended with exit code 3"),
      ("import os, signal\ndef main(): os.kill(os.getpid(), signal.SIGSEGV)", "was killed by SIGSEGV"),
    ])
  func death(code: String, how: String) throws {
    let python = try interpreter(["code": .string(code)])
    #expect(try python.failure(task: 5) == "the Python interpreter \(how) while running task 5")
    #expect(try python.failure(task: 6) == "the Python interpreter \(how); it is not started again")
  }

  @Test("that ends is the failure of everything in flight there", arguments: ["thread", "async"])
  func commonDeath(executor: String) throws {
    let code = """
      import asyncio, os, time
      def main(task):
        if task == 3: os._exit(9)
        return asyncio.sleep(600) if \(executor == "async" ? "True" : "False") else time.sleep(600)
      """
    let python = try interpreter(
      ["code": .string(code), "executor": .string(executor), "arguments": [[["name": "task"]]]], channels: 2)
    let calls = (1...3).map { python.call(task: $0) }
    for call in calls { _ = try call.advance() }
    for (number, call) in calls.enumerated() {
      #expect(throws: TaskError("the Python interpreter ended with exit code 9 while running task \(number + 1)")) {
        try OperationDriver.run(call) { false }
      }
    }
  }

  @Test(
    "that can open nothing more fails the task that came too much, and serves the others",
    arguments: ["thread", "async"])
  func noDescriptors(executor: String) throws {
    let code = """
      import asyncio, resource, time
      def main(task):
        if not task: return resource.setrlimit(resource.RLIMIT_NOFILE, (4, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        return asyncio.sleep(0.3, task) if \(executor == "async" ? "True" : "False") else time.sleep(0.3) or task
      """
    let python = try interpreter(
      ["code": .string(code), "executor": .string(executor), "arguments": [[["name": "task"]]]])
    #expect(try python.result() == 0)
    let (served, refused) = (python.call(task: 1), python.call(task: 2))
    _ = try (served.advance(), refused.advance())
    #expect(throws: TaskError("the Python interpreter closed its connection while running task 2")) {
      try OperationDriver.run(refused) { false }
    }
    #expect(try OperationDriver.run(served) { false } == 1)
  }

  @Test("that leaves a child behind is not waited for, and the child ends too")
  func grandchild() throws {
    let folder = try TemporaryFolder()
    let code = """
      import os, time
      def main():
        child = os.fork()
        if not child: time.sleep(600)
        open("\(folder / "child")", "w").write(str(child))
        os._exit(4)
      """
    let python = try interpreter(["code": .string(code)])
    #expect(try python.failure() == "the Python interpreter ended with exit code 4 while running task 0")
    python.end()
    let child = try #require(folder.read("child").flatMap { pid_t($0) })
    // Whoever adopts it may reap it later: a zombie has ended.
    func hasEnded() -> Bool {
      let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      return state.map { $0.contains(") Z ") } ?? true
    }
    for _ in 0..<500 where !hasEnded() { usleep(20_000) }
    #expect(hasEnded())
  }

  @Test("that works for nobody any more is killed, with nothing left")
  func endless() async {
    await #expect(processExitsWith: .success) {
      let python = try interpreter(["code": "def main():\n  while True: pass"])
      var looks = 0
      #expect(throws: Stopped.self) {
        try OperationDriver.run(python.call()) {
          looks += 1
          return looks > 2
        }
      }
      python.end()
      #expect(python.ending() == "was killed by SIGKILL")
      #expect(hasNoChildren())
    }
  }

  @Test("ends by itself when it is asked to, runs what was registered for that, and tells what it used")
  func ending() throws {
    let folder = try TemporaryFolder()
    let time = Atomic<Int64>(0)
    let code = "import atexit\natexit.register(lambda: open('\(folder / "end")', 'w').write('done'))\ndef main(): pass"
    let python = try interpreter(["code": .string(code)]) { time.store($0.userTime, ordering: .relaxed) }
    #expect(try python.result() == 0)
    python.end()
    #expect(python.ending() == "ended with exit code 0")
    #expect(folder.read("end") == "done")
    #expect(time.load(ordering: .relaxed) > 0)
  }

  // MARK: What is found at the start

  @Test(
    "refuses code that cannot be loaded, with its place",
    arguments: [
      ("def main(:\n  pass", "SyntaxError: invalid syntax (code:1)"),
      ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module' (code:1)"),
      ("x = 1\ny = x / 0", "ZeroDivisionError: division by zero (code:2)"),
      ("def other(): pass", "'code' does not define function 'main'"),
      ("main = 5", "'code' does not define function 'main'"),
    ])
  func refusals(code: String, message: String) throws {
    #expect(try refusal(["code": .string(code)]) == message)
  }

  @Test("refuses files that are not there or lack the function, and arguments for an expression")
  func refusedFiles() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("work.py", "import nothing_here\n")
    #expect(try refusal(["file": .string(file)]) == "ModuleNotFoundError: No module named 'nothing_here' (work.py:1)")
    #expect(
      try refusal(["file": .string(folder / "none.py")])
        == "'\(folder / "none.py")' cannot be read: No such file or directory")
    try folder.write("work.py", "def main(): pass")
    #expect(try refusal(["file": .string(file), "function": "mein"]) == "'\(file)' has no function 'mein'")
    #expect(try refusal(["code": "1", "arguments": [1]]).hasPrefix("'code' is one expression, which takes no"))
  }

  @Test("is given up when it does not come up, or ends on the way")
  func noStart() throws {
    let name = try #require(Python.executable)
    #expect(
      try refusal(["code": "while True: pass\ndef main(): pass"], startTime: 300_000_000)
        == "the Python interpreter '\(name)' was not ready in time: what its program imports may never end")
    #expect(
      try refusal(["code": "import os\nos._exit(7)"])
        == "the Python interpreter '\(name)' ended with exit code 7 before it was ready")
    let setup = PythonInterpreter.Setup(interpreter: "no-such-python", settings: [:], channels: 1)
    #expect(throws: TaskError("'no-such-python' could not be started: No such file or directory")) {
      try PythonInterpreter(setup)
    }
  }
}
