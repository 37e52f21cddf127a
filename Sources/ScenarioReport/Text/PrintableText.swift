// What a terminal may be given: nothing that it would obey instead of show, and nothing that it cannot show.

enum PrintableText {
  /// The text on one line: controls made visible, and without `unicode` only ASCII.
  static func make(_ text: String, unicode: Bool) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text {
      let scalars = character.unicodeScalars
      if scalars.contains(where: isUnsafe) {
        for scalar in scalars { result += isUnsafe(scalar) ? shown(scalar) : plain(scalar, unicode) }
      } else if unicode || character.isASCII {
        result.append(character)
      } else {
        result += scalars.count == 1 ? plain(scalars.first!, unicode) : "?"
      }
    }
    return result
  }

  private static func plain(_ scalar: Unicode.Scalar, _ unicode: Bool) -> String {
    if unicode || scalar.isASCII { return String(Character(scalar)) }
    return substitutes[scalar] ?? "?"
  }

  /// Controls, line and paragraph separators, and the marks that reorder what is shown.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16)
      return scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
    }
  }

  /// The signs that reports themselves use, for terminals that know only ASCII.
  private static let substitutes: [Unicode.Scalar: String] = [
    "—": "-", "–": "-", "…": ".", "·": ".", "×": "x", "±": "+", "µ": "u", "→": ">", "█": "#", "▒": "=", "░": "z",
    "✓": "+", "✗": "x", "“": "\"", "”": "\"", "‘": "'", "’": "'",
  ]
}
