// What the http workload sends, byte for byte, and with whom it speaks in secret.
import FoundationEssentials
import Glibc
import ScenarioSyntax
import Support
import Testing

@Suite("What http sends", .timeLimit(.minutes(2)))
struct HttpRequestTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ parameters: String, _ flags: String...) throws -> ProgramEnd {
    try folder.write("request.yaml", "scenario: request\nworkload: { type: http, \(parameters) }\n")
    return try Tool.started(["run", "request.yaml"] + flags, in: folder).end()
  }

  private static let plain = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"
  private static let headOnly = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"

  /// A method, what the file says beside it, and the lines that the request then has and has not.
  private static let requests: [(method: String, more: String, lines: [String], lacks: [String])] = [
    ("GET", "", [], ["Content-Length", "Content-Type"]),
    ("HEAD", "", [], ["Content-Length"]),
    ("DELETE", "", [], ["Content-Length"]),
    ("OPTIONS", "", [], ["Content-Length"]),
    ("POST", "", ["Content-Length: 0"], ["Content-Type"]),
    ("PUT", "", ["Content-Length: 0"], ["Content-Type"]),
    ("PATCH", "", ["Content-Length: 0"], ["Content-Type"]),
    ("PUT", ", body: 'to store {task}'", ["Content-Length: 10", "", "to store 0"], ["Content-Type", "Expect"]),
    ("DELETE", ", body: why", ["Content-Length: 3", "", "why"], ["Content-Type"]),
    (
      "PATCH", ", body: '{}', headers: { Content-Type: application/json, X-Empty: '' }",
      ["Content-Type: application/json", "X-Empty:", "Content-Length: 2", "", "{}"], ["x-www-form"]
    ),
  ]

  @Test("every method is sent as what it is, with its body and its length", arguments: requests)
  func methods(_ sample: (method: String, more: String, lines: [String], lacks: [String])) throws {
    let server = try OneAnswer(sample.method == "HEAD" ? HttpRequestTests.headOnly : HttpRequestTests.plain)
    let end = try run("url: 'http://127.0.0.1:\(server.port)/x?a=b', method: \(sample.method)\(sample.more)")
    #expect(end.code == 0, "\(end.output)\(end.error)")
    let lines = server.request.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.first == "\(sample.method) /x?a=b HTTP/1.1")
    for line in sample.lines { #expect(lines.contains(Substring(line)), "\(line) in \(server.request)") }
    for text in sample.lacks { #expect(!server.request.contains(text), "\(text) in \(server.request)") }
  }

  @Test("the local server answers every method alike on all executors, and a head without a body")
  func served() throws {
    let digests = try ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map { method in
      try folder.write(
        "served.yaml",
        """
        scenario: served
        workload: { type: http, method: \(method), serve: { size: 3KiB } }
        tasks: 6
        workers: 2
        compare: { strategy: [serial, thread, process, async] }
        """)
      let end = try Tool.run("run", "served.yaml", "--format", "json", in: folder)
      #expect(end.code == 0, "\(method): \(end.output)")
      let cells = try #require(try end.json()["cells"]).items.compactMap { $0["digest"]?.text }
      #expect(cells.count == 4 && Set(cells).count == 1, "\(method)")
      return cells[0]
    }
    // One answer for all methods but the one that has no body.
    #expect(Set(digests).count == 2 && digests.filter { $0 == digests[1] }.count == 1)
  }

  @Test("a server whose certificate nobody vouches for fails the task, unless the file trusts it")
  func certificates() throws {
    guard let server = try SecureServer(in: folder) else {
      print("skipped: there is no openssl here")
      return
    }
    let url = "url: 'https://localhost:\(server.port)/', expect_body: s_server"
    let refused = try run("\(url), timeout: 30s")
    #expect(refused.code == 1)
    #expect(words(refused).contains("certificate problem: self"), "\(refused.output)")
    #expect(words(refused).contains("'trust' names certificates to trust"), "\(refused.output)")

    #expect(try run("\(url), trust: server.pem").code == 77)
    for strategy in ["serial", "thread", "process", "async"] {
      let trusted = try run("\(url), trust: server.pem", "--allow-read=server.pem", "-s", strategy)
      #expect(trusted.code == 0, "\(strategy): \(trusted.output)")
    }
    let missing = try run("\(url), trust: missing.pem", "--allow-read=.")
    #expect(missing.code == 69)
    #expect(words(missing).contains("'missing.pem' cannot be opened: No such file or directory"), "\(missing.output)")
  }

  @Test("a server that does not speak TLS fails the task, and says what it is about")
  func plainServer() throws {
    let server = try OneAnswer(HttpRequestTests.plain)
    let end = try run("url: 'https://127.0.0.1:\(server.port)/'")
    #expect(end.code == 1)
    #expect(words(end).contains("failed: no secure connection could be made: "), "\(end.output)")
  }

  @Test(
    "an answer that ends too soon is no answer, however it was to be counted",
    arguments: [
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "the answer ended too soon, after 3 bytes"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "the answer ended too soon, after 4 bytes"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", "the answer ended too soon, within its head"),
      ("HTTP/1.1 200 OK\r\nContent-Le", "the answer ended too soon, within its head"),
      ("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n", "the answer ended too soon, within its head"),
      ("HTTP/1.1 200 O", "the server closed the connection without an answer"),
      ("", "the server closed the connection without an answer"),
    ])
  func half(answer: String, sentence: String) throws {
    let server = try OneAnswer(answer)
    let end = try run("url: 'http://127.0.0.1:\(server.port)/'")
    #expect(end.code == 1)
    #expect(words(end).contains(sentence), "\(end.output)")
  }

  @Test("an answer whose length nobody says ends with the connection; one that comes after others counts alone")
  func lengths() throws {
    let chunks = "Transfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\nA: b\r\n\r\n"
    for answer in ["\r\nfine", "Content-Length: 4\r\n\r\nfine and more", chunks] {
      let server = try OneAnswer("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\(answer)")
      let end = try run("url: 'http://127.0.0.1:\(server.port)/', expect_body: fine")
      #expect(end.code == 0, "\(end.output)")
      #expect(!end.output.contains("and more"))
    }
  }

  @Test("a head without end is given up, in words that say so")
  func endlessHead() throws {
    let lines = String(repeating: "X-Line: \(String(repeating: "x", count: 1000))\r\n", count: 400)
    let server = try OneAnswer("HTTP/1.1 200 OK\r\n\(lines)")
    let end = try run("url: 'http://127.0.0.1:\(server.port)/'")
    #expect(end.code == 1)
    #expect(words(end).lowercased().contains("too large response headers"), "\(end.output)")
  }

  @Test("a host that takes no connection is given up after its own timeout")
  func fullBacklog() throws {
    let server = try UnacceptingServer()
    let end = try run("url: 'http://127.0.0.1:\(server.port)/', connect_timeout: 200ms, timeout: 1h")
    #expect(end.code == 1)
    #expect(words(end).contains("there was no connection within 200 ms"), "\(end.output)")
  }

  /// What was said, in one line.
  private func words(_ end: ProgramEnd) -> String {
    (end.output + end.error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
