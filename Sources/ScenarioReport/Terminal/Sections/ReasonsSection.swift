// Why it came out so, from measured facts.
import ScenarioModel

enum ReasonsSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    let blocks = facts.explanations.map { Block.paragraph(StyledText($0.text)) }
    return blocks.isEmpty ? [] : [Section("Why", blocks)]
  }
}
