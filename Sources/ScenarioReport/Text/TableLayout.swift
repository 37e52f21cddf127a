// A table fitted to a page: natural widths if they fit, else fewer and narrower columns, else one value a line.
import ScenarioSyntax

struct TableLayout {
  private let columns: [Table.Column]
  private let rows: [[StyledText]]
  private let legend: StyledText?
  private let indent: Int
  private let style: ReportStyle

  private static let gap = 2
  /// No column is cut to fewer cells.
  private static let narrowest = 8

  init(_ table: Table, indent: Int, _ style: ReportStyle) {
    let used = table.columns.indices.filter { column in table.rows.contains { !$0[column].isEmpty } }
    columns = used.map { index in
      var column = table.columns[index]
      column.title = PrintableText.make(column.title, unicode: style.unicode)
      return column
    }
    rows = table.rows.map { row in used.map { PageLayout.printable(row[$0], style) } }
    legend = table.legend
    self.indent = indent
    self.style = style
  }

  var lines: [StyledText] {
    guard !rows.isEmpty, !columns.isEmpty else { return [] }
    var shown = Array(columns.indices)
    while true {
      if let widths = fittedWidths(shown) { return grid(shown, widths) + legendLines(shown) }
      // The least important column goes first.
      let least = shown.filter { columns[$0].rank != nil }.min { columns[$0].rank ?? 0 < columns[$1].rank ?? 0 }
      guard let least else { return stacked() }
      shown.removeAll { $0 == least }
    }
  }

  /// The widths of the columns shown; nil when they do not fit.
  private func fittedWidths(_ shown: [Int]) -> [Int]? {
    var widths = shown.map { index in
      max(CellWidth.of(columns[index].title), rows.map { LineBreaking.cells($0[index]) }.max() ?? 0)
    }
    let room = style.width - indent - TableLayout.gap * (shown.count - 1)
    while widths.reduce(0, +) > room {
      // The widest flexible column gives way first, so that names lose as little as possible.
      let candidates = widths.indices.filter {
        columns[shown[$0]].isFlexible && widths[$0] > TableLayout.narrowest
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  private func grid(_ shown: [Int], _ widths: [Int]) -> [StyledText] {
    let hasTitles = shown.contains { !columns[$0].title.isEmpty }
    let head = columns.map { StyledText($0.title, .faint) }
    return ((hasTitles ? [head] : []) + rows).map { row in
      var line = StyledText(String(repeating: " ", count: indent))
      for (place, index) in shown.enumerated() {
        let cell = LineBreaking.truncated(row[index], width: widths[place], ellipsis: style.unicode ? "…" : "~")
        let space = StyledText(String(repeating: " ", count: max(0, widths[place] - LineBreaking.cells(cell))))
        if place > 0 { line += StyledText(String(repeating: " ", count: TableLayout.gap)) }
        line += columns[index].alignment == .left ? cell + space : space + cell
      }
      return line
    }
  }

  private func legendLines(_ shown: [Int]) -> [StyledText] {
    guard let legend, shown.contains(where: { columns[$0].isPicture }) else { return [] }
    return PageLayout.paragraph(legend, indent: indent, hanging: 2, style)
  }

  /// The first cell of each row on a line of its own, the others below it with their titles.
  private func stacked() -> [StyledText] {
    rows.flatMap { row in
      let head = PageLayout.paragraph(row[0], indent: indent, hanging: 2, style)
      let others = columns.indices.dropFirst().filter { !row[$0].isEmpty && !columns[$0].isPicture }
      return head
        + others.flatMap { index in
          let title = columns[index].title.isEmpty ? StyledText() : StyledText(columns[index].title + ": ", .faint)
          return PageLayout.paragraph(title + row[index], indent: indent + 2, hanging: 2, style)
        }
    }
  }
}
