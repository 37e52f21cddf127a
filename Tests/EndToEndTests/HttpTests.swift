// Requests for real, on loopback: equal work on all executors, every fault in words, and nothing left behind.
import FoundationEssentials
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("http for real")
struct HttpTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func scenario(_ parameters: String, strategy: String = "async", tasks: Int = 6, more: String = "") -> String {
    """
    scenario: requests
    workload: { type: http, \(parameters) }
    strategy: \(strategy)
    workers: 3
    tasks: \(tasks)
    \(more)
    """
  }

  private func run(_ text: String, _ flags: String...) throws -> (end: ProgramEnd, report: JSONValue) {
    try folder.write("requests.yaml", text)
    let program = try Tool.started(["run", "requests.yaml", "--format", "json"] + flags, in: folder)
    let end = try program.end()
    return (end, try end.json())
  }

  @Test("all executors do equal work, and measure its phases")
  func executors() throws {
    let text = scenario(
      "serve: { size: 3KiB, latency: 2ms, jitter: 2ms }, expect_body: '/{task}', limit: 2", tasks: 12,
      more: "compare: { strategy: [serial, thread, process, async] }")
    let (end, report) = try run(text)
    #expect(end.code == 0, "\(end.output)\(end.error)")
    let cells = try #require(report["cells"]).items
    #expect(cells.count == 4)
    #expect(Set(cells.compactMap { $0["digest"]?.text }).count == 1)
    for cell in cells {
      let lock = try #require(cell["locks"]?.items.first)
      #expect(lock["name"]?.text == "main.limit" && lock["acquisitions"]?.number == 12)
    }
  }

  /// Half of the paths fail, by the seed; the sentence names the first that does.
  private static let faults: [(parameters: String, sentence: String)] = [
    ("serve: { fail: 100% }", "was answered with status 500"),
    ("serve: { status: 404 }", "was answered with status 404"),
    ("serve: { status: 404 }, expect_status: [200, 201]", "was answered with status 404 instead of 200 or 201"),
    ("serve: { size: 10B }, expect_body: nothing", "does not contain 'nothing'"),
    ("serve: { fail: 100%, failure: reset }", "failed: the connection broke"),
    ("serve: { fail: 100%, failure: half }", "failed: the answer ended too soon, after 512 bytes of its body"),
    ("serve: { fail: 100%, failure: stall }, timeout: 100ms", "failed: there was no answer within 100 ms"),
    ("serve: { latency: 2s }, timeout: 100ms", "failed: there was no answer within 100 ms"),
    ("url: 'http://127.0.0.1:1/'", "failed: no connection could be made: Connection refused"),
    ("url: 'http://nowhere.invalid/'", "failed: the host's name could not be resolved"),
  ]

  @Test("every fault is the task's failure, in words", arguments: faults, ["thread", "process", "async"])
  func fault(_ sample: (parameters: String, sentence: String), strategy: String) throws {
    let (end, report) = try run(
      scenario(sample.parameters, strategy: strategy, tasks: 1), "--allow-net=nowhere.invalid")
    #expect(end.code == 1)
    #expect(report["cells"]?[0]?["verdict"]?.text == "error")
    #expect(end.output.contains(sample.sentence), "\(end.output)")
  }

  @Test("a status or a failing share that is expected is no failure, and the same tasks fail each time")
  func expected() throws {
    let text = scenario(
      "serve: { fail: 50% }, expect_status: [200, 500]", tasks: 20,
      more: "compare: { strategy: [thread, async] }\nmeasure: { seed: 5 }")
    let (end, report) = try run(text)
    #expect(end.code == 0, "\(end.output)")
    #expect(Set(try #require(report["cells"]).items.compactMap { $0["digest"]?.text }).count == 1)
  }

  @Test("other hosts are refused before anything starts, with the flag that would allow them")
  func permission() throws {
    let (end, _) = try run(scenario("url: 'http://nowhere.invalid/'"))
    #expect(end.code == 77)
    #expect(end.error.contains("--allow-net=nowhere.invalid"))
    #expect(try Tool.run("plan", "requests.yaml", in: folder).output.contains("nowhere.invalid"))
  }

  @Test("a server that dies in the middle of a run is named, and the run ends")
  func deadServer() throws {
    try folder.write("requests.yaml", scenario("serve: { latency: 50ms }, timeout: 5s", tasks: 2000))
    let program = try Tool.started(["run", "requests.yaml"], in: folder)
    let server = try server(of: program)
    // The one that listens, and those of three requests.
    try program.wait { _ in sockets(of: server) >= 4 }
    kill(server, SIGKILL)
    let end = try program.end()
    #expect(end.code == 1)
    #expect(end.output.contains("role 'main': the local server was killed by SIGKILL during the"), "\(end.output)")
  }

  @Test("the server of a killed program ends too")
  func killed() throws {
    try folder.write("requests.yaml", scenario("serve: { latency: 50ms }", tasks: 2000))
    let program = try Tool.started(["run", "requests.yaml"], in: folder)
    let server = try server(of: program)
    program.send(SIGKILL)
    _ = try program.end()
    while isServer(server) { usleep(1_000) }
  }

  @Test("an interrupted run waits for no answer")
  func interrupted() throws {
    try folder.write("requests.yaml", scenario("serve: { fail: 100%, failure: stall }, timeout: 1h"))
    let program = try Tool.started(["run", "requests.yaml"], in: folder)
    _ = try server(of: program)
    program.send(SIGINT)
    usleep(50_000)
    program.send(SIGINT)
    #expect(try program.end().code == 130)
  }

  @Test("a redirect is an answer as any other: nobody is sent to a host that the file does not name")
  func redirect() throws {
    let head = "HTTP/1.1 302 Found\r\nLocation: http://nowhere.invalid/\r\nContent-Length: 0\r\n\r\n"
    let port = try OneAnswer(head).port
    let (end, _) = try run(scenario("url: 'http://127.0.0.1:\(port)/'", tasks: 1))
    #expect(end.code == 1)
    #expect(end.output.contains("was answered with status 302"), "\(end.output)")
  }

  @Test("what is no HTTP is the task's failure")
  func garbage() throws {
    let port = try OneAnswer("SSH-2.0-OpenSSH_9.2\r\n").port
    let (end, _) = try run(scenario("url: 'http://127.0.0.1:\(port)/'", tasks: 1))
    #expect(end.code == 1)
    #expect(end.output.contains("GET http://127.0.0.1:\(port)/ failed: "), "\(end.output)")
  }

  @Test("more requests at once than there can be connections fail, and the sentence says what bounds them")
  func tooMany() throws {
    let text = scenario("serve: { latency: 300ms }", tasks: 200).replacing("workers: 3", with: "workers: unbounded")
    try folder.write("requests.yaml", text)
    let command = "ulimit -n 64; '\(BuiltBinary.path)' run '\(folder / "requests.yaml")' 2>&1"
    let pipe = try #require(popen(command, "r"))
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
    #expect((pclose(pipe) >> 8) & 0xff == 1)
    let said = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    #expect(said.contains("too many open files; 'limit' bounds the requests at once"), "\(said)")
  }

  @Test("a proxy of the environment is not used")
  func proxy() throws {
    try folder.write("requests.yaml", scenario("serve: {}"))
    let end = try Tool.run("run", "requests.yaml", in: folder) {
      $0.environment = ["http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"]
    }
    #expect(end.code == 0, "\(end.output)")
  }

  /// The process of a run's local server, once it is there.
  private func server(of program: RunningProgram) throws -> pid_t {
    var found: pid_t?
    try program.wait { program in
      let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      found = all.compactMap { pid_t($0) }.first { isServer($0) && parent(of: $0) == program.process }
      return found != nil
    }
    return try #require(found)
  }

  private func sockets(of process: pid_t) -> Int {
    let folder = "/proc/\(process)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.count { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)"))?.hasPrefix("socket:") == true
    }
  }

  private func parent(of process: pid_t) -> pid_t? {
    let text = FileManager.default.contents(atPath: "/proc/\(process)/stat").map { String(decoding: $0, as: UTF8.self) }
    return text?.split(separator: ") ").last?.split(separator: " ").dropFirst().first.flatMap { pid_t($0) }
  }

  private func isServer(_ process: pid_t) -> Bool {
    let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return String(decoding: line, as: UTF8.self).contains("serve-loopback")
  }
}
