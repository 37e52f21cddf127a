// The database workload: rows read and written in transactions, every one verified after the run.
import ScenarioModel

/// The result is a digest of the rows read and written.
enum Database: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "database",
    summary: "Reads and writes rows of a database in transactions; the result is a digest of the rows",
    boundBy: .disk, fields: fields, needs: [.read, .write, .net],
    permissions: { declaration in
      if let address = declaration.text("url").flatMap(PostgresAddress.init) {
        return address.isLoopback ? [] : [Permission(.net, address.host)]
      }
      guard let file = declaration.path("file") else { return [] }
      return [Permission(.read, file), Permission(.write, file)]
    },
    measures: Measure.allCases.map(\.descriptor),
    compile: { declaration, builder in
      check(declaration, &builder)
      var parameters = declaration.parameters.mapValues(\.value)
      if parameters["read"] == nil, parameters["write"] == nil {
        parameters["read"] = .size(4096)
        parameters["write"] = .size(4096)
      }
      if let file = declaration.path("file") { parameters["file"] = .text(file) }
      let isServer = parameters["url"] != nil
      return builder.call(
        KernelSpecification(
          workload: "database", parameters: parameters, isComputing: false,
          form: isServer ? .suspending : .offloaded),
        limit: isServer ? declaration.integer("connections") ?? defaultConnections : nil)
    })

  private static let defaultConnections: Int64 = 20

  private static let fields = [
    Field(
      "read", sizes,
      summary:
        "The size of rows that are read, which are made before the run; without `read` and `write` both are 4KiB",
      examples: ["1KiB"]),
    Field("write", sizes, summary: "The size of rows that are written", examples: ["16KiB"]),
    Field("reads", counts, default: "1", summary: "How many rows every task reads, before it writes", examples: ["9"]),
    Field("writes", counts, default: "1", summary: "How many rows every task writes", examples: ["10"]),
    Field(
      "rows", counts, default: "100",
      summary: "How many rows there are to be read; which, follows from the task's number",
      examples: ["1000"]),
    Field(
      "transaction", .choice(DatabaseWork.Transactions.allCases.map { .init($0.rawValue, $0.summary) }),
      default: "task",
      summary: "What is committed together", examples: ["row"]),
    Field(
      "synchronous", .choice(DatabaseWork.Synchronous.allCases.map { .init($0.rawValue, $0.summary) }),
      default: "full", summary: "How far a write is when its commit is acknowledged", examples: ["normal"]),
    Field(
      "busy_timeout", .duration(0...3_600_000_000_000), default: "5s",
      summary: "How long a task waits for another connection's write before it fails", examples: ["200ms"]),
    Field(
      "file", .text,
      summary: "An SQLite file to work in, relative to the scenario, in a table that is dropped after the run; without "
        + "it a fresh file in the run's own directory",
      examples: ["data.db"]),
    Field(
      "url", .text,
      summary:
        "A PostgreSQL database to work in instead, in a table that is dropped after the run; hosts beyond loopback "
        + "need `--allow-net`",
      examples: ["'postgresql://user:password@localhost:5432/test'"]),
    Field(
      "connections", .integer(1...10_000),
      summary: "Most connections of the role to the server of `url`, 20 without it; further tasks wait for one",
      examples: ["50"]),
  ]

  private static let sizes = FieldType.size(1...1 << 26)
  private static let counts = FieldType.integer(1...1_000_000)

  enum Measure: Int, CaseIterable {
    case transaction, commit, busyWait, rows

    var descriptor: MeasureDescriptor {
      switch self {
      case .transaction:
        MeasureDescriptor("transaction", summary: "From asking for a transaction to the answer to its commit")
      case .commit: MeasureDescriptor("commit", summary: "From asking for a commit to its answer, of those that wrote")
      case .busyWait:
        MeasureDescriptor("busy wait", summary: "Waiting for another connection's write, of those that had to")
      case .rows:
        MeasureDescriptor("rows written", summary: "Rows of each transaction that were acknowledged", unit: .count)
      }
    }
  }

  static func fixture(_ specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)? {
    if let address = specification.text("url").flatMap(PostgresAddress.init) {
      return try PostgresFixture(specification, address, in: place)
    }
    return try SQLiteFixture(specification, in: place)
  }

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    let work = DatabaseWork(specification)
    if let address = specification.text("url").flatMap(PostgresAddress.init) {
      let most = specification.integer("connections") ?? defaultConnections
      let pool = try PostgresPool(min(site.workers ?? .max, Int(most)), address, work)
      site.atEnd { pool.close() }
      return .suspending { context in try PostgresOperation(work, on: pool, task: context.task, context.meter) }
    }
    // Without a fixture there is no path; for SQLite that is a database of the connection's own.
    let path = specification.text("path") ?? ""
    let pool = try SQLitePool(min(site.workers ?? .max, OffloadPool.largest)) {
      let connection = try SQLiteConnection(path, title: work.title, busyTimeout: work.busyTimeout)
      try connection.set(work.synchronous)
      return connection
    }
    site.atEnd { pool.close() }
    return .offloaded { context in
      try pool.with { connection in
        var task = SQLiteTask(work, on: connection, context.meter)
        return try task.run(context)
      }
    }
  }

  private static func check(_ declaration: WorkloadDeclaration, _ builder: inout ProgramBuilder) {
    let parameters = declaration.parameters
    if let url = declaration.text("url") {
      if PostgresAddress(url) == nil {
        declaration.report(
          unusable: "the url is none of the form postgresql://user:password@host:port/database", in: "url",
          help: "it has no parameters; other characters than letters and digits in it are written like %20",
          to: &builder)
      }
      declaration.report(conflictOf: "file", unless: .text(""), with: "url", to: &builder)
      declaration.report(
        "busy_timeout", unless: .duration(5_000_000_000), foreignTo: "a database server",
        whichTakes: ["connections", "synchronous"], to: &builder)
    } else if parameters["connections"] != nil {
      declaration.report(missing: ["url"], neededBy: "'connections'", at: "connections", to: &builder)
    }
    guard parameters["read"] != nil || parameters["write"] != nil else { return }
    let dependents = [("reads", 1, "read"), ("rows", 100, "read"), ("writes", 1, "write")] as [(String, Int64, String)]
    for (name, value, needed) in dependents
    where parameters[needed] == nil && declaration.isWritten(name, default: .integer(value)) {
      declaration.report(missing: [needed], neededBy: "'\(name)'", at: name, to: &builder)
    }
  }
}
