// After a run: whether every row that was acknowledged is there, as it was written.

struct DatabaseAudit {
  private let work: DatabaseWork
  private var prepared: Int64 = 0
  private var written: Int64 = 0
  private var changed: Int64 = 0

  init(_ work: DatabaseWork) { self.work = work }

  /// Counts a row that is there, and looks whether it is what its task had written.
  mutating func add(task: Int64, row: Int64, checksum: Int64, content: UnsafeRawBufferPointer) {
    let isPrepared = task == DatabaseRow.prepared
    if isPrepared { prepared += 1 } else { written += 1 }
    let size = isPrepared ? work.readSize : work.writeSize
    let expected = DatabaseRow.content(task: task, row: row, size: size).withUnsafeBytes(DatabaseRow.checksum)
    if checksum != expected || DatabaseRow.checksum(content) != expected { changed += 1 }
  }

  /// - Parameter acknowledged: how many rows the run's tasks were told are committed.
  func outcome(acknowledged: Int64) -> FixtureOutcome {
    var outcome = FixtureOutcome()
    let missing = acknowledged - written
    if missing > 0 { outcome.problems.append("\(missing) of \(rows(acknowledged)) acknowledged are missing") }
    if prepared < work.rows {
      outcome.problems.append("\(work.rows - prepared) of \(rows(work.rows)) made before the run are missing")
    }
    if changed > 0 { outcome.problems.append("\(changed) of \(rows(prepared + written)) are not what was written") }
    if missing < 0 {
      outcome.notes.append("\(rows(-missing)) more than acknowledged: committed, but the task was not told")
    }
    if outcome.problems.isEmpty, acknowledged > 0 {
      outcome.notes.append("\(rows(acknowledged)) acknowledged, and all there as written")
    }
    return outcome
  }

  private func rows(_ count: Int64) -> String { count == 1 ? "1 row" : "\(count) rows" }
}
