// What a report says of a run that was cut short: all that was measured until then, and never as a finished time.
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("Reports of runs that were cut short")
struct PartialReportTests {
  let folder: TemporaryFolder

  /// Workers that pay into an account; who holds the lock leaves its number behind, and then takes its time.
  private static func paying(_ strategy: String, timeout: String = "10m", sleep: String = "10m") -> String {
    """
    scenario: paying
    strategy: \(strategy)
    workers: 2
    tasks: 1000
    state: { balance: 0 }
    locks: [account]
    queues: { paid: { capacity: 1000 } }
    workload:
      type: steps
      steps:
        - { count: begun }
        - { put: { paid: task } }
        - { lock: account, do: [{ set: { balance: balance + 1 } }, { run: { type: exec, command: [sh, -c, 'echo $PPID > mark'] } }, { sleep: \(sleep) }] }
    measure: { timeout: \(timeout) }
    """
  }

  init() throws { folder = try TemporaryFolder() }

  private func start(_ text: String, _ form: String...) throws -> RunningProgram {
    try folder.write("paying.yaml", text)
    let program = try Tool.started(["run", "paying.yaml", "--allow-exec"] + form, in: folder)
    try program.wait { _ in folder.read("mark")?.hasSuffix("\n") == true }
    return program
  }

  @Test(
    "interrupted: the cell carries time, tasks, counters, state and books until then", arguments: ["thread", "process"])
  func interrupted(strategy: String) throws {
    let program = try start(Self.paying(strategy, sleep: "50ms"), "--format", "json")
    program.send(SIGINT)
    let end = try program.end()
    #expect(end.code == 130)
    let cell = try #require(try end.json()["cells"]?[0])
    #expect(cell["verdict"]?.text == "interrupted")
    #expect(cell["time_ns"]?["median"] == .null)
    let cut = try #require(cell["cut_short"])
    let completed = try #require(cut["tasks_completed"]?.number)
    #expect(completed > 0)
    #expect(try #require(cut["elapsed_ns"]?.number) > 0)
    #expect(cut["latency_ns"]?["count"]?.number == completed)
    #expect(cell["counters"]?["begun"] == cut["tasks_started"])
    #expect(cell["state"]?["balance"]?.number == completed)
    #expect(cell["queues"]?[0]?["put"] == cut["tasks_started"])
    #expect(cell["runs"]?[0]?["cut_short"] == .bool(true))
    #expect(cell["workers_detail"]?.items.count == 2)
  }

  @Test("a worker killed with a lock in hand has its row, with the signal, what it held and where its time went")
  func killedWorker() throws {
    let program = try start(Self.paying("process"), "--format", "json")
    let holder = try #require(folder.read("mark").flatMap { pid_t($0.filter(\.isNumber)) })
    kill(holder, SIGKILL)
    let end = try program.end()
    #expect(end.code == 3)
    let cell = try #require(try end.json()["cells"]?[0])
    #expect(cell["counters"]?["begun"] == cell["cut_short"]?["tasks_started"])
    #expect(cell["state"]?["balance"]?.number == 1)
    let workers = try #require(cell["workers_detail"]).items
    #expect(workers.count == 2)
    let lost = try #require(workers.first { $0["lost"] != .null })
    #expect(lost["lost"]?["signal"]?.text == "SIGKILL")
    #expect(lost["lost"]?["in_hand"]?["holds"]?.items.map { $0["object"]?.text } == ["lock account"])
    #expect(try #require(lost["sleeping_ns"]?.number) > 0)
    #expect(workers.count { $0["lost"] == .null } == 1)
  }

  @Test("timed out: the terminal says when it was cut short, what was done, and how the state was left")
  func timedOut() throws {
    let end = try start(Self.paying("thread", timeout: "300ms", sleep: "100ms")).end()
    #expect(end.code == 3)
    let text = end.output.replacing("\n", with: " ").split(separator: " ").joined(separator: " ")
    #expect(text.contains("cut short: after "))
    #expect(text.contains("not ranked, as the work was not done"))
    #expect(text.contains("tasks per second until then: "))
    #expect(text.contains("as the run was left: balance = "))
  }
}
