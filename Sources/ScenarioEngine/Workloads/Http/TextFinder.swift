// Looks for a text in bytes that come in pieces.

/// Keeps no more than the text's own length of what has passed.
struct TextFinder {
  private let text: [UInt8]
  /// The end of what has passed, shorter than the text.
  private var tail: [UInt8] = []
  private(set) var isFound: Bool

  /// The empty text is in everything.
  init(_ text: String) {
    self.text = Array(text.utf8)
    isFound = text.isEmpty
  }

  mutating func look(at piece: UnsafeRawBufferPointer) {
    guard !isFound else { return }
    let seen = tail + piece
    isFound = seen.indices.dropLast(text.count - 1).contains { start in
      seen[start] == text[0] && seen[start...].starts(with: text)
    }
    tail = seen.suffix(text.count - 1)
  }
}
