// A batch at a glance: one line a scenario, counts, and what decided the exit code.
import ScenarioModel

enum BatchSummary {
  static func sections(_ batch: BatchRecord) -> [Section] {
    let rows = batch.results.map(row) + batch.invalid.map(row) + batch.skipped.map(row)
    let columns = [
      Table.Column("scenario", flexible: true), Table.Column("verdict"), Table.Column("outcome"),
      Table.Column("time", .right), Table.Column("", flexible: true),
    ]
    let table = rows.isEmpty ? [] : [Section(nil, [.table(Table(columns, rows))])]
    return table + [Section(nil, [.paragraph(counts(batch)), .paragraph(exit(batch.exit))])]
  }

  private static func row(_ record: ScenarioRecord) -> [StyledText] {
    let runs = record.cells.flatMap(\.runs)
    let verdict = runs.map(\.verdict).max()
    let time = runs.reduce(0) { $0 + $1.elapsed }
    return [
      StyledText(record.scenario), verdict.map { StyledText($0.rawValue) } ?? StyledText("not run"),
      isUnavailable(record) ? StyledText("not available", .warning) : outcome(record.outcome),
      StyledText(runs.isEmpty ? "" : Quantity.duration(time)),
      StyledText(record.outcome == .expected && record.exit.code == 0 ? "" : record.exit.reason, .faint),
    ]
  }

  private static func row(_ invalid: BatchRecord.Invalid) -> [StyledText] {
    let first = invalid.diagnostics.first { $0.severity == .error } ?? invalid.diagnostics.first
    return [
      StyledText(invalid.path), StyledText("-"), StyledText("could not run", .bad), StyledText(),
      StyledText(first?.message ?? invalid.exit.reason, .faint),
    ]
  }

  private static func row(_ skipped: String) -> [StyledText] {
    [StyledText(skipped), StyledText("-"), StyledText("skipped", .faint), StyledText(), StyledText()]
  }

  /// Whether it could not run for want of something on this machine: an interpreter, a library, a server.
  private static func isUnavailable(_ record: ScenarioRecord) -> Bool {
    record.exit.code == ExitCode.notAvailable.rawValue
  }

  private static func outcome(_ outcome: Outcome) -> StyledText {
    switch outcome {
    case .expected: StyledText("as expected", .good)
    case .unexpected: StyledText("NOT as expected", .bad)
    case .inconclusive: StyledText("inconclusive", .warning)
    }
  }

  private static func counts(_ batch: BatchRecord) -> StyledText {
    let ran = batch.results.filter { !isUnavailable($0) }
    func count(_ outcome: Outcome) -> Int { ran.count { $0.outcome == outcome } }
    let all = batch.results.count + batch.invalid.count + batch.skipped.count
    let parts: [(Int, String, Tone)] = [
      (count(.expected), "as expected", .good), (count(.unexpected), "not as expected", .bad),
      (count(.inconclusive), "inconclusive", .warning),
      (batch.results.count - ran.count, "not available here", .warning), (batch.invalid.count, "could not run", .bad),
      (batch.skipped.count, "skipped", .plain),
    ]
    let told = parts.filter { $0.0 > 0 }.map { StyledText("\($0.0) \($0.1)", $0.2) }
    let head = StyledText(Quantity.counted(Int64(all), "scenario"), .strong)
    return told.isEmpty ? head : head + ": " + told.joined(separator: ", ")
  }

  private static func exit(_ status: ExitStatus) -> StyledText {
    StyledText("exit code \(status.code): \(status.reason)", status.code == 0 ? .plain : .bad)
  }
}
