// Ctrl-C and its like, and worker processes that die.
import FoundationEssentials
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("Signals")
struct SignalTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("endless.yaml", Samples.endless)
    try folder.write("sleepy.yaml", Samples.sleepy)
    try folder.write("fine.yaml", Samples.fine)
  }

  @Test(
    "the first one drains the run, and the report says that it was interrupted",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func first(_ sample: (signal: Int32, code: Int32)) throws {
    let program = try Tool.started(["run", "endless.yaml", "--format", "json", "-o", "json=report.json"], in: folder)
    try waitForThreads(of: program)
    program.send(sample.signal)
    let end = try program.end()
    #expect(end.code == sample.code)
    let report = try end.json()
    #expect(report["exit"]?["code"]?.number == Int64(sample.code))
    #expect(report["cells"]?[0]?["verdict"]?.text == "interrupted")
    #expect(folder.read("report.json") == end.output)
  }

  @Test("the second one ends a run that cannot be drained")
  func second() throws {
    let program = try Tool.started(["run", "sleepy.yaml"], in: folder)
    try waitForThreads(of: program)
    program.send(SIGINT)
    // Not at once: two that arrive together are one.
    usleep(50_000)
    program.send(SIGINT)
    let end = try program.end()
    #expect(end.code == 130)
  }

  @Test("the second one ends child programs that would ignore it")
  func childPrograms() throws {
    try folder.write(
      "stubborn.yaml",
      """
      scenario: stubborn
      strategy: thread
      workload: { type: exec, command: [sh, -c, "trap '' INT TERM; echo $$ > pid; while :; do sleep 0.1; done"] }
      """)
    let program = try Tool.started(["run", "stubborn.yaml", "--allow-exec"], in: folder)
    try program.wait { _ in folder.read("pid")?.hasSuffix("\n") == true }
    program.send(SIGTERM)
    usleep(50_000)
    program.send(SIGTERM)
    #expect(try program.end().code == 143)
    let child = try #require(folder.read("pid").flatMap { pid_t($0.filter(\.isNumber)) })
    while isRunning(child) { usleep(1_000) }
  }

  @Test("one stops a batch: what is left is not run, and counted as skipped")
  func batch() throws {
    let program = try Tool.started(["batch", ".", "--format", "json"], in: folder)
    try waitForThreads(of: program)
    program.send(SIGTERM)
    let end = try program.end()
    #expect(end.code == 143)
    let report = try end.json()
    #expect(report["results"]?.items.count == 1)
    #expect(report["skipped"]?.items.compactMap(\.text) == ["fine.yaml", "sleepy.yaml"])
  }

  @Test("a defect of the program itself is code 70 and says so")
  func crash() throws {
    let program = try Tool.started(["run", "sleepy.yaml"], in: folder)
    try waitForThreads(of: program)
    program.send(SIGILL)
    let end = try program.end()
    #expect(end.code == 70)
    #expect(end.error.contains("a defect of scenario itself"))
  }

  @Test("a worker process that is killed ends the run with code 3, and is named")
  func killedWorker() throws {
    try folder.write("workers.yaml", Samples.sleepy.replacing("strategy: thread", with: "strategy: process"))
    let program = try Tool.started(["run", "workers.yaml", "--format", "json"], in: folder)
    let worker = try waitForChildren(of: program, count: 2)[0]
    kill(worker, SIGKILL)
    let end = try program.end()
    #expect(end.code == 3)
    let report = try end.json()
    #expect(report["cells"]?[0]?["verdict"]?.text == "lost")
    #expect(report["exit"]?["reason"]?.text?.contains("SIGKILL") == true)
  }

  @Test("no worker process outlives the program that was killed")
  func lifeline() throws {
    try folder.write("workers.yaml", Samples.sleepy.replacing("strategy: thread", with: "strategy: process"))
    let program = try Tool.started(["run", "workers.yaml"], in: folder)
    let workers = try waitForChildren(of: program, count: 2)
    program.send(SIGKILL)
    #expect(try program.end().signal == SIGKILL)
    while workers.contains(where: isRunning) { usleep(1_000) }
  }

  // MARK: Looking at processes

  /// Until the run's threads are there: the main one, the one for signals, and two workers.
  private func waitForThreads(of program: RunningProgram) throws {
    try program.wait { program in
      let tasks = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(program.process)/task")
      return (tasks?.count ?? 0) >= 4
    }
  }

  /// The program's children, once there are that many of them.
  private func waitForChildren(of program: RunningProgram, count: Int) throws -> [pid_t] {
    var found: [pid_t] = []
    try program.wait { program in
      found = children(of: program.process)
      return found.count >= count
    }
    return found
  }

  private func children(of parent: pid_t) -> [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { pid_t($0) }.filter { status($0)?.dropFirst().first == Substring("\(parent)") }
  }

  private func isRunning(_ process: pid_t) -> Bool {
    guard let state = status(process)?.first else { return false }
    return state != "Z" && state != "X"
  }

  /// State, parent and so on, as in /proc/PID/stat behind the name.
  private func status(_ process: pid_t) -> [Substring]? {
    FileManager.default.contents(atPath: "/proc/\(process)/stat").flatMap { data in
      String(decoding: data, as: UTF8.self).split(separator: ") ").last?.split(separator: " ")
    }
  }
}
