// What a worker process says before it ends without having begun, for its parent to report.

/// A short text in an agent's block: its length in bytes, then UTF-8.
enum LastWords {
  static let capacity = 500
  /// Bytes that the length and the text take.
  static let stride = 512
}

extension World {
  /// Leaves a text behind; cut off if it is longer than `LastWords.capacity` bytes.
  func setLastWords(_ text: String, agent index: Int) {
    let place = UnsafeMutableRawPointer(inAgent(index, layout.lastWords, as: UInt8.self))
    let bytes = Array(text.utf8.prefix(LastWords.capacity))
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { (place + 8).copyMemory(from: start, byteCount: source.count) }
    }
    place.storeBytes(of: Int64(bytes.count), as: Int64.self)
  }

  /// To be read when the agent's process has ended; nil when it said nothing.
  func lastWords(of index: Int) -> String? {
    let place = UnsafeMutableRawPointer(inAgent(index, layout.lastWords, as: UInt8.self))
    let count = Int(place.load(as: Int64.self))
    guard (1...LastWords.capacity).contains(count) else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: place + 8, count: count), as: UTF8.self)
  }
}
