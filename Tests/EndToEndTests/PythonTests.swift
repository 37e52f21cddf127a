// Python functions by the built program: paths, permissions, exit codes, clean output, and nothing left behind.
import FoundationEssentials
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("Python scenarios", .serialized, .enabled(if: Python.executable != nil, "python3 is not installed"))
struct PythonTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "inner/work.py",
      """
      import os, sys, time
      def main(number=0):
          print("a line for", number)
          os.write(1, b"raw\\n")
          return number
      def flood():
          for _ in range(2000): print("x" * 500)
      def spin():
          open("pid", "w").write(str(os.getpid()))
          while True: pass
      def missing():
          return undefined_name
      """)
  }

  private func write(_ python: String, _ more: String = "") throws {
    try folder.write(
      "inner/work.yaml", "scenario: work\nworkload: { type: python, file: work.py, \(python) }\n\(more)\n")
  }

  @Test("find the file beside the scenario, need a permission for the interpreter by its name, and leave output clean")
  func paths() throws {
    try write("arguments: ['{task}']", "tasks: 2")
    let refused = try Tool.run("run", "inner/work.yaml", in: folder)
    #expect(refused.code == 77)
    #expect(refused.error.contains("--allow-exec=python3"))
    let end = try Tool.run("run", "inner/work.yaml", "--allow-exec=python3", "--format", "json", in: folder)
    #expect(end.code == 0, "\(end.error)")
    #expect(try end.json()["cells"]?[0]?["verdict"]?.text == "ok")
    #expect(end.error.contains("a line for 0\n") && end.error.contains("a line for 1\n") && end.error.contains("raw\n"))
  }

  @Test("take a file given by --set from the current folder")
  func setFile() throws {
    try write("function: main")
    try folder.write("here.py", "def main(): raise ValueError('here')")
    let end = try Tool.run("run", "inner/work.yaml", "--set", "workload.file=here.py", "--allow-exec", in: folder)
    #expect(end.code == 1)
    #expect(end.output.contains("ValueError: here (here.py:1 in main)"))
  }

  @Test("may write without end to where messages go")
  func flood() throws {
    try write("function: flood", "tasks: 3\nstrategy: thread\nworkers: 3")
    let end = try Tool.run("run", "inner/work.yaml", "--allow-exec", in: folder)
    #expect(end.code == 0)
    #expect(end.error.utf8.count > 3_000_000)
  }

  @Test("that fail in the function end with code 1 and the place in the file")
  func failure() throws {
    try write("function: missing")
    let end = try Tool.run("run", "inner/work.yaml", "--allow-exec", in: folder)
    #expect(end.code == 1)
    #expect(end.output.contains("NameError: name 'undefined_name' is not defined (work.py:12 in missing)"))
  }

  @Test("that never end are ended by the timeout, with code 3", arguments: ["serial", "process"])
  func timeout(strategy: String) throws {
    try write("function: spin", "strategy: \(strategy)\nmeasure: { timeout: 1s }")
    let end = try Tool.run("run", "inner/work.yaml", "--allow-exec", in: folder)
    #expect(end.code == 3)
    try expectGone()
  }

  @Test("leave no interpreter behind when scenario is killed", arguments: ["async", "process"])
  func killed(strategy: String) throws {
    try write("function: spin", "strategy: \(strategy)")
    let program = try Tool.started(["run", "inner/work.yaml", "--allow-exec"], in: folder)
    try program.wait { _ in folder.read("pid")?.isEmpty == false }
    program.send(SIGKILL)
    #expect(try program.end().signal == SIGKILL)
    try expectGone()
  }

  @Test(
    "whose import never ends do not keep who interrupts waiting", arguments: ["serial", "thread", "process", "async"])
  func impatience(strategy: String) throws {
    try folder.write(
      "inner/work.py",
      "import os\nwith open('pid.new', 'w') as f: f.write(str(os.getpid()))\nos.rename('pid.new', 'pid')\nwhile True: pass\n"
    )
    try write("function: main", "strategy: \(strategy)")
    let program = try Tool.started(["run", "inner/work.yaml", "--allow-exec", "--format", "json"], in: folder)
    try program.wait { _ in folder.read("pid")?.isEmpty == false }
    program.send(SIGINT)
    let end = try program.end()
    #expect(end.code == 130, "\(end.output)\(end.error)")
    #expect(try end.json()["cells"]?[0]?["verdict"]?.text == "interrupted", "\(end.output)")
    try expectGone()
  }

  @Test("leave no interpreter behind when the worker process beside it is killed, and the report says who was lost")
  func lostWorker() throws {
    try write("function: spin", "strategy: process")
    let program = try Tool.started(["run", "inner/work.yaml", "--allow-exec"], in: folder)
    try program.wait { _ in folder.read("pid")?.isEmpty == false }
    let interpreter = try #require(folder.read("pid").flatMap { pid_t($0) })
    kill(try #require(status(of: interpreter).flatMap { pid_t($0[1]) }), SIGKILL)
    let end = try program.end()
    #expect(end.code == 3)
    #expect(end.output.contains("was killed by SIGKILL"))
    try expectGone()
  }

  @Test(
    "need a file or code, and not both",
    arguments: [("code: '1'", "'python' takes 'code' or 'file', not both"), ("", "'python' needs 'file' or 'code'")])
  func mistakes(text: String, message: String) throws {
    let file = text.isEmpty ? "" : "file: work.py, "
    try folder.write("wrong.yaml", "scenario: wrong\nworkload: { type: python, \(file)\(text) }")
    let end = try Tool.run("validate", "wrong.yaml", in: folder)
    #expect(end.code == 65)
    #expect((end.output + end.error).contains(message))
  }

  /// State, parent and so on, as in /proc/PID/stat behind the name; nil when there is no such process.
  private func status(of process: pid_t) -> [Substring]? {
    FileManager.default.contents(atPath: "/proc/\(process)/stat").flatMap { data in
      String(decoding: data, as: UTF8.self).split(separator: ") ").last?.split(separator: " ")
    }
  }

  /// Waits until the interpreter that has left its number has ended.
  private func expectGone() throws {
    let process = try #require(folder.read("pid").flatMap { pid_t($0) })
    while let state = status(of: process)?.first, state != "Z", state != "X" { usleep(1_000) }
  }
}
