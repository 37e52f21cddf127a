// A mapping's entries at its end: keys must be scalars and unique, merge keys bring in other mappings' entries.

extension YAMLComposer {
  /// Marks an entry that is not taken over.
  private static var dropped: UInt32 { .max }

  /// Enters the children of the innermost collection, a mapping, into the arena.
  mutating func assembleMapping(_ frame: Frame) {
    keys.removeAll()
    for position in stride(from: frame.base, to: pending.count, by: 2) { checkKey(at: position) }
    for position in stride(from: frame.base, to: pending.count, by: 2) where pending[position] != Self.dropped {
      if frame.hasMergeKey, isMergeKey(Int(pending[position])) {
        merge(Int(pending[position + 1]))
      } else {
        arena.children.append(pending[position])
        arena.children.append(pending[position + 1])
      }
    }
  }

  /// Whether a node is the plain scalar `<<`.
  func isMergeKey(_ index: Int) -> Bool {
    let record = arena.records[index]
    guard record.kind == .scalar, record.count == 2, record.flags.contains(.plain) else { return false }
    return arena.text[Int(record.first)] == 0x3C && arena.text[Int(record.first) + 1] == 0x3C
  }

  private mutating func checkKey(at position: Int) {
    let index = pending[position]
    let key = arena.records[Int(index)]
    guard key.kind == .scalar else {
      findings.add(StructureProblem.collectionAsKey(range(of: index), kind: key.kind))
      pending[position] = Self.dropped
      return
    }
    if let first = keys.insert(index, in: arena) {
      let text = String(decoding: arena.text.slice(Int(key.first), Int(key.count)), as: UTF8.self)
      if !key.flags.contains(.broken) {
        findings.add(StructureProblem.duplicateKey(text, at: range(of: index), first: range(of: first)))
      }
      pending[position] = Self.dropped
    }
  }

  /// Adds the entries of a merge key's value that the mapping does not have yet. Of several mappings the earlier wins.
  private mutating func merge(_ value: Int) {
    let record = arena.records[value]
    switch record.kind {
    case .mapping: mergeEntries(of: record)
    case .sequence:
      for position in 0..<Int(record.count) {
        let child = arena.children[Int(record.first) + position]
        if arena.records[Int(child)].kind == .mapping {
          mergeEntries(of: arena.records[Int(child)])
        } else {
          refuseMerge(of: child)
        }
      }
    case .scalar: refuseMerge(of: UInt32(value))
    }
  }

  private mutating func mergeEntries(of mapping: YAMLRecord) {
    for position in stride(from: Int(mapping.first), to: Int(mapping.first + mapping.count), by: 2) {
      let key = arena.children[position]
      guard keys.insert(key, in: arena) == nil else { continue }
      arena.children.append(key)
      arena.children.append(arena.children[position + 1])
    }
  }

  private mutating func refuseMerge(of node: UInt32) {
    if arena.records[Int(node)].flags.contains(.broken) { return }
    findings.add(StructureProblem.badMerge(range(of: node)))
  }

  private func range(of index: UInt32) -> SourceRange {
    let record = arena.records[Int(index)]
    return origin.range(Int(record.lower), Int(record.upper))
  }
}

/// The keys of one mapping, compared by text. Reused from mapping to mapping.
struct KeySet: ~Copyable {
  private var members = RawList<UInt32>(capacity: 64)
  /// Open addressing over `members`; 0 is free, else a position plus one. Used beyond a few keys.
  private var table = RawList<UInt32>(capacity: 64)
  private static var linearLimit: Int { 8 }

  mutating func removeAll() {
    members.truncate(to: 0)
    table.truncate(to: 0)
  }

  /// Adds the key that is a record's text, unless an equal one is there: then returns that one's record.
  mutating func insert(_ index: UInt32, in arena: borrowing YAMLArena) -> UInt32? {
    if members.count < KeySet.linearLimit {
      for position in 0..<members.count where KeySet.areEqual(members[position], index, arena) {
        return members[position]
      }
      members.append(index)
      return nil
    }
    if (members.count + 1) * 2 > table.count { rebuild(arena) }
    let slot = find(index, arena)
    if table[slot] != 0 { return members[Int(table[slot]) - 1] }
    members.append(index)
    table[slot] = UInt32(members.count)
    return nil
  }

  private mutating func rebuild(_ arena: borrowing YAMLArena) {
    let size = max(32, table.count * 2)
    table.truncate(to: 0)
    for _ in 0..<size { table.append(0) }
    for position in 0..<members.count { table[find(members[position], arena)] = UInt32(position + 1) }
  }

  /// The slot of an equal key, or the free one where it belongs.
  private func find(_ index: UInt32, _ arena: borrowing YAMLArena) -> Int {
    let mask = table.count - 1
    var slot = KeySet.hash(index, arena) & mask
    while table[slot] != 0, !KeySet.areEqual(members[Int(table[slot]) - 1], index, arena) { slot = (slot + 1) & mask }
    return slot
  }

  /// Seeded per process, so that no text can be made to collide.
  private static func hash(_ index: UInt32, _ arena: borrowing YAMLArena) -> Int {
    var hasher = Hasher()
    let record = arena.records[Int(index)]
    hasher.combine(bytes: UnsafeRawBufferPointer(arena.text.slice(Int(record.first), Int(record.count))))
    return hasher.finalize()
  }

  private static func areEqual(_ left: UInt32, _ right: UInt32, _ arena: borrowing YAMLArena) -> Bool {
    let (one, other) = (arena.records[Int(left)], arena.records[Int(right)])
    guard one.count == other.count else { return false }
    return arena.text.slice(Int(one.first), Int(one.count))
      .elementsEqual(arena.text.slice(Int(other.first), Int(other.count)))
  }
}
