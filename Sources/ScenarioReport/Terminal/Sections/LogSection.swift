// The lines that `log` steps traced, in time order.
import ScenarioModel

enum LogSection: TerminalSection {
  private static let most = 20

  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let run = facts.focus?.run, !run.log.isEmpty else { return [] }
    let rows = run.log.prefix(most).map { line in
      [StyledText(Quantity.duration(line.time), .faint), StyledText(Words.strand(line.strand)), StyledText(line.text)]
    }
    let columns = [Table.Column("", .right), Table.Column("", flexible: true), Table.Column("", flexible: true)]
    let rest = run.log.count - rows.count + run.logDropped
    let more = rest > 0 ? [Block.paragraph(StyledText("and \(Quantity.counted(Int64(rest), "more line"))", .faint))] : []
    return [Section(facts.title("Log"), [.table(Table(columns, rows))] + more)]
  }
}
