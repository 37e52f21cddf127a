// A request as a task makes it, and what the file says about it before the task's own values are filled in.
import ScenarioModel

/// One request, ready to be sent.
struct HttpRequest: Sendable {
  enum Method: String, CaseIterable {
    case get = "GET", head = "HEAD", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
    case options = "OPTIONS"
  }
  var method: Method
  /// `http://127.0.0.1:4711` of a local server, else empty.
  var origin: String
  /// The whole address, or what follows the origin.
  var place: String
  /// As `Name: value`.
  var headers: [String]
  var body: String?
  /// What the answer must contain; empty: anything.
  var expectedText: String
  /// Nanoseconds for all of it.
  var timeout: Int64
  /// Nanoseconds for the name and the connection.
  var connectTimeout: Int64
  /// Whether the connection may be used again.
  var keepsAlive: Bool
  /// A file of certificates to trust beside those of the system.
  var trust: String?
  var url: String { origin + place }
  /// How reports call it: `GET /5`.
  var title: String { "\(method.rawValue) \(place)" }
  /// What is sent behind the head. Methods that are about a body say also of an empty one how long it is, as servers
  /// wait for that (RFC 9110, 8.6).
  var sentBody: String? { body ?? ([.post, .put, .patch].contains(method) ? "" : nil) }
}

/// What came back.
struct HttpAnswer: Sendable {
  /// 0 when none came.
  var status: Int32
  /// Bytes of the body.
  var bytes: Int64
  /// Of the body.
  var digest: StreamDigest
  /// Whether the body contains the text that was looked for.
  var hasText: Bool
  /// Whether there was a connection to send the request on.
  var isConnected: Bool
  /// Nanoseconds from the start to the connection; nil where one was used again.
  var connect: Int64?
  /// Nanoseconds from the start to the first byte of the answer.
  var firstByte: Int64
  /// Nanoseconds from the start to the end.
  var total: Int64
  /// The `errno` of a connection that could not be made, else 0.
  var systemError: Int32
}

/// Why there is no whole answer.
enum HttpTrouble: Sendable, Hashable {
  case unresolved, unconnected, late, silent, partial
  /// The connection ended before the head did.
  case headless
  /// The connection is gone, as the client says.
  case broken(String)
  /// There is no reason to believe that the server is who it says, as the client says.
  case untrusted(String)
  /// The two cannot agree on how to keep their talk to themselves, as the client says.
  case insecure(String)
  /// In the client's own words.
  case other(String)
}

/// The parameters of an `http`, ready to be filled in for a task.
struct HttpTemplate: Sendable {
  let method: HttpRequest.Method
  /// Without a local server's own address, which nobody knows before it runs.
  let address: PlaceholderText
  /// `http://127.0.0.1:4711` of a local server, else empty.
  let origin: String
  /// In the order of their names.
  let headers: [(name: String, value: PlaceholderText)]
  let body: PlaceholderText?
  let expectedText: PlaceholderText
  /// nil: all of 200 to 299.
  let expectedStatus: Set<Int32>?
  let timeout: Int64
  let connectTimeout: Int64
  let keepsAlive: Bool
  let trust: String?

  init(_ specification: KernelSpecification) {
    body = specification.text("body").map(PlaceholderText.init)
    method =
      specification.text("method").flatMap(HttpRequest.Method.init(rawValue:)) ?? (body == nil ? .get : .post)
    address = PlaceholderText(specification.text("url") ?? LocalServer.path(in: specification.parameters["serve"]))
    origin = specification.integer(LocalServer.portParameter).map { "http://127.0.0.1:\($0)" } ?? ""
    headers = specification.textMapping("headers").sorted { $0.key < $1.key }.map {
      ($0.key, PlaceholderText($0.value))
    }
    expectedText = PlaceholderText(specification.text("expect_body") ?? "")
    expectedStatus = HttpTemplate.statuses(specification.parameters["expect_status"])
    timeout = specification.nanoseconds("timeout") ?? 30_000_000_000
    connectTimeout = specification.nanoseconds("connect_timeout") ?? 10_000_000_000
    keepsAlive = specification.boolean("keepalive") ?? true
    trust = specification.text("trust")
  }

  private static func statuses(_ value: ParameterValue?) -> Set<Int32>? {
    switch value {
    case .integer(let status): [Int32(clamping: status)]
    case .list(let values): Set(values.flatMap { statuses($0) ?? [] })
    default: nil
    }
  }

  func request(task: Int64, input: Int64, worker: Int) -> HttpRequest {
    let values: [PlaceholderText.Name: String] = [.task: "\(task)", .input: "\(input)", .worker: "\(worker)"]
    return HttpRequest(
      method: method, origin: origin, place: address.filled(with: values),
      headers: headers.map { "\($0.name): \($0.value.filled(with: values))" },
      body: body?.filled(with: values), expectedText: expectedText.filled(with: values), timeout: timeout,
      connectTimeout: connectTimeout, keepsAlive: keepsAlive, trust: trust)
  }
}
