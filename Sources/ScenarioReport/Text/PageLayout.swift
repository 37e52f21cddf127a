// Sections laid out for a terminal: wrapped, aligned, coloured.
import ScenarioSyntax

enum PageLayout {
  /// The text of the sections, empty lines between them; no line is wider than the style's width.
  static func render(_ sections: [Section], style: ReportStyle) -> String {
    sections.filter { !$0.blocks.isEmpty }.map { section in
      let indent = section.title == nil || style.width < 40 ? 0 : 2
      let title = section.title.map { paragraph(StyledText($0, .strong), indent: 0, hanging: 0, style) } ?? []
      let body = section.blocks.flatMap { lines($0, indent: indent, style) }
      return (title + body).map { painted($0, style) + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// Only what the terminal can show, in the same tones.
  static func printable(_ text: StyledText, _ style: ReportStyle) -> StyledText {
    var text = text
    for index in text.spans.indices {
      text.spans[index].text = PrintableText.make(text.spans[index].text, unicode: style.unicode)
    }
    return text
  }

  static func paragraph(_ text: StyledText, indent: Int, hanging: Int, _ style: ReportStyle) -> [StyledText] {
    let lines = LineBreaking.lines(printable(text, style), width: style.width - indent - hanging)
    return lines.enumerated().map { index, line in
      StyledText(String(repeating: " ", count: indent + (index == 0 ? 0 : hanging))) + line
    }
  }

  private static func lines(_ block: Block, indent: Int, _ style: ReportStyle) -> [StyledText] {
    switch block {
    case .paragraph(let text): paragraph(text, indent: indent, hanging: 2, style)
    case .table(let table): TableLayout(table, indent: indent, style).lines
    }
  }

  private static func painted(_ line: StyledText, _ style: ReportStyle) -> String {
    guard style.color else { return trimmed(line.plain) }
    return trimmed(
      line.spans.map { span in code(span.tone).map { "\u{1B}[\($0)m\(span.text)\u{1B}[0m" } ?? span.text }
        .joined())
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private static func code(_ tone: Tone) -> String? {
    switch tone {
    case .plain: nil
    case .strong: "1"
    case .good: "32"
    case .bad: "1;31"
    case .warning: "33"
    case .faint: "2"
    }
  }
}
