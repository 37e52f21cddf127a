// The table of one kernel in a PostgreSQL database: made and filled before the run, verified after it, and dropped.
import ScenarioModel

final class PostgresFixture: Fixture {
  let parameters: [String: ParameterValue]
  private let work: DatabaseWork
  private let address: PostgresAddress

  /// - Throws: `TaskError` when the server cannot be reached, or refuses.
  init(_ specification: KernelSpecification, _ address: PostgresAddress, in place: RunPlace) throws {
    let run = try place.directory().split(separator: "/").last ?? "scenario"
    parameters = ["table": .text("\(run)-\(place.number)")]
    var specification = specification
    specification.parameters.merge(parameters) { $1 }
    work = DatabaseWork(specification)
    self.address = address
    let connection = try PostgresConnection.open(address, "")
    try connection.run("BEGIN")
    try connection.run(
      """
      CREATE TABLE "\(work.table)" (id bigserial PRIMARY KEY, task bigint NOT NULL, "row" bigint NOT NULL,
        checksum bigint NOT NULL, content bytea NOT NULL)
      """)
    for row in 0..<work.rows {
      let content = DatabaseRow.content(task: DatabaseRow.prepared, row: row, size: work.readSize)
      try connection.run(
        PostgresOperation.insertion(into: work.table), .integer(DatabaseRow.prepared), .integer(row),
        .integer(content.withUnsafeBytes(DatabaseRow.checksum)), .bytes(content))
    }
    try connection.run("COMMIT")
  }

  func close(_ measured: [MeasureRecord]) -> FixtureOutcome {
    var outcome = FixtureOutcome()
    do {
      let connection = try PostgresConnection.open(address, "")
      if !measured.isEmpty { outcome = try audit(connection).outcome(acknowledged: measured.total(.rows)) }
      try connection.run("DROP TABLE \"\(work.table)\"")
    } catch {
      let reason = (error as? TaskError)?.message ?? "the run is over"
      outcome.problems.append("the rows could not be verified: \(reason)")
    }
    return outcome
  }

  /// In portions, since libpq keeps an answer in memory.
  private func audit(_ connection: PostgresConnection) throws -> DatabaseAudit {
    var audit = DatabaseAudit(work)
    let sql = """
      SELECT task, "row", checksum, content, id FROM "\(work.table)" WHERE id > $1 ORDER BY id LIMIT 1000
      """
    var last: Int64 = 0
    while true {
      let result = try connection.run(sql, .integer(last))
      for row in 0..<result.count {
        audit.add(
          task: result.integer(row, 0), row: result.integer(row, 1), checksum: result.integer(row, 2),
          content: result.bytes(row, 3))
        last = result.integer(row, 4)
      }
      if result.count == 0 { return audit }
    }
  }
}
