// `${name}` inside a text, and `$${` for the characters themselves.
import ScenarioSyntax

/// A text taken apart at its references.
struct VariableText {
  enum Piece {
    case literal(String)
    /// A variable's name, and the bytes of the text that its reference takes.
    case reference(String, Range<Int>)
    /// `${` without a name and a brace after it.
    case malformed(Range<Int>)
  }
  var pieces: [Piece] = []

  /// The name, if the text is one reference and nothing else.
  var single: String? {
    guard pieces.count == 1, case .reference(let name, _) = pieces[0] else { return nil }
    return name
  }

  init(_ bytes: [UInt8]) {
    var literal: [UInt8] = []
    var offset = 0
    func flush(_ pieces: inout [Piece]) {
      if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    while offset < bytes.count {
      let rest = bytes[offset...]
      if rest.starts(with: "$${".utf8) {
        literal += Array("${".utf8)
        offset += 3
      } else if rest.starts(with: "${".utf8) {
        flush(&pieces)
        let name = bytes[(offset + 2)...].prefix { VariableText.isNameByte($0) }
        if !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: "}") {
          pieces.append(.reference(String(decoding: name, as: UTF8.self), offset..<name.endIndex + 1))
          offset = name.endIndex + 1
        } else {
          pieces.append(.malformed(offset..<offset + 2))
          offset += 2
        }
      } else {
        literal.append(bytes[offset])
        offset += 1
      }
    }
    flush(&pieces)
  }

  /// Whether a text has to be looked at at all.
  static func isNeeded(for text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "{"), previous == UInt8(ascii: "$") { return true }
      previous = byte
    }
    return false
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
