// Findings as text: the one place where they become words on a page.

/// A way to show findings. Pure: the same findings give the same text.
package protocol DiagnosticRenderer: Sendable {
  /// The findings in the order given, each ending in a line break where the format has lines; empty for none.
  func render(_ diagnostics: [Diagnostic]) -> String
}

/// Text that is safe to print: what a terminal would obey instead of show is made visible.
enum Printable {
  /// One line without control characters: line breaks and tabs as `\n` and `\t`, the rest as U+FFFD.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isUnsafe(scalar): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Controls, line and paragraph separators, and the marks that reorder what is shown (bidirectional overrides).
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
