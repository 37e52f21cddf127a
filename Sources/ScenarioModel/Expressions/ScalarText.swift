// The text of a scalar with the place where each of its bytes is written.
import ScenarioSyntax

/// A scalar's text, able to say where a part of it stands in the file.
///
/// Plain and quoted scalars without escapes, and block scalars of one line, stand in the file as they are; for them a
/// part's range is exact. Where escapes, folding or substitution come between, every part's range is the whole
/// scalar's.
package struct ScalarText: Sendable {
  /// The text in UTF-8.
  package let bytes: [UInt8]
  /// The whole scalar, quotes included.
  package let whole: SourceRange
  /// The file offset of byte 0, nil where the text does not stand literally in the file.
  private let start: Int?

  /// - Parameters:
  ///   - text: the scalar's value.
  ///   - range: where the scalar is written.
  ///   - isSubstituted: the text was put there from elsewhere; then nothing is looked for in the file.
  package init(_ text: String, in range: SourceRange, isSubstituted: Bool = false) {
    bytes = Array(text.utf8)
    whole = range
    start = isSubstituted ? nil : ScalarText.find(bytes, in: range)
  }

  /// Where a part of the text, given by byte offsets into it, is written.
  package func range(_ part: Range<Int>) -> SourceRange {
    guard let start else { return whole }
    return SourceRange(file: whole.file, lower: start + part.lowerBound, upper: start + part.upperBound)
  }

  /// A part of the text.
  package func text(_ part: Range<Int>) -> String {
    String(decoding: bytes[part.clamped(to: bytes.indices)], as: UTF8.self)
  }

  /// The file offset at which the text, without the blanks around it, first stands inside `range`, minus those blanks.
  private static func find(_ text: [UInt8], in range: SourceRange) -> Int? {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
    else { return range.lower }
    let wanted = text[first...last]
    let written = range.file.bytes[range.lower..<range.upper]
    guard written.count >= wanted.count else { return nil }
    for offset in written.startIndex...(written.endIndex - wanted.count)
    where written[offset..<offset + wanted.count].elementsEqual(wanted) {
      return offset - first
    }
    return nil
  }
}
