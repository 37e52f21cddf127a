// Anchors, and where a node's own text begins and ends.

extension YAMLComposer {
  /// Gives a node its anchor's name; a name used again means the later node from then on.
  mutating func define(_ event: YAMLEvent, as record: Int, isOpen: Bool) throws(Refusal) -> Int {
    let name = String(cString: event.anchor!)
    let lower = origin.offset(event.start)
    let range = origin.range(lower, lower + name.utf8.count + 1)
    if anchors.count >= limits.anchors { throw Refusal(LimitProblem.manyAnchors(range, limit: limits.anchors)) }
    anchorSlots[name] = anchors.count
    anchors.append(Anchor(record: record, isOpen: isOpen, range: range))
    return anchors.count - 1
  }

  /// Whether the node just added is the key of an entry.
  var lastIsKey: Bool {
    guard frames.count > 0 else { return false }
    let frame = frames[frames.count - 1]
    return arena.records[frame.record].kind == .mapping && (pending.count - frame.base) % 2 == 1
  }

  /// Where a node's content begins after its anchor and tag, which may stand on lines of their own.
  func contentStart(_ lower: Int, _ upper: Int) -> Int {
    let bytes = origin.bytes
    var offset = lower
    while offset < upper {
      switch bytes[offset] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while offset < upper, !isSpace(bytes[offset]), !isFlowEnd(bytes[offset]) { offset += 1 }
      case UInt8(ascii: "#"):
        while offset < upper, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      case let byte where isSpace(byte): offset += 1
      default: return offset
      }
    }
    return upper
  }

  func withoutTrailingSpace(_ lower: Int, _ upper: Int) -> Int {
    var upper = upper
    while upper > lower, isSpace(origin.bytes[upper - 1]) { upper -= 1 }
    return upper
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private func isFlowEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }
}
