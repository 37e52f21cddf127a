// The lines that `log` steps traced, in time order.
import ScenarioModel

enum LogSection: TerminalSection {
  private static let most = 20

  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let run = facts.focus?.run, !run.log.isEmpty else { return [] }
    let lines = run.log.prefix(most).map { line in
      StyledText("\(Quantity.duration(line.time)) \(Words.strand(line.strand)): ", .faint) + StyledText(line.text)
    }
    let rest = run.log.count - lines.count + run.logDropped
    let more =
      rest > 0 ? [Block.paragraph(StyledText("and \(Quantity.counted(Int64(rest), "more line"))", .faint))] : []
    return [Section(facts.title("Log"), lines.map { .paragraph($0) } + more)]
  }
}
