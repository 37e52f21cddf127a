// Plug-ins as their users meet them: the worked examples under every executor, faults in reports, installing, checking.
import FoundationEssentials
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("Plug-ins", .timeLimit(.minutes(5)))
struct PluginTests {
  private static let examples = Project.root + "/Examples/plugins"

  /// A copy of the examples, gone with the test.
  private func copy() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: Self.examples, toPath: folder / "plugins")
    return folder
  }

  /// A copy of the examples in which one can be run: that in C is built; nil, and said, where what it needs is missing.
  private func folder(for scenario: String) throws -> TemporaryFolder? {
    let folder = try copy()
    if scenario.hasPrefix("python"), Python.executable == nil {
      print("skipped: python3 is not installed")
      return nil
    }
    guard scenario.hasPrefix("c/") else { return folder }
    let c = folder / "plugins/c"
    let start = ProgramStart(["-O2", "-Wall", "-Werror", "-pthread", "-o", "\(c)/primes", "\(c)/primes.c"])
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/cc") else {
      print("skipped: a C compiler is not installed")
      return nil
    }
    let end = try RunningProgram(start, path: "/usr/bin/cc").end(within: 60)
    try #require(end.code == 0, "\(end.error)")
    return folder
  }

  private static let programs = [
    ("python/lookup.yaml", ["python3", "{folder}/python/lookup.py"]),
    ("shell/square.yaml", ["sh", "{folder}/shell/square.sh"]),
    ("c/primes.yaml", ["{folder}/c/primes"]),
  ]

  @Test("the worked examples run under all executors that they name, with equal results", arguments: programs)
  func examples(_ scenario: String, _ words: [String]) throws {
    guard let folder = try folder(for: scenario) else { return }
    let end = try Tool.run(
      "run", "plugins/\(scenario)", "--allow-exec", "--format", "json", in: folder, change: Self.withHome)
    #expect(end.code == 0, "\(end.output)\(end.error)")
    let cells = try #require(try end.json()["cells"]).items
    #expect(cells.count == (scenario.hasPrefix("shell") ? 2 : 4))
  }

  @Test("the worked examples keep the protocol", arguments: programs)
  func conformance(_ scenario: String, _ words: [String]) throws {
    guard let folder = try folder(for: scenario) else { return }
    let command = words.map { $0.replacing("{folder}", with: folder / "plugins") }
    var start = ProgramStart(["plugin", "check", "--timeout", "30s", "--format", "json", "--"] + command)
    Self.withHome(&start)
    let end = try RunningProgram(start).end(within: 240)
    #expect(end.code == 0, "\(end.output)\(end.error)")
    let checks = try #require(try end.json()["items"]).items
    #expect(checks.count >= 15)
    #expect(checks.allSatisfy { $0["outcome"]?.text != "failed" })
  }

  /// An interpreter that a version manager chooses is found by way of the home folder.
  private static func withHome(_ start: inout ProgramStart) {
    start.environment["HOME"] = ProcessInfo.processInfo.environment["HOME"]
    start.environment["SCENARIO_PLUGINS"] = "/nowhere"
  }

  @Test("the check says what is wrong and where to read about it, and ends with 1")
  func failingCheck() throws {
    let end = try Tool.run("plugin", "check", "--", "echo", "hello")
    #expect(end.code == 1)
    #expect(end.output.contains("failed   says who it is\n         it wrote a line that is not JSON: 'hello'\n"))
    #expect(end.output.contains("see Documentation/plugins.md#hello"))
    #expect(try Tool.run("plugin", "check").code == 64)
    #expect(try Tool.run("plugin", "check", "--set", "limit", "--", "true").code == 64)
    #expect(try Tool.run("plugin", "check", "--timeout", "5", "--", "true").code == 64)
  }

  /// A folder with a scenario, `tiny.yaml`, and its plug-in, which answers each task by a command.
  private func folder(_ command: String, _ more: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let strategies = #"["serial","thread","process","async"]"#
    let hello = #"{"hello":{"version":1,"name":"tiny","bound_by":"cpu","strategies":\#(strategies)}}"#
    try folder.write(
      "tiny.sh",
      """
      while read -r line; do
        case $line in
          *hello*) echo '\(hello)' ;;
          *start*) echo '{"ready":{}}' ;;
          *run*) id=${line#*:*:}; id=${id%%,*}; \(command) ;;
          *stop*) exit 0 ;;
        esac
      done
      """)
    try folder.write(
      "tiny.yaml",
      """
      scenario: tiny
      workload: { type: plugin, command: [sh, "{folder}/tiny.sh"], batch: 1, timeout: 20s }
      tasks: 3
      \(more)
      """)
    return folder
  }

  @Test(
    "one that dies is reported with its tasks under every executor",
    arguments: ["serial", "thread", "process", "async"])
  func death(_ executor: String) throws {
    let folder = try folder("echo no more >&2; exit 3", "strategy: \(executor)\nworkers: 2")
    let end = try Tool.run("run", "tiny.yaml", "--allow-exec=sh", in: folder)
    #expect(end.code == 1)
    let words = end.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("plug-in 'tiny' ended with exit code 3 (no more); task"), "\(end.output)")
  }

  @Test(
    "one that answers twice makes the verdict an error, also from a worker process", arguments: ["serial", "process"])
  func twice(_ executor: String) throws {
    let answer = #"echo "{\"done\":[{\"id\":$id,\"result\":1}]}""#
    let folder = try folder("\(answer); if [ $id = 3 ]; then \(answer); fi", "strategy: \(executor)")
    let end = try Tool.run("run", "tiny.yaml", "--allow-exec", "--format", "json", in: folder)
    #expect(end.code == 1, "\(end.output)")
    #expect(end.output.contains("plug-in 'tiny' answered id 3 twice"))
  }

  @Test("one that cannot be used keeps the run from starting, with the reason", arguments: ["thread", "process"])
  func refusal(_ executor: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "bad.yaml", "scenario: bad\nworkload: { type: plugin, command: [echo, hm] }\nstrategy: \(executor)\n")
    let end = try Tool.run("run", "bad.yaml", "--allow-exec", in: folder)
    #expect(end.code != 0)
    let words = (end.output + end.error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("plug-in 'echo hm' wrote a line that is not JSON: 'hm'"), "\(words)")
  }

  @Test(
    "get several tasks in one message where several wait, and never more than 'batch' says",
    arguments: ["async", "thread"])
  func batches(_ executor: String) throws {
    // Answers all tasks of a message, and writes down how many there were.
    let all = """
      rest=$line; count=0
      while [ "${rest#*'"id":'}" != "$rest" ]; do
        rest=${rest#*'"id":'}; id=${rest%%[!0-9]*}; count=$((count + 1))
        echo "{\\"done\\":[{\\"id\\":$id,\\"result\\":1}]}"
      done
      echo $count >> sizes
      """
    let folder = try folder(all, "strategy: \(executor)\nworkers: 12")
    let end = try Tool.run(
      "run", "tiny.yaml", "--allow-exec", "--set", "tasks=240", "--set", "workload.batch=5", "--format", "json",
      in: folder)
    #expect(end.code == 0, "\(end.output)\(end.error)")
    let sizes = (folder.read("sizes") ?? "").split(separator: "\n").compactMap { Int($0) }
    #expect(sizes.reduce(0, +) == 240)
    #expect(sizes.allSatisfy { (1...5).contains($0) } && sizes.contains { $0 > 1 }, "\(sizes)")
  }

  @Test(
    "one that never says hello does not keep who interrupts waiting, and nothing is left of it",
    arguments: ["serial", "thread", "process", "async"])
  func impatience(_ executor: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "mute.yaml",
      """
      scenario: mute
      workload: { type: plugin, command: [sh, -c, 'trap "" INT; echo $$ > pid; while :; do sleep 0.1; done'] }
      strategy: \(executor)
      """)
    let program = try Tool.started(["run", "mute.yaml", "--allow-exec", "--format", "json"], in: folder)
    try program.wait { _ in folder.read("pid")?.hasSuffix("\n") == true }
    program.send(SIGINT)
    let end = try program.end()
    #expect(end.code == 130, "\(end.output)\(end.error)")
    #expect(try end.json()["cells"]?[0]?["verdict"]?.text == "interrupted", "\(end.output)")
    #expect(!end.output.contains("did not answer"), "\(end.output)")
    let child = try #require(folder.read("pid").flatMap { pid_t($0.filter(\.isNumber)) })
    waitForEnd(ofGroup: child)
  }

  @Test(
    "leave nothing behind when scenario is killed or interrupted with tasks at work",
    arguments: ["thread", "process", "async"], [(SIGKILL, nil), (SIGINT, 130)] as [(Int32, Int32?)])
  func ended(_ executor: String, _ signal: (number: Int32, code: Int32?)) throws {
    let folder = try folder(
      "trap '' TERM INT; echo $$ >> pids; while :; do sleep 0.1; done", "strategy: \(executor)\nworkers: 2")
    let program = try Tool.started(["run", "tiny.yaml", "--allow-exec", "--set", "workload.timeout=1h"], in: folder)
    let count = executor == "process" ? 2 : 1
    try program.wait { _ in (folder.read("pids") ?? "").count { $0 == "\n" } == count }
    program.send(signal.number)
    if signal.number == SIGINT {
      // Not at once: two that arrive together are one.
      usleep(50_000)
      program.send(SIGINT)
    }
    #expect(try program.end().code == signal.code)
    let groups = (folder.read("pids") ?? "").split(separator: "\n").compactMap { pid_t($0) }
    #expect(groups.count == count)
    for group in groups { waitForEnd(ofGroup: group) }
  }

  /// Returns when nobody of a process group runs any more; the ended may still be there, where nobody asks for them.
  private func waitForEnd(ofGroup group: pid_t) {
    func isRunning() -> Bool {
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
      return processes.contains { process in
        let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data()
        // State, parent and group stand behind the name.
        let words = String(decoding: bytes, as: UTF8.self).split(separator: ") ").last?.split(separator: " ") ?? []
        guard words.count > 2 else { return false }
        return words[2] == "\(group)" && words[0] != "Z" && words[0] != "X"
      }
    }
    while isRunning() { usleep(1_000) }
  }

  @Test("need to be allowed by the name of their program")
  func permission() throws {
    let folder = try folder("true")
    let end = try Tool.run("run", "tiny.yaml", "--allow-exec=python3", in: folder)
    #expect(end.code == 77)
    #expect(end.error.contains("--allow-exec=sh"))
  }

  @Test("that are installed are workloads like others; a broken manifest hinders nobody else")
  func installed() throws {
    let folder = try copy()
    guard Python.executable != nil else { return print("skipped: python3 is not installed") }
    try? FileManager.default.createDirectory(atPath: folder / "more/broken", withIntermediateDirectories: true)
    try folder.write("more/broken/plugin.yaml", "name: broken\nbound_by: luck\n")
    func run(_ arguments: String...) throws -> ProgramEnd {
      var start = ProgramStart(arguments)
      start.folder = folder.path
      Self.withHome(&start)
      start.environment["SCENARIO_PLUGINS"] = "plugins:more"
      return try RunningProgram(start).end(within: 120)
    }
    let fine = try run("run", "plugins/python/installed.yaml", "--allow-exec=python3")
    #expect(fine.code == 0, "\(fine.output)\(fine.error)")
    #expect(try run("run", "plugins/python/installed.yaml").code == 77)
    let list = try run("list", "workloads")
    #expect(list.output.contains("lookup") && list.error.contains("more/broken/plugin.yaml:2:11"))
    #expect(try run("schema").output.contains("\"lookup\""))
    #expect(try Tool.run("schema").output.contains("\"lookup\"") == false)
    try folder.write("wrong.yaml", "scenario: wrong\nworkload: { type: lookup, latency: 20s, missin: 3 }\n")
    let wrong = try run("validate", "wrong.yaml")
    #expect(wrong.code == 65)
    #expect(wrong.output.contains("'missing'") && wrong.output.contains("'latency'"), "\(wrong.output)")
    try folder.write("lost.yaml", "scenario: lost\nworkload: broken\n")
    let lost = try run("validate", "lost.yaml")
    #expect(lost.code == 65 && lost.output.contains("more/broken/plugin.yaml:2:11"), "\(lost.output)")
  }
}
