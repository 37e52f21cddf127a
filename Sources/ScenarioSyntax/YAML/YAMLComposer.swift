// Events become nodes: the walk over a document.

/// Builds a tree from the events of one text, then is spent.
struct YAMLComposer: ~Copyable {
  /// A collection that has begun and not ended.
  struct Frame: BitwiseCopyable {
    let record: Int
    /// Where its children begin among `pending`.
    let base: Int
    /// Its slot among `anchors`, or -1.
    let anchor: Int
    /// The end of what was last written in it, as a byte offset.
    var upper: UInt32
    var hasMergeKey = false
  }

  struct Anchor {
    let record: Int
    /// Whether its collection has not ended yet, so that an alias to it would contain itself.
    var isOpen: Bool
    let range: SourceRange
  }

  let origin: YAMLOrigin
  let limits: YAMLLimits
  var parser: YAMLParser
  var arena: YAMLArena
  var frames = RawList<Frame>(capacity: 128)
  /// Children of the open collections, innermost last.
  var pending = RawList<UInt32>(capacity: 256)
  var anchors: [Anchor] = []
  var anchorSlots: [String: Int] = [:]
  var keys = KeySet()
  var findings: Findings
  /// Nodes after alias expansion so far.
  private var nodes = 0
  private var documents = 0

  init(_ input: UnsafeBufferPointer<UInt8>, origin: YAMLOrigin, limits: YAMLLimits) {
    self.origin = origin
    self.limits = limits
    parser = YAMLParser(input)
    arena = YAMLArena(bytes: input.count)
    findings = Findings(limit: limits.findings)
  }

  /// Reads to the end of the text, or to the first thing that makes the rest meaningless.
  consuming func compose() -> YAMLDocument {
    do {
      try readEvents()
    } catch {
      findings.add(error.diagnostic)
      return YAMLDocument(root: nil, diagnostics: findings.sorted)
    }
    guard arena.records.count > 0 else {
      findings.add(StructureProblem.nothing(in: origin.file))
      return YAMLDocument(root: nil, diagnostics: findings.sorted)
    }
    let diagnostics = findings.sorted
    let tree = YAMLTree(arena, files: [origin.file])
    return YAMLDocument(root: YAMLNode(tree: tree, index: 0), diagnostics: diagnostics)
  }

  private mutating func readEvents() throws(Refusal) {
    while let event = parser.next() {
      switch event.kind {
      case .scalar: try addScalar(event)
      case .alias: try addAlias(event)
      case .sequenceStart, .mappingStart: try openCollection(event)
      case .sequenceEnd: closeSequence(event)
      case .mappingEnd: closeMapping(event)
      case .documentStart:
        documents += 1
        if documents > 1 {
          let lower = origin.offset(event.start)
          findings.add(StructureProblem.secondDocument(origin.range(lower, origin.offset(event.end))))
          return
        }
      case .streamEnd: return
      case .streamStart, .documentEnd: break
      }
    }
    throw Refusal(grammarProblem.diagnostic)
  }

  /// The parser's failure with what the composer knows of the text before it.
  private var grammarProblem: GrammarProblem {
    var (openBracket, lastScalar): (YAMLRecord?, YAMLRecord?)
    for position in 0..<frames.count where arena.records[frames[position].record].flags.contains(.flow) {
      openBracket = arena.records[frames[position].record]
    }
    var position = arena.records.count
    while position > 0, lastScalar == nil {
      position -= 1
      if arena.records[position].kind == .scalar { lastScalar = arena.records[position] }
    }
    return GrammarProblem(
      parser.failure, in: origin, openBracket: openBracket.map { Int($0.lower) },
      lastScalar: lastScalar.map { origin.range(Int($0.lower), Int($0.upper)) })
  }

  // MARK: Nodes

  private mutating func addScalar(_ event: YAMLEvent) throws(Refusal) {
    var (lower, upper) = (origin.offset(event.start), origin.offset(event.end))
    if event.anchor != nil || event.tag != nil { lower = contentStart(lower, upper) }
    if event.style == .literal || event.style == .folded { upper = withoutTrailingSpace(lower, upper) }
    if event.text.count > limits.scalarBytes {
      throw Refusal(LimitProblem.longScalar(origin.range(lower, upper), limit: limits.scalarBytes))
    }
    let first = arena.text.count
    if let disguise = origin.disguise {
      disguise.append(restored: event.text, to: &arena.text)
    } else {
      arena.text.append(event.text)
    }
    var record = YAMLRecord(kind: .scalar, flags: [], file: 0, lower: UInt32(lower), upper: UInt32(upper))
    record.first = UInt32(first)
    record.count = UInt32(arena.text.count - first)
    record.flags = event.style == .plain ? .plain : []
    if event.tag != nil { applyScalarTag(event, to: &record) }
    let index = try add(record)
    if event.anchor != nil { _ = try define(event, as: index, isOpen: false) }
    if record.count == 2, event.style == .plain, lastIsKey, isMergeKey(index) {
      frames[frames.count - 1].hasMergeKey = true
    }
  }

  private mutating func addAlias(_ event: YAMLEvent) throws(Refusal) {
    let range = origin.range(origin.offset(event.start), origin.offset(event.end))
    let name = String(cString: event.anchor!)
    guard let slot = anchorSlots[name], !anchors[slot].isOpen else {
      if let slot = anchorSlots[name] {
        findings.add(StructureProblem.aliasInsideItself(name, at: range, anchor: anchors[slot].range))
      } else {
        findings.add(StructureProblem.undefinedAlias(name, at: range, known: anchorSlots.keys.sorted()))
      }
      _ = try add(placeholder(at: range))
      return
    }
    var record = arena.records[anchors[slot].record]
    if nodes + Int(record.weight) > limits.nodes {
      throw Refusal(LimitProblem.manyNodes(range, limit: limits.nodes, isAlias: true))
    }
    record.definition = UInt32(arena.definitions.count)
    arena.definitions.append(YAMLPlace(file: 0, lower: record.lower, upper: record.upper))
    record.lower = UInt32(range.lower)
    record.upper = UInt32(range.upper)
    _ = try add(record)
  }

  /// An empty scalar in place of something that has been reported.
  private func placeholder(at range: SourceRange) -> YAMLRecord {
    YAMLRecord(
      kind: .scalar, flags: [.plain, .broken], file: 0, lower: UInt32(range.lower), upper: UInt32(range.upper))
  }

  /// Enters a node and hands it to the collection that is open.
  private mutating func add(_ record: YAMLRecord) throws(Refusal) -> Int {
    nodes += Int(record.weight)
    if nodes > limits.nodes {
      let range = origin.range(Int(record.lower), Int(record.upper))
      throw Refusal(LimitProblem.manyNodes(range, limit: limits.nodes, isAlias: false))
    }
    let index = arena.records.count
    arena.records.append(record)
    if frames.count > 0 {
      pending.append(UInt32(index))
      let top = frames.count - 1
      frames[top].upper = max(frames[top].upper, record.upper)
    }
    return index
  }

  // MARK: Collections

  private mutating func openCollection(_ event: YAMLEvent) throws(Refusal) {
    var (lower, upper) = (origin.offset(event.start), origin.offset(event.end))
    if event.anchor != nil || event.tag != nil { lower = contentStart(lower, origin.bytes.count) }
    upper = max(upper, lower)
    if frames.count >= limits.depth {
      throw Refusal(LimitProblem.deepNesting(origin.range(lower, upper), limit: limits.depth))
    }
    let kind: YAMLNode.Kind = event.kind == .mappingStart ? .mapping : .sequence
    var flags: YAMLRecord.Flags = event.isFlow ? .flow : []
    if event.tag != nil, !acceptsCollectionTag(event, kind: kind, lower: lower) { flags.insert(.broken) }
    let index = try add(
      YAMLRecord(kind: kind, flags: flags, file: 0, lower: UInt32(lower), upper: UInt32(upper)))
    let anchor = event.anchor == nil ? -1 : try define(event, as: index, isOpen: true)
    frames.append(Frame(record: index, base: pending.count, anchor: anchor, upper: UInt32(lower)))
  }

  private mutating func closeSequence(_ event: YAMLEvent) {
    let base = frames[frames.count - 1].base
    let first = arena.children.count
    arena.children.append(pending.slice(base, pending.count - base))
    close(event, firstChild: first)
  }

  private mutating func closeMapping(_ event: YAMLEvent) {
    let first = arena.children.count
    assembleMapping(frames[frames.count - 1])
    close(event, firstChild: first)
  }

  /// Completes the innermost collection, whose children have been entered.
  private mutating func close(_ event: YAMLEvent, firstChild: Int) {
    let frame = frames[frames.count - 1]
    frames.truncate(to: frames.count - 1)
    pending.truncate(to: frame.base)
    var record = arena.records[frame.record]
    record.first = UInt32(firstChild)
    record.count = UInt32(arena.children.count - firstChild)
    record.upper = record.flags.contains(.flow) ? UInt32(origin.offset(event.end)) : frame.upper
    for child in arena.children.slice(firstChild, Int(record.count)) {
      record.weight += arena.records[Int(child)].weight
    }
    arena.records[frame.record] = record
    if frame.anchor >= 0 { anchors[frame.anchor].isOpen = false }
    if frames.count > 0 {
      let top = frames.count - 1
      frames[top].upper = max(frames[top].upper, record.upper)
    }
  }

  // MARK: Anchors and places

  /// Gives a node its anchor's name; a name used again means the later node from then on.
  private mutating func define(_ event: YAMLEvent, as record: Int, isOpen: Bool) throws(Refusal) -> Int {
    let name = String(cString: event.anchor!)
    let lower = origin.offset(event.start)
    let range = origin.range(lower, lower + name.utf8.count + 1)
    if anchors.count >= limits.anchors { throw Refusal(LimitProblem.manyAnchors(range, limit: limits.anchors)) }
    anchorSlots[name] = anchors.count
    anchors.append(Anchor(record: record, isOpen: isOpen, range: range))
    return anchors.count - 1
  }

  /// Whether the node just added is the key of an entry.
  private var lastIsKey: Bool {
    guard frames.count > 0 else { return false }
    let frame = frames[frames.count - 1]
    return arena.records[frame.record].kind == .mapping && (pending.count - frame.base) % 2 == 1
  }

  /// Where a node's content begins after its anchor and tag, which may stand on lines of their own.
  private func contentStart(_ lower: Int, _ upper: Int) -> Int {
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

  private func withoutTrailingSpace(_ lower: Int, _ upper: Int) -> Int {
    var upper = upper
    while upper > lower, isSpace(origin.bytes[upper - 1]) { upper -= 1 }
    return upper
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private func isFlowEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }
}

/// A reason to stop reading: nothing after it would mean anything.
struct Refusal: Error {
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
