// The http workload: one request for each task, to a given address or to a local server that lasts as long as the run.
import ScenarioModel

/// The result is a digest of the status and the body. Connections are kept and used again by later tasks.
enum Http: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "http",
    summary: "Sends a request and checks the answer; without a url to a local server of the run's own",
    boundBy: .network, fields: requestFields + answerFields, needs: [.net, .read],
    permissions: { declaration in
      let trusted = declaration.path("trust").map { [Permission(.read, $0)] } ?? []
      guard let address = declaration.text("url").flatMap(HttpAddress.init), !address.isLoopback else { return trusted }
      return [Permission(.net, address.host)] + trusted
    },
    measures: [
      MeasureDescriptor("connect", summary: "From the start of a request to its new connection"),
      MeasureDescriptor("first byte", summary: "From the start of a request to the first byte of its answer"),
      MeasureDescriptor("total", summary: "From the start of a request to the end of its answer"),
      MeasureDescriptor("body", summary: "The length of an answer's body", unit: .bytes),
    ],
    compile: { declaration, builder in
      check(declaration, &builder)
      var parameters = declaration.parameters.mapValues(\.value)
      if parameters["url"] != nil { parameters["serve"] = nil }
      if let trust = declaration.path("trust") { parameters["trust"] = .text(trust) }
      var limit: Int64?
      if case .integer(let most)? = parameters.removeValue(forKey: "limit") { limit = most }
      return builder.call(
        KernelSpecification(workload: "http", parameters: parameters, isComputing: false, form: .suspending),
        limit: limit)
    })

  private static let placeholders = "{task}, {input} and {worker} stand for the task's own, {{task}} for itself"
  private static let times = FieldType.duration(1_000_000...86_400_000_000_000)

  private static let requestFields = [
    Field(
      "url", .text,
      summary: "Where the request goes; hosts beyond loopback need `--allow-net`, redirects are not followed; "
        + placeholders, examples: ["'http://127.0.0.1:8080/pages/{task}'", "https://example.org/"]),
    Field(
      "serve", .object(service), default: "{}",
      summary: "A local server for the run, where there is no `url`; how it behaves",
      examples: ["{ latency: 50ms, jitter: 10ms, size: 4KiB }", "{ fail: 5%, failure: reset }"]),
    Field(
      "method", .choice(HttpRequest.Method.allCases.map { .init($0.rawValue, $0.summary) }),
      summary: "What is asked for; GET without it, POST where there is a body", examples: ["HEAD", "PUT"]),
    Field(
      "headers", .mapping(.anything, .text), summary: "Lines of the request's head; \(placeholders)",
      examples: ["{ Accept: application/json, X-Task: '{task}' }"]),
    Field("body", .text, summary: "What is sent; \(placeholders)", examples: [#"'{"id": {task}}'"#]),
    Field("timeout", times, default: "30s", summary: "How long a request may take in all", examples: ["2s"]),
    Field(
      "connect_timeout", times, default: "10s",
      summary: "How long finding the host and connecting to it may take", examples: ["500ms"]),
    Field(
      "limit", .integer(1...1_000_000),
      summary: "Most requests of the role at once, each on a connection of its own; further tasks wait for one",
      examples: ["10"]),
    Field(
      "keepalive", .boolean, default: "true",
      summary: "Whether later requests use the connections of earlier ones again", examples: ["false"]),
    Field(
      "trust", .text,
      summary:
        "A file of certificates (PEM) to trust beside the system's, relative to the scenario; for an https `url`",
      examples: ["test-server.pem"]),
  ]

  private static let answerFields = [
    Field(
      "expect_status", .either([.integer(100...599), .list(.integer(100...599), minimum: 1)]),
      summary: "The status that the answer must have, or several; without it any from 200 to 299",
      examples: ["404", "[200, 503]"]),
    Field(
      "expect_body", .text, summary: "A text that the answer's body must contain; \(placeholders)",
      examples: ["'page {task}'"]),
  ]

  private static let service = ObjectType(
    name: "local server", summary: "A server on loopback that answers the same path always in the same way",
    fields: [
      Field(
        "path", .text, default: "'/{input}'", summary: "The path that a task asks for; \(placeholders)",
        examples: ["'/pages/{input}'"]),
      Field("latency", waits, default: "0ms", summary: "How long an answer takes", examples: ["50ms"]),
      Field(
        "jitter", waits, default: "0ms",
        summary: "By how much the latency differs from path to path, at most, up or down; drawn by `measure.seed`",
        examples: ["10ms"]),
      Field(
        "size", .size(0...1 << 30), default: "1KiB",
        summary: "Bytes of each answer's body, which begins with the path", examples: ["16KiB"]),
      Field("status", .integer(200...599), default: "200", summary: "The status of each answer", examples: ["404"]),
      Field(
        "fail", .share, default: "0%", summary: "The share of paths that fail; drawn by `measure.seed`",
        examples: ["5%"]),
      Field(
        "failure",
        .choice([
          .init("status", "answered with status 500"), .init("reset", "the connection is reset"),
          .init("stall", "no answer ever comes"), .init("half", "half of the body comes, then the end"),
        ]), default: "status", summary: "How they fail", examples: ["reset"]),
      Field(
        "keepalive", .boolean, default: "true",
        summary: "Whether the server keeps a connection open after an answer", examples: ["false"]),
    ])

  private static let waits = FieldType.duration(0...3_600_000_000_000)

  static func fixture(_ specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)? {
    if let trust = specification.text("trust") { try requireReadable(trust) }
    guard case .mapping(let fields)? = specification.parameters["serve"] else { return nil }
    return try LocalServer(ServiceDescription(fields, seed: place.seed), in: place)
  }

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    let template = HttpTemplate(specification)
    let pool = ConnectionPool(try CurlLibrary.load())
    site.atEnd { pool.close() }
    return .suspending { context in
      try HttpOperation(
        template.request(task: context.task, input: context.input, worker: context.worker),
        expecting: template.expectedStatus, on: pool, meter: context.meter)
    }
  }

  /// - Throws: `TaskError` that says why not. libcurl would only find the certificate of every server wrong.
  private static func requireReadable(_ path: String) throws {
    do throws(SystemError) {
      _ = try DataFile(path, for: .reading)
    } catch {
      throw TaskError(error.message)
    }
  }

  private static func check(_ declaration: WorkloadDeclaration, _ builder: inout ProgramBuilder) {
    if let url = declaration.text("url") {
      if HttpAddress(url) == nil {
        declaration.report(
          unusable: "'\(url)' is no address of the form http://host:port/path", in: "url",
          help: "the host is written plainly, without user name or placeholders, and spaces as %20", to: &builder)
      }
      if declaration.parameters["serve"]?.range != nil {
        declaration.report(conflictOf: "serve", unless: .mapping([:]), with: "url", to: &builder)
      }
    } else if !LocalServer.path(in: declaration.parameters["serve"]?.value).hasPrefix("/") {
      declaration.report(unusable: "a path begins with '/'", in: "serve", to: &builder)
    }
    if declaration.text("url")?.lowercased().hasPrefix("https:") != true {
      declaration.report("trust", unless: nil, foreignTo: "a connection without TLS", whichTakes: [], to: &builder)
    }
    if declaration.text("method") == HttpRequest.Method.head.rawValue {
      for name in ["body", "expect_body"] {
        declaration.report(name, unless: nil, foreignTo: "HEAD", whichTakes: [], to: &builder)
      }
    }
    guard case .mapping(let headers)? = declaration.parameters["headers"]?.value else { return }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      guard case .text(let text) = value else { continue }
      if !isHeaderName(name) {
        declaration.report(unusable: "no header can be called '\(name)'", in: "headers", to: &builder)
      } else if text.unicodeScalars.contains(where: { ["\r", "\n", "\0"].contains($0) }) {
        declaration.report(unusable: "the value of '\(name)' is more than one line", in: "headers", to: &builder)
      }
    }
  }

  /// The characters of a token (RFC 9110, 5.6.2).
  private static func isHeaderName(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "!#$%&'*+-.^_`|~".contains($0) }
  }
}

extension HttpRequest.Method {
  fileprivate var summary: String {
    switch self {
    case .get: "the resource"
    case .head: "the head of its answer alone"
    case .post: "what to do with the body"
    case .put: "the body to be stored"
    case .patch: "the body to be merged"
    case .delete: "the resource to be removed"
    case .options: "what can be asked for"
    }
  }
}
