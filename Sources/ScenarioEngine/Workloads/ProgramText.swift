// What other programs have said, in our sentences.

/// Another program's words, fit for a report.
enum ProgramText {
  /// In quotes, shortened, without control characters, which could do anything to a terminal.
  static func quoted(_ bytes: [UInt8]) -> String {
    "'\(shortened(oneLine(String(decoding: bytes.prefix(400), as: UTF8.self)), to: 80))'"
  }

  /// The last lines that are not empty, three at most, on one line; empty when there are none.
  static func lastLines(of bytes: [UInt8]) -> String {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { shortened(oneLine(String($0)), to: 100) }.filter { !$0.isEmpty }
    return lines.suffix(3).joined(separator: " / ")
  }

  static func oneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
  }

  static func shortened(_ text: String, to length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }
}
