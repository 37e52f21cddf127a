// The database workload on a PostgreSQL server: the same rows as on SQLite, without a thread that waits.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("database on a server", .timeLimit(.minutes(3)))
struct PostgresTests {
  @Test("a real server does what SQLite does, and every failure of it is told")
  func server() throws {
    guard let server = try PostgresServer() else { return }
    try executors(server)
    try refusals(server)
    try lostRows(server)
    try leftovers(server)
    try stopping(server)
  }

  /// Executors agree with each other and with SQLite.
  private func executors(_ server: PostgresServer) throws {
    let rows = "read: 100B, write: 30KiB, reads: 3, writes: 2"
    for transaction in ["task", "row"] {
      let text = { (more: String) in
        """
        scenario: rows
        workload: { type: database, \(rows), transaction: \(transaction)\(more) }
        workers: 6
        tasks: 20
        """
      }
      let expected = try CompiledScenario.run(text(""), strategy: "serial").digest
      for strategy in ["serial", "thread", "process", "async"] {
        let record = try CompiledScenario.run(text(", url: '\(server.url)', connections: 4"), strategy: strategy)
        #expect(record.verdict == .ok, "\(strategy): \(record.findings)")
        #expect(record.digest == expected)
        let kernel = try #require(record.roles.first?.kernels.first)
        #expect(kernel.notes == ["40 rows acknowledged, and all there as written"])
        #expect(kernel.measures.total(.rows) == 40)
        #expect(kernel.measures[0].histogram.count == (transaction == "row" ? 100 : 20))
        #expect(kernel.form == (strategy == "async" ? .suspending : .blocking))
      }
    }
  }

  private func refusals(_ server: PostgresServer) throws {
    for url in [server.url.replacing("secret", with: "wrong"), server.url.replacing("/postgres", with: "/nothing")] {
      let address = try #require(PostgresAddress(url))
      let error = #expect(throws: TaskError.self) { _ = try PostgresConnection.open(address, "") }
      let message = try #require(error?.message)
      #expect(message.hasPrefix("the database postgresql://127.0.0.1:\(server.port)/"))
      #expect(
        message.contains(url.hasSuffix("nothing") ? "\"nothing\" does not exist" : "password authentication failed"))
      #expect(!message.contains("wrong"))
    }
  }

  private func fixture(_ server: PostgresServer, _ folder: RunDirectory) throws -> (any Fixture, KernelSpecification) {
    var specification = try #require(
      try compile("database", ["write": .size(100), "url": .text(server.url)]).program.kernels.first)
    let place = RunPlace(
      role: "main", number: 0, executor: "async", workers: 1, seed: 1, ownBinary: "scenario", folder: folder)
    let fixture = try #require(try Workloads.builtIn.fixture(for: specification, in: place))
    specification.parameters.merge(fixture.parameters) { $1 }
    return (fixture, specification)
  }

  private func measured(rows: Int64) -> [MeasureRecord] {
    var histogram = LatencyHistogram()
    histogram.record(rows)
    return Database.Measure.allCases.map {
      MeasureRecord(descriptor: $0.descriptor, histogram: $0 == .rows ? histogram : LatencyHistogram())
    }
  }

  private func lostRows(_ server: PostgresServer) throws {
    let folder = RunDirectory()
    defer { folder.remove() }
    let problems = try fixture(server, folder).0.close(measured(rows: 5)).problems
    #expect(problems == ["5 of 5 rows acknowledged are missing"])
  }

  private func leftovers(_ server: PostgresServer) throws {
    let connection = try PostgresConnection.open(try #require(PostgresAddress(server.url)), "")
    let result = try connection.run("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'scenario%'")
    #expect(result.integer(0, 0) == 0)
    #expect(throws: TaskError("the database says: relation \"nothing\" does not exist")) {
      try connection.run("SELECT * FROM nothing")
    }
  }

  /// A server that stops in the middle of a run.
  private func stopping(_ server: PostgresServer) throws {
    let folder = RunDirectory()
    defer { folder.remove() }
    let (fixture, specification) = try fixture(server, folder)
    let site = KernelSite(executor: "async", workers: 1)
    guard case .suspending(let start) = try Workloads.builtIn.kernel(for: specification, at: site) else {
      throw TaskError("not a suspending kernel")
    }
    let run = {
      try OperationDriver.run(start(KernelContext(task: 0, input: 0, worker: 0) { false })) { false }
    }
    _ = try run()
    server.stop()
    let lost = #expect(throws: TaskError.self) { _ = try run() }
    #expect(
      lost?.message.hasPrefix("the connection to postgresql://127.0.0.1:\(server.port)/postgres is lost: ") == true)
    let unreachable = #expect(throws: TaskError.self) { _ = try run() }
    #expect(unreachable?.message.contains("cannot be reached: ") == true, "\(unreachable?.message ?? "")")
    site.close()
    let problems = fixture.close(measured(rows: 1)).problems
    #expect(problems.count == 1 && problems[0].hasPrefix("the rows could not be verified: the database postgresql://"))
  }

  @Test("a server that is not there keeps the run from starting, and says why")
  func unreachable() throws {
    guard (try? PostgresLibrary.load()) != nil else {
      print("skipped: libpq is not installed (apt-get install libpq5)")
      return
    }
    // No server listens on port 1, which needs a privilege.
    let record = try CompiledScenario.run(
      "scenario: nobody\nworkload: { type: database, url: 'postgresql://127.0.0.1:1/none' }")
    #expect(record.verdict != .ok)
    let address = try #require(PostgresAddress("postgresql://127.0.0.1:1/none"))
    let error = #expect(throws: TaskError.self) { _ = try PostgresConnection.open(address, "") }
    #expect(error?.message.contains("Connection refused") == true, "\(error?.message ?? "")")
  }

  @Test("urls are read strictly, and their passwords are in no message")
  func addresses() throws {
    let full = try #require(PostgresAddress("postgresql://us%40er:p%3Aw:x@example.org:5433/my%20base"))
    #expect(full.keywords.map(\.name) == ["user", "password", "host", "port", "dbname"])
    #expect(full.keywords.map(\.value) == ["us@er", "p:w:x", "example.org", "5433", "my base"])
    #expect(full.title == "postgresql://example.org:5433/my base" && !full.isLoopback)
    let short = try #require(PostgresAddress("postgres://[::1]"))
    #expect(short.keywords.map(\.value) == ["::1"] && short.isLoopback)
    #expect(try #require(PostgresAddress("postgresql://[::1]:77/x")).port == "77")
    for text in [
      "", "postgresql://", "http://host/x", "postgresql:///x", "postgresql://a,b/x", "postgresql://a/x?host=b",
      "postgresql://a/x/y", "postgresql://a:x/y", "postgresql://u%00@a/x", "postgresql://u%ff@a/x",
      "postgresql://u%4@a",
      "postgresql://a#b/x", "postgresql://a b/x",
    ] {
      #expect(PostgresAddress(text) == nil, "\(text)")
    }
  }

  @Test(
    "what does not go with a server, or only with one, is refused",
    arguments: [
      ("url: 'postgresql://localhost', file: a.db", "'database' takes 'file' or 'url', not both"),
      ("url: 'postgresql://localhost', busy_timeout: 1s", "'busy_timeout' means nothing to a database server"),
      ("url: 'mysql://localhost'", "the url is none of the form postgresql://user:password@host:port/database"),
      ("connections: 5", "'connections' needs 'url'"),
    ])
  func conflicts(parameters: String, message: String) throws {
    #expect(try compile(yaml: "{ type: database, \(parameters) }").diagnostics.map(\.message) == [message])
  }
}
