// From positions counted in characters, as libyaml gives them, to byte offsets.

/// Answers in constant time: a table of every sixteenth character, or nothing at all for plain ASCII.
struct CharacterIndex {
  /// Byte offset of the first character of the text.
  private let start: Int
  private let byteCount: Int
  /// Whether every character is one byte.
  private let isASCII: Bool
  /// Byte offsets of characters 0, 16, 32, …; empty if every character is one byte.
  private let checkpoints: [UInt32]

  private static let interval = 16

  /// - Parameters:
  ///   - bytes: well-formed UTF-8.
  ///   - start: the offset of character 0.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isASCII: Bool) {
    self.start = start
    byteCount = bytes.count
    self.isASCII = isASCII
    guard !isASCII else {
      checkpoints = []
      return
    }
    var offsets: [UInt32] = []
    var character = 0
    for offset in start..<bytes.count where bytes[offset] & 0xC0 != 0x80 {
      if character % CharacterIndex.interval == 0 { offsets.append(UInt32(offset)) }
      character += 1
    }
    checkpoints = offsets
  }

  /// The byte offset of a character; positions after the last give the end of the text.
  func byteOffset(of character: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if isASCII { return min(start + character, byteCount) }
    let checkpoint = character / CharacterIndex.interval
    guard checkpoint < checkpoints.count else { return byteCount }
    var offset = Int(checkpoints[checkpoint])
    var remaining = character % CharacterIndex.interval
    while remaining > 0, offset < byteCount {
      offset += 1
      while offset < byteCount, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }
}
