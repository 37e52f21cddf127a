// One source line as a terminal shows it: tabs expanded, cut to a width, each byte with its cell.

/// The visible part of a line, with the cells at which its bytes appear.
struct ExcerptLine {
  /// What to print.
  private(set) var text = ""
  /// The visible characters: the byte where each begins, and its first cell.
  private var starts: [(offset: Int, cell: Int)] = []
  private var endOffset = 0
  private var endCell = 0

  private static let tabStop = 4
  private static let ellipsis = "…"

  /// - Parameters:
  ///   - line: the byte range of the line.
  ///   - focus: the byte that must be visible.
  ///   - width: cells to fill at most, at least 8.
  init(_ file: SourceFile, _ line: Range<Int>, focus: Int, width: Int) {
    let glyphs = ExcerptLine.glyphs(file, line, focus: focus, width: width)
    let total = glyphs.last.map { $0.cell + $0.width } ?? 0
    var first = 0
    if total > width, let wanted = glyphs.lastIndex(where: { $0.offset <= focus }) {
      let leftmost = glyphs[wanted].cell - width / 3
      first = glyphs.firstIndex { $0.cell >= leftmost } ?? 0
      // Near the end show as much as fits.
      first = min(first, glyphs.firstIndex { total - $0.cell <= width - 1 } ?? 0)
    }
    let isCutLeft = first > 0 || (glyphs.first?.offset ?? line.lowerBound) > line.lowerBound
    if isCutLeft { append(ExcerptLine.ellipsis, width: 1, offset: nil) }
    var index = first
    while index < glyphs.count {
      let glyph = glyphs[index]
      let isLast = index == glyphs.count - 1 && glyph.end >= line.upperBound
      if endCell + glyph.width + (isLast ? 0 : 1) > width { break }
      append(glyph.text, width: glyph.width, offset: glyph.offset)
      index += 1
    }
    endOffset = index < glyphs.count ? glyphs[index].offset : glyphs.last?.end ?? line.lowerBound
    if endOffset < line.upperBound { text += ExcerptLine.ellipsis }
  }

  /// The cells from the byte `lower` to the byte `upper`, at least one; parts that are cut off count as the margin.
  func cells(_ lower: Int, _ upper: Int) -> Range<Int> {
    let start = cell(of: lower)
    return start..<max(start + 1, upper > endOffset ? endCell : cell(ofEnd: upper))
  }

  /// The first cell of the character that holds a byte.
  private func cell(of offset: Int) -> Int {
    if offset >= endOffset { return endCell }
    return starts.last { $0.offset <= offset }?.cell ?? 0
  }

  /// The cell after the character before an offset.
  private func cell(ofEnd offset: Int) -> Int { starts.first { $0.offset >= offset }?.cell ?? endCell }

  private mutating func append(_ shown: String, width: Int, offset: Int?) {
    text += shown
    if let offset { starts.append((offset, endCell)) }
    endCell += width
  }

  private struct Glyph {
    let offset: Int
    let end: Int
    let text: String
    let width: Int
    let cell: Int
  }

  /// The characters around the focus: enough to fill the width on both sides, however long the line is.
  private static func glyphs(_ file: SourceFile, _ line: Range<Int>, focus: Int, width: Int) -> [Glyph] {
    let reach = 16 * width
    var lower = max(line.lowerBound, focus - reach)
    while lower > line.lowerBound, file.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    var upper = min(line.upperBound, focus + reach)
    while upper < line.upperBound, file.bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    guard lower < upper else { return [] }

    var glyphs: [Glyph] = []
    var cell = 0
    var offset = lower
    for character in file.text(in: lower..<upper) {
      let length = byteLength(of: character, in: file, at: offset)
      let (shown, width) = show(character, at: cell)
      glyphs.append(Glyph(offset: offset, end: offset + length, text: shown, width: width, cell: cell))
      offset += length
      cell += width
    }
    return glyphs
  }

  /// Malformed bytes decode to U+FFFD, whose length says nothing about them.
  private static func byteLength(of character: Character, in file: SourceFile, at offset: Int) -> Int {
    guard character.unicodeScalars.contains("\u{FFFD}") else { return character.utf8.count }
    return file.bytes.withUnsafeBufferPointer { bytes in
      character.unicodeScalars.reduce(0) { length, scalar in
        let place = min(offset + length, bytes.count - 1)
        let isReal = scalar != "\u{FFFD}" || TextCheck.decode(bytes, at: place)?.character == 0xFFFD
        return length + (isReal ? UTF8.width(scalar) : 1)
      }
    }
  }

  private static func show(_ character: Character, at cell: Int) -> (String, Int) {
    if character == "\t" {
      let width = tabStop - cell % tabStop
      return (String(repeating: " ", count: width), width)
    }
    if character.unicodeScalars.contains(where: Printable.isUnsafe) { return ("\u{FFFD}", 1) }
    return (String(character), CellWidth.of(character))
  }
}
