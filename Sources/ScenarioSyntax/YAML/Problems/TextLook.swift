// Looking around a place in a text: its line, its word, what stands before it.

/// Answers questions about the surroundings of a byte offset. Offsets outside the text are fine.
struct TextLook {
  let origin: YAMLOrigin

  /// The byte at an offset; 0, which no readable text contains, outside of it.
  func byte(_ offset: Int) -> UInt8 {
    origin.bytes.indices.contains(offset) ? origin.bytes[offset] : 0
  }

  func isAtEnd(_ offset: Int) -> Bool {
    (max(offset, 0)..<max(offset, origin.bytes.count)).allSatisfy { isSpace(byte($0)) }
  }

  /// The line of an offset, without its end.
  func line(of offset: Int) -> Range<Int> { origin.file.line(origin.file.lineNumber(of: offset)) }

  /// The line of an offset without the white space around it.
  func content(ofLineAt offset: Int) -> Range<Int> { trimmed(line(of: offset)) }

  /// The last line before that of an offset which holds more than white space and a comment.
  func contentAbove(_ offset: Int) -> Range<Int>? {
    var number = origin.file.lineNumber(of: offset) - 1
    while number >= 1 {
      let content = trimmed(origin.file.line(number))
      if !content.isEmpty, byte(content.lowerBound) != UInt8(ascii: "#") { return content }
      number -= 1
    }
    return nil
  }

  func isFirstOnLine(_ offset: Int) -> Bool { content(ofLineAt: offset).lowerBound == offset }

  /// The indentation of an offset's line in bytes, tabs included.
  func indentation(ofLineAt offset: Int) -> Int { content(ofLineAt: offset).lowerBound - line(of: offset).lowerBound }

  /// From an offset to the next white space, or one character at the end of a line.
  func word(at offset: Int) -> SourceRange {
    var end = offset
    while byte(end) > 0x20 { end += 1 }
    return origin.range(offset, end)
  }

  /// From an offset to the end of its line, without white space and a comment there.
  func rest(of offset: Int) -> SourceRange {
    let line = line(of: offset)
    var end = max(offset, line.upperBound)
    if let comment = (offset..<end).first(where: { byte($0) == UInt8(ascii: "#") && isSpace(byte($0 - 1)) }) {
      end = comment
    }
    return origin.range(offset, trimmed(offset..<end).upperBound)
  }

  /// The same without the white space at an offset.
  func trimmedRest(of offset: Int) -> SourceRange {
    let rest = rest(of: offset)
    return range(trimmed(rest.lower..<rest.upper))
  }

  /// The offset of the first colon that ends a key within a range: one followed by white space or the range's end.
  func keyColon(in range: Range<Int>) -> Int? {
    range.first { byte($0) == UInt8(ascii: ":") && ($0 + 1 >= range.upperBound || isSpace(byte($0 + 1))) }
  }

  /// The offset of the first colon within a range that something follows directly, though a key may stand before it.
  func tightColon(in range: Range<Int>) -> Int? {
    guard let colon = range.first(where: { byte($0) == UInt8(ascii: ":") }), colon + 1 < range.upperBound,
      !isSpace(byte(colon + 1)), colon > range.lowerBound
    else { return nil }
    // `http://` is an address, not a key.
    return byte(colon + 1) == UInt8(ascii: "/") ? nil : colon
  }

  func text(_ range: Range<Int>) -> String { origin.file.text(in: range) }

  func range(_ range: Range<Int>) -> SourceRange { origin.range(range.lowerBound, range.upperBound) }

  /// One character at an offset, or the empty place at the end of the text.
  func character(_ offset: Int) -> SourceRange {
    let length = offset < origin.bytes.count ? TextCheck.decode(origin.bytes, at: offset)?.length ?? 1 : 0
    return origin.range(offset, offset + length)
  }

  /// How a text would be written in quotes, if that is short enough to show; else general advice.
  func quotingAdvice(_ text: String) -> String {
    let isShort = text.count <= 40 && !text.isEmpty && !text.unicodeScalars.contains(where: Printable.isUnsafe)
    if isShort, !text.contains("'") { return "put it in quotes: '\(text)'" }
    if isShort, !text.contains("\""), !text.contains("\\") { return "put it in quotes: \"\(text)\"" }
    return "put the whole value in quotes"
  }

  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, isSpace(byte(lower)) { lower += 1 }
    while upper > lower, isSpace(byte(upper - 1)) { upper -= 1 }
    return lower..<upper
  }
}
