// Characters that libyaml must not recognise, swapped for private ones on the way in and back on the way out.

/// Two things in a scenario mean more to libyaml than they should: the braces of `${name}`, which would end a plain
/// scalar inside `[…]` or `{…}`, and NEL, LS and PS, which it takes for line breaks although YAML 1.2 and editors do
/// not. Each is replaced by a private-use character that the text does not contain. One character stands for one, so
/// positions counted in characters stay right.
struct Disguise {
  /// The first of the five private characters used: `{`, `}`, NEL, LS, PS in this order.
  private let base: UInt32

  private static let originals: [UInt32] = [0x7B, 0x7D, 0x85, 0x2028, 0x2029]
  /// Plane 15, all private; each takes four bytes that begin with F3.
  private static let plane: ClosedRange<UInt32> = 0xF0000...0xFFFF0
  private static let leadByte: UInt8 = 0xF3

  /// Characters that libyaml, but nobody else, takes for line breaks.
  static func isForeignBreak(_ character: UInt32) -> Bool {
    character == 0x85 || character == 0x2028 || character == 0x2029
  }

  /// Chooses private characters that occur neither literally nor as an escape (`\U000F…`) in a text; nil if the text
  /// leaves none, which takes thousands of them.
  init?(for bytes: UnsafeBufferPointer<UInt8>) {
    var used: Set<UInt32> = []
    for offset in bytes.indices {
      if bytes[offset] == Disguise.leadByte, let found = TextCheck.decode(bytes, at: offset) {
        used.insert(found.character)
      } else if bytes[offset] == UInt8(ascii: "U"), let escaped = Disguise.escape(bytes, at: offset + 1) {
        used.insert(escaped)
      }
    }
    let width = UInt32(Disguise.originals.count)
    let free = stride(from: Disguise.plane.lowerBound, to: Disguise.plane.upperBound, by: Int(width)).first { base in
      (base..<base + width).allSatisfy { !used.contains($0) }
    }
    guard let free else { return nil }
    base = free
  }

  /// The text with everything disguised. `bytes` is well-formed UTF-8.
  func apply(to bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    var offset = 0
    while offset < bytes.count {
      if let length = Disguise.reference(bytes, at: offset) {
        result.append(UInt8(ascii: "$"))
        append(0, to: &result)
        result.append(contentsOf: bytes[offset + 2..<offset + length - 1])
        append(1, to: &result)
        offset += length
      } else if bytes[offset] < 0x80 {
        result.append(bytes[offset])
        offset += 1
      } else if let (character, length) = TextCheck.decode(bytes, at: offset) {
        if Disguise.isForeignBreak(character), let which = Disguise.originals.firstIndex(of: character) {
          append(UInt32(which), to: &result)
        } else {
          result.append(contentsOf: bytes[offset..<offset + length])
        }
        offset += length
      }
    }
    return result
  }

  /// Appends a scalar's text to a run of bytes, disguises removed.
  func append(restored text: UnsafeBufferPointer<UInt8>, to output: inout RawList<UInt8>) {
    var offset = 0
    var copied = 0
    while offset < text.count {
      guard text[offset] == Disguise.leadByte, let (character, length) = TextCheck.decode(text, at: offset),
        character >= base, character - base < UInt32(Disguise.originals.count)
      else {
        offset += 1
        continue
      }
      output.append(UnsafeBufferPointer(rebasing: text[copied..<offset]))
      if let scalar = Unicode.Scalar(Disguise.originals[Int(character - base)]) {
        for byte in UTF8.encode(scalar)! { output.append(byte) }
      }
      offset += length
      copied = offset
    }
    output.append(UnsafeBufferPointer(rebasing: text[copied...]))
  }

  private func append(_ which: UInt32, to result: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(base + which), let encoded = UTF8.encode(scalar) else { return }
    result.append(contentsOf: encoded)
  }

  /// The length of `${name}` at an offset, or nil. A name is one or more of letters, digits, `_`, `-` and `.`.
  private static func reference(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int? {
    guard bytes[offset] == UInt8(ascii: "$"), offset + 3 < bytes.count, bytes[offset + 1] == UInt8(ascii: "{") else {
      return nil
    }
    var end = offset + 2
    while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    guard end > offset + 2, end < bytes.count, bytes[end] == UInt8(ascii: "}") else { return nil }
    return end + 1 - offset
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// The character that eight hexadecimal digits name.
  private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32? {
    guard offset + 8 <= bytes.count else { return nil }
    return UInt32(String(decoding: bytes[offset..<offset + 8], as: UTF8.self), radix: 16)
  }
}
