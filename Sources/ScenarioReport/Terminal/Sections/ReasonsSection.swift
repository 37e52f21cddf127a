// Why it came out so, from measured facts.
import ScenarioModel

enum ReasonsSection: TerminalSection {
  private static let most = 12

  static func sections(_ facts: ReportFacts) -> [Section] {
    let blocks = facts.explanations.prefix(most).map { Block.paragraph(StyledText($0.text)) }
    let rest = facts.explanations.count - blocks.count
    let more = rest > 0 ? [Block.paragraph(StyledText("and \(rest) more in the JSON report", .faint))] : []
    return blocks.isEmpty ? [] : [Section("Why", blocks + more)]
  }
}
