// What the reader's terminal can show.

/// The page that a report is laid out for.
package struct ReportStyle: Sendable, Hashable {
  /// Terminal cells in a line, at least 20.
  package var width: Int
  /// Whether escape sequences for colour are understood and wanted.
  package var color: Bool
  /// Whether characters beyond ASCII are shown.
  package var unicode: Bool
  package init(width: Int = 80, color: Bool = false, unicode: Bool = true) {
    self.width = max(20, width)
    self.color = color
    self.unicode = unicode
  }
}
