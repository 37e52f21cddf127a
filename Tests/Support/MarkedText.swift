// Texts with marks in them, so that a test shows the places it speaks of.

/// A text written with places between `⟦` and `⟧`. Marks are removed; what they enclose is remembered in order of
/// their openings. An empty pair marks a place between two characters.
package struct MarkedText: Sendable {
  /// The text without marks.
  package let text: String
  /// What was marked, as byte offsets into `text`.
  package let ranges: [Range<Int>]

  /// - Parameter marked: marks may nest and must balance.
  package init(_ marked: String) {
    var text = ""
    var open: [(start: Int, index: Int)] = []
    var ranges: [Range<Int>] = []
    for character in marked.unicodeScalars {
      switch character {
      case "⟦":
        open.append((text.utf8.count, ranges.count))
        ranges.append(0..<0)
      case "⟧":
        guard let (start, index) = open.popLast() else { preconditionFailure("a mark is closed and not opened") }
        ranges[index] = start..<text.utf8.count
      default: text.unicodeScalars.append(character)
      }
    }
    precondition(open.isEmpty, "a mark is opened and not closed")
    self.text = text
    self.ranges = ranges
  }
}
