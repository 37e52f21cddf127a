// The http workload before anything is sent: addresses, permissions, requests, and what is refused in a file.
import ScenarioModel
import ScenarioSyntax
import Testing

@testable import ScenarioEngine

@Suite("http")
struct HttpTests {
  @Test(
    "an address has one host, however it is written",
    arguments: [
      ("http://example.org", "example.org"), ("HTTPS://Example.ORG:443/a?b#c", "example.org"),
      ("http://127.0.0.1:80/{task}", "127.0.0.1"), ("http://[::1]:8080/", "::1"),
      ("http://localhost?q=@x", "localhost"),
      ("http://a_b.example/", "a_b.example"), ("http://example.org/a@b:c", "example.org"),
    ])
  func hosts(url: String, host: String) { #expect(HttpAddress(url)?.host == host) }

  @Test(
    "what clients read differently is no address",
    arguments: [
      "", "example.org", "ftp://example.org/", "file:///etc/passwd", "http://", "http:///path", "http://user@host/",
      "http://127.0.0.1@example.org/", #"http://127.0.0.1\@example.org/"#, "http://a b/", "http://a/b c", "http://a\t/",
      "http://a:b/", "http://a:99999/", "http://a:/", "http://[::1/", "http://[::1]x/", "http://{task}/",
      "http://a:{task}/",
      "http://[fe80::1%25eth0]/", "http://exämple.org/", "http://a%2eb/", "http://a/\u{7f}",
    ])
  func noAddress(url: String) { #expect(HttpAddress(url) == nil) }

  @Test(
    "only what is this machine whatever its configuration says is loopback",
    arguments: [
      ("http://127.0.0.1/", true), ("http://127.255.3.4/", true), ("http://LOCALHOST:1/", true),
      ("http://[::1]/", true),
      ("http://127.1/", false), ("http://2130706433/", false), ("http://0127.0.0.1/", false),
      ("http://127.0.0.256/", false),
      ("http://127.0.0.1.example.org/", false), ("http://localhost.example.org/", false), ("http://0.0.0.0/", false),
      ("http://[::2]/", false), ("http://[::ffff:127.0.0.1]/", false),
    ])
  func loopback(url: String, expected: Bool) throws {
    #expect(try #require(HttpAddress(url)).isLoopback == expected)
  }

  @Test(
    "needs a permission for other hosts, and none for loopback or a server of its own",
    arguments: [
      ("http", nil), ("{ type: http, serve: { latency: 1ms } }", nil), ("{ type: http, url: 'http://[::1]/' }", nil),
      ("{ type: http, url: 'https://Example.org:8443/x' }", "example.org"),
    ] as [(String, String?)])
  func permissions(yaml: String, host: String?) throws {
    let needed = try descriptor("http").permissions(declaration(yaml).declaration)
    #expect(needed == (host.map { [Permission(.net, $0)] } ?? []))
  }

  @Test(
    "says what a file cannot mean",
    arguments: [
      ("url: 'http://a/', serve: { latency: 1ms }", "'http' takes 'serve' or 'url', not both"),
      ("url: 'http://a b/'", "'http://a b/' is no address of the form http://host:port/path"),
      ("serve: { path: pages }", "a path begins with '/'"),
      ("headers: { 'a b': c }", "no header can be called 'a b'"),
      (#"headers: { a: "b\r\nc: d" }"#, "the value of 'a' is more than one line"),
      ("method: HEAD, body: x", "'body' means nothing to HEAD"),
      ("method: HEAD, expect_body: x", "'expect_body' means nothing to HEAD"),
      ("trust: a.pem", "'trust' means nothing to a connection without TLS"),
      ("url: 'http://a/', trust: a.pem", "'trust' means nothing to a connection without TLS"),
    ])
  func refused(parameters: String, message: String) throws {
    #expect(try compile(yaml: "{ type: http, \(parameters) }").diagnostics.map(\.message) == [message])
  }

  @Test(
    "shares are written in percent",
    arguments: [("5%", nil), ("0%", nil), ("100%", nil), ("2.5%", nil), ("5", "S"), ("101%", "S"), ("5pc", "S")]
      as [(String, String?)])
  func shares(text: String, code: String?) throws {
    let (declaration, diagnostics) = try declaration("{ type: http, serve: { fail: \(text) } }")
    #expect(diagnostics.isEmpty == (code == nil), "\(diagnostics.map(\.brief))")
    guard code == nil, case .mapping(let fields)? = declaration.parameters["serve"]?.value else { return }
    let number = try #require(Double(text.dropLast()))
    #expect(fields["fail"] == .number(number * 0.01))
  }

  @Test("a request has the task's own values, and the method that its body asks for")
  func request() throws {
    let program = try compile(
      yaml: """
        { type: http, url: "http://127.0.0.1/{task}?i={input}", body: "w{worker}", headers: { B: "{task}", A: x } }
        """
    ).program
    let template = HttpTemplate(try #require(program.kernels.first))
    let request = template.request(task: 3, input: -4, worker: 1)
    #expect(request.url == "http://127.0.0.1/3?i=-4")
    #expect(request.title == "POST http://127.0.0.1/3?i=-4")
    #expect(request.body == "w1")
    #expect(request.headers == ["A: x", "B: 3"])
    #expect(try HttpTemplate(#require(compile(yaml: "http").program.kernels.first)).method == .get)
  }

  @Test("a limit is a semaphore of the role's own, behind those of the file, given back when a request fails")
  func limit() throws {
    let graph = try CompiledScenario.graph(
      """
      scenario: t
      semaphores: { gate: 3 }
      roles:
        one: { workload: { type: http, limit: 2 } }
        two: { workload: { type: steps, steps: [{ run: { type: http, limit: 5 } }, { run: { type: http, limit: 6 } }] } }
      """)
    #expect(graph.shared.semaphores.map(\.name) == ["gate", "one.limit", "two.limit", "two.limit2"])
    #expect(graph.shared.semaphores.map(\.permits) == [3, 2, 5, 6])
    for role in graph.roles {
      let program = role.program
      #expect(program.waitsForOthers)
      for (pc, instruction) in program.instructions.enumerated() where instruction.opcode == .call {
        let handler = try #require(program.handlers.first { $0.lower <= pc && pc < $0.upper })
        let release = program.instructions[Int(handler.handler)]
        #expect(release.opcode == .releasePermit && release.b == program.instructions[pc - 1].b)
      }
    }
  }
}

@Suite("http on a local server", .timeLimit(.minutes(1)))
struct HttpRunTests {
  /// What a run of 12 requests by 3 workers has measured, in the order of the descriptor.
  private func measures(_ parameters: String, strategy: String) throws -> (KernelRecord, [LatencyHistogram]) {
    let record = try CompiledScenario.run(
      "scenario: t\nworkload: { type: http, \(parameters) }\ntasks: 12\nworkers: 3", strategy: strategy)
    #expect(record.verdict == .ok, "\(record.findings)")
    let kernel = try #require(record.roles.first?.kernels.first)
    return (kernel, kernel.measures.map(\.histogram))
  }

  @Test(
    "each request's phases are measured, and connections are used again", arguments: ["thread", "process", "async"])
  func phases(strategy: String) throws {
    let (kernel, measured) = try measures("serve: { size: 700B, latency: 2ms }", strategy: strategy)
    #expect(kernel.measures.map(\.descriptor.name) == ["connect", "first byte", "total", "body"])
    #expect((1...3).contains(measured[0].count))
    #expect(measured[1...].allSatisfy { $0.count == 12 })
    let (firstByte, total) = (try #require(measured[1].minimum), try #require(measured[2].minimum))
    #expect(firstByte >= 2_000_000 && total >= firstByte)
    #expect(measured[3].minimum == 700 && measured[3].maximum == 700)
    #expect(kernel.notes.contains { $0.contains("local server used") })
    #expect(kernel.form == (strategy == "async" ? .suspending : .blocking))
  }

  @Test(
    "every request connects where either side closes",
    arguments: ["keepalive: false", "serve: { keepalive: false }"], ["thread", "async"])
  func closing(parameters: String, strategy: String) throws {
    #expect(try measures(parameters, strategy: strategy).1[0].count == 12)
  }

  @Test("no more than the limit are at work at once", arguments: ["thread", "process", "async"])
  func limit(strategy: String) throws {
    let record = try CompiledScenario.run(
      "scenario: t\nworkload: { type: http, serve: { latency: 10ms }, limit: 2 }\ntasks: 12\nworkers: 6",
      strategy: strategy)
    #expect(record.verdict == .ok, "\(record.findings)")
    // Six rounds of two, however many workers there are; a server that answers late only makes it longer.
    #expect(record.elapsed >= 60_000_000)
  }

  @Test(
    "libcurl's words stand within a sentence",
    arguments: [
      ("Timeout was reached", "timeout was reached"), ("SSL connect error", "SSL connect error"), ("", ""),
      ("OpenSSL/3: error", "OpenSSL/3: error"), ("A", "a"),
    ])
  func words(text: String, inSentence: String) { #expect(CurlLibrary.inSentence(text) == inSentence) }

  @Test("where libcurl is missing, a sentence says what to install")
  func missingLibrary() {
    guard case .failure(let error) = CurlLibrary.bind(["libno-such-library.so.0"]) else {
      Issue.record("it was found")
      return
    }
    #expect(error.message.contains("libno-such-library.so.0"))
    #expect(error.message.hasSuffix("on Debian: apt-get install libcurl4"))
  }
}

@Suite("A text that is looked for")
struct TextFinderTests {
  @Test("is found wherever the pieces are cut", arguments: ["abcab", "a", "aab", "", "bb", "xaabcabd"])
  func cuts(text: String) {
    let whole = Array("xaabcabd".utf8)
    for first in 0...whole.count {
      for second in first...whole.count {
        var finder = TextFinder(text)
        for piece in [whole[..<first], whole[first..<second], whole[second...]] {
          Array(piece).withUnsafeBytes { finder.look(at: $0) }
        }
        #expect(finder.isFound == (text != "bb"), "cut at \(first) and \(second)")
      }
    }
  }
}
