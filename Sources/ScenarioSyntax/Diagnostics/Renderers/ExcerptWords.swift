// Sentences of a finding in a narrow page.

/// Breaks sentences where the terminal would cut words in two. A wide page leaves them whole: they can be searched for,
/// and the terminal breaks them only once.
struct ExcerptWords {
  /// Cells in a line.
  let width: Int

  private static let wide = 60

  /// The lines of a text that begins behind `first` cells and goes on behind `indent`; at least one.
  func lines(_ text: String, after first: Int, indent: Int) -> [String] {
    guard width < ExcerptWords.wide else { return [text] }
    var lines = [""]
    var room = max(0, width - first)
    for word in text.split(separator: " ") {
      var rest = word
      let gap = lines[lines.count - 1].isEmpty ? 0 : 1
      if gap + ExcerptWords.cells(rest) <= room {
        lines[lines.count - 1] += (gap == 1 ? " " : "") + rest
        room -= gap + ExcerptWords.cells(rest)
        continue
      }
      if first > indent || lines.count > 1 || gap == 1 {
        lines.append("")
        room = max(1, width - indent)
      }
      // A word that is wider than the page must be cut.
      while ExcerptWords.cells(rest) > room {
        let piece = ExcerptWords.head(rest, room)
        lines[lines.count - 1] += piece
        rest = rest.dropFirst(piece.count)
        lines.append("")
        room = max(1, width - indent)
      }
      lines[lines.count - 1] += rest
      room -= ExcerptWords.cells(rest)
    }
    return lines
  }

  /// Whether a text fits behind so many cells, or the page leaves it whole anyway.
  func fits(_ text: String, after cells: Int) -> Bool {
    width >= ExcerptWords.wide || cells + ExcerptWords.cells(text[...]) <= width
  }

  /// As many characters as fit, at least one.
  private static func head(_ text: Substring, _ room: Int) -> Substring {
    var used = 0
    let piece = text.prefix { character in
      used += CellWidth.of(character)
      return used <= room
    }
    return piece.isEmpty ? text.prefix(1) : piece
  }

  private static func cells(_ text: Substring) -> Int { text.reduce(0) { $0 + CellWidth.of($1) } }
}
