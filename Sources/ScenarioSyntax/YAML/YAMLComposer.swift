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
  mutating func add(_ record: YAMLRecord) throws(Refusal) -> Int {
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
}

/// A reason to stop reading: nothing after it would mean anything.
struct Refusal: Error {
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
