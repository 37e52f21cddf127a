// Python functions under all executors: the same results, each interpreter hosted as its strategy says, every end in words.
import Foundation
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Python functions", .serialized, .enabled(if: hasPython, "python3 is not installed"), .timeLimit(.minutes(5)))
struct PythonHostingTests {
  private static let executors = ["serial", "thread", "process", "async"]

  private func run(_ python: String, executor: String, tasks: Int = 6, more: String = "") throws -> RunRecord {
    let yaml = """
      workload:
        type: python
        interpreter: \(Python.executable ?? "python3")
      \(python.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      strategy: \(executor)
      workers: 2
      tasks: \(tasks)
      \(more)
      """
    return try BackgroundRun(graph(yaml)).record()
  }

  @Test("have the same results and digest under every executor, plain or async")
  func agreement() throws {
    let plain = "arguments: ['{task}', '{input}']\ncode: |\n  def main(a, b):\n    return a * 1000 + b"
    let awaited =
      "arguments: ['{task}', '{input}']\ncode: |\n  import asyncio\n  async def main(a, b):\n"
      + "    await asyncio.sleep(0.001)\n    return a * 1000 + b"
    var digests: Set<UInt64> = []
    for executor in Self.executors {
      for code in [plain, awaited] {
        let record = try run(code, executor: executor)
        #expect(record.verdict == .ok, "\(executor): \(record.findings)")
        #expect(record.roles[0].results.map(\.value).sorted() == (0..<6).map { $0 * 1001 })
        digests.insert(record.digest)
      }
    }
    #expect(digests.count == 1)
  }

  /// Where each call ran: the same number for the same interpreter and Python thread.
  private static let places =
    "arguments: ['{task}']\ncode: |\n  import os, threading, time\n  def main(task):\n    time.sleep(0.05)\n"
    + "    return os.getpid() * 1000 + threading.get_native_id() % 1000"

  @Test(
    "are hosted as the strategy says: how many interpreters, and how many threads in them",
    arguments: [("serial", 1, 1), ("thread", 1, 2), ("process", 2, 2), ("async", 1, 1)])
  func hosting(executor: String, interpreters: Int, threads: Int) throws {
    let record = try run(Self.places, executor: executor, tasks: 8)
    let values = record.roles[0].results.map(\.value)
    #expect(values.count == 8)
    #expect(Set(values.map { $0 / 1000 }).count == interpreters)
    #expect(Set(values).count == threads)
    let notes = record.roles[0].kernels[0].notes
    #expect(notes.first?.contains("global interpreter lock: \(interpreters == 1 ? "one" : "2") interpreter") == true)
    #expect(notes.contains { $0.contains("blocks Python's event loop") } == (executor == "async"))
  }

  @Test("are said to run without a global interpreter lock where the interpreter has none")
  func freeThreading() throws {
    let folder = try TemporaryFolder()
    try folder.write("sitecustomize.py", "import sys\nsys._is_gil_enabled = lambda: False\n")
    let python = try #require(Python.executable)
    let path = try folder.write("python3.13t", "#!/bin/sh\nPYTHONPATH='\(folder.path)' exec '\(python)' \"$@\"\n")
    #expect(chmod(path, 0o700) == 0)
    let yaml = """
      workload: { type: python, code: "1", interpreter: "\(path)" }
      strategy: thread
      workers: 2
      """
    let record = try BackgroundRun(graph(yaml)).record()
    let note = try #require(record.roles[0].kernels[0].notes.first)
    #expect(note.hasSuffix(" without a global interpreter lock: one interpreter with 2 threads"))
  }

  @Test("tell the time inside of the function from the rest", arguments: executors)
  func measures(executor: String) throws {
    let record = try run("code: \"__import__('time').sleep(0.02)\"", executor: executor, tasks: 4)
    let measures = record.roles[0].kernels[0].measures
    #expect(measures.map(\.descriptor.name) == ["in function", "hosting overhead"])
    #expect(measures.map(\.histogram.count) == [4, 4])
    #expect((measures[0].histogram.minimum ?? 0) >= 20_000_000)
  }

  @Test("that wait for a blocked event loop are not in the function meanwhile")
  func blockedLoop() throws {
    let code = "code: |\n  import time\n  async def main(): time.sleep(0.05)"
    let yaml =
      "workload:\n  type: python\n  \(code.replacing("\n", with: "\n  "))\nstrategy: async\nworkers: 6\ntasks: 6"
    let measures = try BackgroundRun(graph(yaml)).record().roles[0].kernels[0].measures
    let (inside, waiting) = (measures[0].histogram, measures[1].histogram)
    #expect(try #require(inside.mean) < #require(waiting.mean), "the last has waited for five others")
  }

  @Test("count as the run's own CPU time and memory, whichever process started them", arguments: executors)
  func usage(executor: String) throws {
    let code = "code: |\n  data = bytearray(b'x' * 60_000_000)\n  def main():\n    return sum(range(3_000_000))"
    let record = try run(code, executor: executor, tasks: 4)
    #expect(record.verdict == .ok)
    // Four sums take more than a millisecond on any machine.
    #expect(record.usage.reduce(0) { $0 + $1.cpu } - (record.usage.first?.cpu ?? 0) > 1_000_000)
    #expect(record.usage.dropFirst().contains { $0.peakMemory > 60_000_000 })
  }

  @Test("that fail give the task's error with the place in the file", arguments: executors)
  func failures(executor: String) throws {
    let record = try run("code: |\n  def main():\n    raise ValueError('boom')", executor: executor, tasks: 2)
    #expect(record.verdict == .error)
    #expect(record.findings.map(\.message) == Array(repeating: "ValueError: boom (code:2 in main)", count: 2))
  }

  @Test("that end their interpreter fail their tasks, and the run ends", arguments: executors)
  func deaths(executor: String) throws {
    let record = try run("code: |\n  import os\n  def main(): os._exit(3)", executor: executor, tasks: 6)
    #expect(record.verdict == .error)
    #expect(record.roles[0].tasksFailed == 6)
    let messages = record.findings.map(\.message)
    #expect(messages.contains { $0.hasPrefix("the Python interpreter ended with exit code 3 while running task ") })
    #expect(messages.contains("the Python interpreter ended with exit code 3; it is not started again"))
  }

  @Test("that cannot be loaded keep the run from starting", arguments: executors)
  func refusals(executor: String) throws {
    let record = try run("code: |\n  import no_such_module\n  def main(): pass", executor: executor)
    #expect(record.verdict == .error)
    #expect(record.findings.allSatisfy { $0.kind == .cannotStart })
    let message = try #require(record.findings.first?.message)
    #expect(message.contains("cannot be prepared: ModuleNotFoundError: No module named 'no_such_module' (code:1)"))
    #expect(record.roles.allSatisfy { $0.tasksStarted == 0 } && record.elapsed == 0)
  }

  @Test("that never end are ended by the run's timeout", arguments: executors)
  func endless(executor: String) throws {
    let folder = try TemporaryFolder()
    let code =
      "code: |\n  import os\n  def main():\n    open('\(folder.path)/' + str(os.getpid()), 'w')\n    while True: pass"
    let record = try run(code, executor: executor, tasks: 2, more: "measure: { timeout: 1s }")
    #expect(record.verdict == .timeout)
    #expect(record.findings.first?.kind == .timeout)
    let interpreters = folder.names.compactMap { Int32($0) }
    #expect(!interpreters.isEmpty)
    for interpreter in interpreters { waitUntil { !isRunning(interpreter) } }
  }

  @Test("run in any number at once on an event loop, and in branches of one task")
  func manyAtOnce() throws {
    let unbounded = """
      workload: { type: python, code: "__import__('asyncio').sleep(0.01, task)" }
      strategy: async
      workers: unbounded
      tasks: 300
      """
    let record = try BackgroundRun(graph(unbounded)).record()
    #expect(record.verdict == .ok && record.roles[0].tasksCompleted == 300, "\(record.findings)")
    for executor in Self.executors {
      let branches = """
        workload:
          type: steps
          steps:
            - parallel:
                a: [{ run: { type: python, code: "2 * task" }, into: a }]
                b: [{ run: { type: python, code: "3 * task" }, into: b }]
            - return: a * 100 + b
        strategy: \(executor)
        tasks: 3
        """
      let record = try BackgroundRun(graph(branches)).record()
      #expect(record.verdict == .ok, "\(executor): \(record.findings)")
      #expect(record.roles[0].results.map(\.value) == [0, 203, 406])
    }
  }
}
