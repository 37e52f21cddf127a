// The bytes of one text, under the name people know it by, with lines and columns found on demand.

/// One text that was read: a file, standard input, or the value of a command-line flag.
///
/// Offsets are byte offsets into `bytes`. Lines end at LF, CRLF or a lone CR and nowhere else, as in editors. A byte
/// order mark at the start belongs to no line.
package final class SourceFile: Sendable {
  /// The name shown in messages: a path as the user wrote it, or something like `--set workers=3`.
  package let name: String
  /// The text as read, normally UTF-8; nothing here relies on its being well-formed.
  package let bytes: [UInt8]
  /// Byte offsets at which lines begin, ascending; never empty.
  private let lineStarts: [UInt32]

  /// Takes the text over and finds its lines, in one pass. Texts over 4 GiB are not supported.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    self.lineStarts = SourceFile.findLineStarts(in: bytes)
  }

  /// The number of lines; a text that ends with a line break has an empty line after it.
  package var lineCount: Int { lineStarts.count }

  /// The offset of the first byte after a byte order mark, else 0.
  package var textStart: Int { Int(lineStarts[0]) }

  /// The line and column of a byte offset; offsets outside the text are moved to its nearest end.
  package func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, textStart), bytes.count)
    let line = lineNumber(of: offset)
    let start = Int(lineStarts[line - 1])
    let end = min(offset, self.line(line).upperBound)
    return SourcePosition(line: line, column: characterCount(start..<max(start, end)) + 1)
  }

  /// The byte range of a line, without its terminator.
  /// - Parameter number: 1-based; numbers outside the text give the nearest line.
  package func line(_ number: Int) -> Range<Int> {
    let index = min(max(number, 1), lineStarts.count) - 1
    let start = Int(lineStarts[index])
    guard index + 1 < lineStarts.count else { return start..<bytes.count }
    var end = Int(lineStarts[index + 1]) - 1
    if bytes[end] == UInt8(ascii: "\n"), end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The 1-based number of the line that holds a byte offset; a line break belongs to the line that it ends.
  package func lineNumber(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The text of a byte range; malformed UTF-8 shows as U+FFFD.
  package func text(in range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { buffer in
      String(decoding: UnsafeBufferPointer(rebasing: buffer[range.clamped(to: 0..<buffer.count)]), as: UTF8.self)
    }
  }

  /// Counts grapheme clusters; plain ASCII, the usual case, is counted without building a string.
  private func characterCount(_ range: Range<Int>) -> Int {
    let isASCII = bytes.withUnsafeBufferPointer { buffer in buffer[range].allSatisfy { $0 < 0x80 } }
    return isASCII ? range.count : text(in: range).count
  }

  private static func findLineStarts(in bytes: [UInt8]) -> [UInt32] {
    bytes.withUnsafeBufferPointer { buffer in
      var starts: [UInt32] = [buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        index += 1
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
        if byte == UInt8(ascii: "\r"), index < buffer.count, buffer[index] == UInt8(ascii: "\n") { index += 1 }
        starts.append(UInt32(truncatingIfNeeded: index))
      }
      return starts
    }
  }
}

/// Two files are the same only when they are one object: the same path read twice may hold different text.
extension SourceFile: Hashable {
  package static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
