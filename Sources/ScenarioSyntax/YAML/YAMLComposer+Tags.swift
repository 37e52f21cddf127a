// Explicit types: the core schema's tags are honoured, all others refused.

/// What a tag asks of its node.
enum CoreTag: String {
  case str, int, float, bool, null, seq, map

  private static let prefix: StaticString = "tag:yaml.org,2002:"

  /// The tag named by a resolved name; `!` alone asks for what the node would be without resolution.
  /// - Returns: nil for a tag outside the core schema.
  init?(_ name: String, for kind: YAMLNode.Kind) {
    if name == "!" {
      self = kind == .scalar ? .str : kind == .sequence ? .seq : .map
      return
    }
    let prefix = CoreTag.prefix.description
    guard name.hasPrefix(prefix) else { return nil }
    self.init(rawValue: String(name.dropFirst(prefix.count)))
  }

  /// Whether a plain scalar with this text is of this type.
  func admits(_ value: YAMLValue) -> Bool {
    switch (self, value) {
    case (.str, _), (.bool, .bool), (.null, .null): true
    case (.int, .int), (.int, .bigInt), (.float, .float), (.float, .int): true
    default: false
    }
  }
}

extension YAMLComposer {
  /// Changes a scalar's type to what its tag asks for, or reports that it cannot.
  mutating func applyScalarTag(_ event: YAMLEvent, to record: inout YAMLRecord) {
    let name = String(cString: event.tag!)
    let content = origin.range(Int(record.lower), Int(record.upper))
    guard let tag = CoreTag(name, for: .scalar) else {
      findings.add(StructureProblem.unknownTag(name, at: tagRange(event, upTo: content.lower)))
      record.flags.insert(.broken)
      return
    }
    let text = String(decoding: arena.text.slice(Int(record.first), Int(record.count)), as: UTF8.self)
    guard tag.admits(YAMLValue(plain: text)) else {
      findings.add(
        StructureProblem.tagMismatch(tag, content, tagRange: tagRange(event, upTo: content.lower), found: "'\(text)'"))
      record.flags.insert(.broken)
      return
    }
    if tag == .str { record.flags.remove(.plain) } else { record.flags.insert(.plain) }
    if tag == .float { record.flags.insert(.float) }
  }

  /// Whether a collection may carry its tag; if not, that has been reported.
  mutating func acceptsCollectionTag(_ event: YAMLEvent, kind: YAMLNode.Kind, lower: Int) -> Bool {
    let name = String(cString: event.tag!)
    let range = tagRange(event, upTo: lower)
    guard let tag = CoreTag(name, for: kind) else {
      findings.add(StructureProblem.unknownTag(name, at: range))
      return false
    }
    if tag == (kind == .sequence ? .seq : .map) { return true }
    let found = kind == .sequence ? "a list" : "a mapping"
    findings.add(StructureProblem.tagMismatch(tag, range, tagRange: range, found: found))
    return false
  }

  /// Where the tag itself is written, between the start of the event and that of the content.
  private func tagRange(_ event: YAMLEvent, upTo content: Int) -> SourceRange {
    let bytes = origin.bytes
    var lower = origin.offset(event.start)
    while lower < content, bytes[lower] != UInt8(ascii: "!") { lower += 1 }
    var upper = lower
    while upper < content, bytes[upper] > 0x20 { upper += 1 }
    return origin.range(lower, upper)
  }
}
