// Blanks out comments and string literals, so that words and braces in them are not taken for code.

/// Reads Swift as far as needed to know what is comment, what is string and what is code.
///
/// Regular expression literals are taken for code.
struct SwiftMask {
  private let bytes: [UInt8]
  private var output: [UInt8]
  private var position = 0

  /// The same text with spaces for every byte of a comment or literal; newlines stay, so that lines do.
  static func mask(_ text: String) -> String {
    var mask = SwiftMask(text)
    mask.readCode(isInterpolation: false)
    return String(decoding: mask.output, as: UTF8.self)
  }

  private init(_ text: String) {
    bytes = Array(text.utf8)
    output = bytes
  }

  /// Reads to the end, or to the parenthesis that ends an interpolation.
  private mutating func readCode(isInterpolation: Bool) {
    var depth = 0
    while position < bytes.count {
      if starts(with: "//") {
        blank(while: { $0 != UInt8(ascii: "\n") })
      } else if starts(with: "/*") {
        readBlockComment()
      } else if let hashes = hashesOfLiteral() {
        readLiteral(hashes: hashes)
      } else {
        let byte = bytes[position]
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if isInterpolation { blank() } else { position += 1 }
        if isInterpolation && depth < 0 { return }
      }
    }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
      } else if starts(with: "*/") {
        depth -= 1
      } else {
        blank()
        continue
      }
      blank()
      blank()
    } while depth > 0 && position < bytes.count
  }

  /// How many `#` stand before the quote of a literal that begins here.
  private func hashesOfLiteral() -> Int? {
    var end = position
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - position : nil
  }

  private mutating func readLiteral(hashes: Int) {
    let raw = String(repeating: "#", count: hashes)
    for _ in 0..<hashes { blank() }
    let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    for _ in quotes.utf8 { blank() }
    while position < bytes.count {
      if starts(with: quotes + raw) {
        for _ in (quotes + raw).utf8 { blank() }
        return
      }
      guard starts(with: "\\" + raw) else {
        blank()
        continue
      }
      for _ in 0...hashes { blank() }
      let isInterpolation = starts(with: "(")
      if position < bytes.count { blank() }
      if isInterpolation { readCode(isInterpolation: true) }
    }
  }

  private func starts(with text: String) -> Bool {
    let wanted = text.utf8
    return position + wanted.count <= bytes.count && bytes[position..<position + wanted.count].elementsEqual(wanted)
  }

  private mutating func blank() {
    if bytes[position] != UInt8(ascii: "\n") { output[position] = UInt8(ascii: " ") }
    position += 1
  }

  private mutating func blank(while condition: (UInt8) -> Bool) {
    while position < bytes.count, condition(bytes[position]) { blank() }
  }
}
