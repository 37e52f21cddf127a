// A table fitted to a page: natural widths if they fit, else cut columns, else one value a line.
import ScenarioSyntax

struct TableLayout {
  private let columns: [Table.Column]
  private let rows: [[StyledText]]
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
    self.indent = indent
    self.style = style
  }

  var lines: [StyledText] {
    guard !rows.isEmpty, !columns.isEmpty else { return [] }
    return fittedWidths().map(grid) ?? stacked()
  }

  /// The columns' widths; nil when the table does not fit.
  private func fittedWidths() -> [Int]? {
    var widths = columns.indices.map { index in
      max(CellWidth.of(columns[index].title), rows.map { LineBreaking.cells($0[index]) }.max() ?? 0)
    }
    let room = style.width - indent - TableLayout.gap * (columns.count - 1)
    while widths.reduce(0, +) > room {
      // The widest flexible column gives way first, so that names lose as little as possible.
      let candidates = columns.indices.filter { columns[$0].isFlexible && widths[$0] > TableLayout.narrowest }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  private func grid(_ widths: [Int]) -> [StyledText] {
    let hasTitles = columns.contains { !$0.title.isEmpty }
    let head = columns.map { StyledText($0.title, .faint) }
    return ((hasTitles ? [head] : []) + rows).map { row in
      var line = StyledText(String(repeating: " ", count: indent))
      for (index, cell) in row.enumerated() {
        let shown = LineBreaking.truncated(cell, width: widths[index], ellipsis: style.unicode ? "…" : "~")
        let space = StyledText(String(repeating: " ", count: max(0, widths[index] - LineBreaking.cells(shown))))
        if index > 0 { line += StyledText(String(repeating: " ", count: TableLayout.gap)) }
        line += columns[index].alignment == .left ? shown + space : space + shown
      }
      return line
    }
  }

  /// The first cell of each row on a line of its own, the others below it with their titles.
  private func stacked() -> [StyledText] {
    rows.flatMap { row in
      let head = PageLayout.paragraph(row[0], indent: indent, hanging: 2, style)
      let rest = columns.indices.dropFirst().filter { !row[$0].isEmpty }.flatMap { index in
        let title = columns[index].title.isEmpty ? StyledText() : StyledText(columns[index].title + ": ", .faint)
        return PageLayout.paragraph(title + row[index], indent: indent + 2, hanging: 2, style)
      }
      return head + rest
    }
  }
}
