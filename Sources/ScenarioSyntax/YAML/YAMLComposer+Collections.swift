// Sequences and mappings: opened at their first event, completed at their last.

extension YAMLComposer {
  mutating func openCollection(_ event: YAMLEvent) throws(Refusal) {
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

  mutating func closeSequence(_ event: YAMLEvent) {
    let base = frames[frames.count - 1].base
    let first = arena.children.count
    arena.children.append(pending.slice(base, pending.count - base))
    close(event, firstChild: first)
  }

  mutating func closeMapping(_ event: YAMLEvent) {
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
}
