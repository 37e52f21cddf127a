// A place in a text as people count it.

/// A line and a column, both counted from 1; columns count characters (grapheme clusters), not bytes.
package struct SourcePosition: Sendable, Hashable, Comparable {
  /// The line, from 1.
  package let line: Int
  /// The character in its line, from 1; one past the last character names the end of the line.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourcePosition: CustomStringConvertible {
  /// `line:column`, as compilers print it.
  package var description: String { "\(line):\(column)" }
}
