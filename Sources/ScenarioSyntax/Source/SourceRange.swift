// Where something is written: a piece of one text.

/// A half-open range of byte offsets in a text. An empty range names a place between two characters.
package struct SourceRange: Sendable, Hashable {
  /// The text that the offsets count in.
  package let file: SourceFile
  /// The offset of the first byte.
  package let lower: Int
  /// The offset after the last byte; never less than `lower`.
  package let upper: Int

  /// Bounds outside the text are moved to its nearest end; a range that would be reversed becomes empty.
  package init(file: SourceFile, lower: Int, upper: Int) {
    self.file = file
    self.lower = min(max(lower, 0), file.bytes.count)
    self.upper = min(max(upper, self.lower), file.bytes.count)
  }

  /// What is written there.
  package var text: String { file.text(in: lower..<upper) }
  /// The line and column of the first character.
  package var start: SourcePosition { file.position(of: lower) }
  /// The line and column after the last character.
  package var end: SourcePosition { file.position(of: upper) }
  /// Whether nothing is written there.
  package var isEmpty: Bool { lower == upper }

  /// A part of this range: offsets from its start, in bytes.
  package func part(_ offsets: Range<Int>) -> SourceRange {
    SourceRange(file: file, lower: lower + offsets.lowerBound, upper: min(lower + offsets.upperBound, upper))
  }
}

extension SourceRange: CustomStringConvertible {
  /// `name:line:column` of the start.
  package var description: String { "\(file.name):\(start)" }
}
