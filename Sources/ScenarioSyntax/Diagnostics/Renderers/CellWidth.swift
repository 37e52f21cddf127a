// How many terminal cells a character takes.

/// Widths in cells of a monospaced terminal.
package enum CellWidth {
  /// The width of a text without tabs and control characters.
  package static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// 0 for combining and invisible characters, 2 for East Asian wide characters and for emoji, else 1.
  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    if let first = scalars.first, first.isASCII, scalars.count == 1 { return 1 }
    // Variation selector 16 asks for the coloured, wide form of a sign.
    if scalars.contains("\u{FE0F}"), scalars.count > 1 { return 2 }
    return min(2, scalars.map(of).max() ?? 0)
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.value < 0x1100 { return 1 }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The blocks of East Asian width W and F beside emoji. Source: Unicode Standard Annex 11, EastAsianWidth.txt.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
