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

/// Rows under column titles. Columns without any content are left out, on a narrow page also those of a rank; where even
/// cut columns do not fit, each row is shown as a list of titles and values, without pictures.
struct Table: Sendable {
  struct Column: Sendable {
    enum Alignment: Sendable { case left, right }
    var title: String
    var alignment: Alignment
    /// Whether its cells may be cut when the page is narrow.
    var isFlexible: Bool
    /// Left out when the page is narrow, the lowest number first; nil: never.
    var rank: Int?
    /// A picture of what other columns say in figures.
    var isPicture: Bool
    init(
      _ title: String, _ alignment: Alignment = .left, flexible: Bool = false, rank: Int? = nil, picture: Bool = false
    ) {
      self.title = title
      self.alignment = alignment
      isFlexible = flexible
      self.rank = rank
      isPicture = picture
    }
  }
  var columns: [Column]
  /// Each with one cell a column.
  var rows: [[StyledText]]
  /// What the pictures mean, below the table where they are shown.
  var legend: StyledText?
  init(_ columns: [Column], _ rows: [[StyledText]], legend: StyledText? = nil) {
    self.columns = columns
    self.rows = rows
    self.legend = legend
  }
}
