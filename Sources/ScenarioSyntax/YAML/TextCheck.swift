// Whether bytes are text that YAML allows, found in one pass before the parser sees them.

/// What one look over the bytes tells.
struct TextCheck {
  /// Something that keeps the bytes from being read at all.
  enum Problem: Equatable {
    /// The bytes are UTF-16 or UTF-32.
    case wideEncoding
    /// A byte that is not part of well-formed UTF-8.
    case malformed(offset: Int)
    /// A character that YAML allows only as an escape.
    case control(offset: Int, character: UInt32)
  }

  /// The first problem; what is below counts only up to it.
  private(set) var problem: Problem?
  /// Whether every byte is a character.
  private(set) var isASCII = true
  /// Whether something must be disguised before libyaml reads it; see `YAMLInput`.
  private(set) var needsDisguise = false

  /// - Parameters:
  ///   - bytes: the text.
  ///   - start: where it begins, after a byte order mark.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    if TextCheck.looksWide(bytes) {
      problem = .wideEncoding
      return
    }
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        guard byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
          problem = .control(offset: offset, character: UInt32(byte))
          return
        }
        if byte == UInt8(ascii: "$"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "{") {
          needsDisguise = true
        }
        offset += 1
        continue
      }
      isASCII = false
      guard let (character, length) = TextCheck.decode(bytes, at: offset) else {
        problem = .malformed(offset: offset)
        return
      }
      if !TextCheck.isAllowed(character) {
        problem = .control(offset: offset, character: character)
        return
      }
      if Disguise.isForeignBreak(character) { needsDisguise = true }
      offset += length
    }
  }

  /// The character at an offset with its length in bytes, or nil if there is no well-formed one. Source: RFC 3629.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (character: UInt32, length: Int)? {
    let lead = UInt32(bytes[offset])
    let length: Int
    var character: UInt32
    switch lead {
    case 0..<0x80: return (lead, 1)
    case 0xC2...0xDF: (length, character) = (2, lead & 0x1F)
    case 0xE0...0xEF: (length, character) = (3, lead & 0x0F)
    case 0xF0...0xF4: (length, character) = (4, lead & 0x07)
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    for next in offset + 1..<offset + length {
      guard bytes[next] & 0xC0 == 0x80 else { return nil }
      character = character << 6 | UInt32(bytes[next] & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard character >= smallest, character <= 0x10FFFF, !(0xD800...0xDFFF ~= character) else { return nil }
    return (character, length)
  }

  /// YAML 1.2.2, production 1 (c-printable), for characters beyond ASCII.
  private static func isAllowed(_ character: UInt32) -> Bool {
    character == 0x85 || character >= 0xA0 && character <= 0xFFFD || character >= 0x10000
  }

  /// A byte order mark of UTF-16 or UTF-32, or a NUL beside an ASCII character in the first two bytes.
  private static func looksWide(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    let (first, second) = (bytes[0], bytes[1])
    if first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF { return true }
    return first == 0 && second != 0 || first != 0 && first < 0x80 && second == 0
  }
}
