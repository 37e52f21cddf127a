// A report as sections of paragraphs and tables, before it has a width.

struct Section: Sendable {
  /// Shown above it; nil for none.
  var title: String?
  var blocks: [Block]
  init(_ title: String? = nil, _ blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}

enum Block: Sendable {
  /// Wrapped; lines after the first are indented by two cells more.
  case paragraph(StyledText)
  case table(Table)
}

/// Rows under column titles. Columns without any content are left out; where even cut columns do not fit, each row is
/// shown as a list of titles and values.
struct Table: Sendable {
  struct Column: Sendable {
    enum Alignment: Sendable { case left, right }
    var title: String
    var alignment: Alignment
    /// Whether its cells may be cut when the page is narrow.
    var isFlexible: Bool
    init(_ title: String, _ alignment: Alignment = .left, flexible: Bool = false) {
      self.title = title
      self.alignment = alignment
      isFlexible = flexible
    }
  }
  var columns: [Column]
  /// Each with one cell a column.
  var rows: [[StyledText]]
  init(_ columns: [Column], _ rows: [[StyledText]]) {
    self.columns = columns
    self.rows = rows
  }
}
