// One node of a document: a light view into its tree.

/// A scalar, a sequence or a mapping, with the place where it is written. Copying one costs a reference count.
package struct YAMLNode: Sendable {
  /// The tree that the node belongs to.
  package let tree: YAMLTree
  let index: UInt32

  /// What a node is made of.
  package enum Kind: UInt8, Sendable, Hashable, BitwiseCopyable {
    case scalar, sequence, mapping
  }

  private var record: YAMLRecord { tree.arena.records[Int(index)] }

  /// Scalar, sequence or mapping.
  package var kind: Kind { record.kind }

  /// Where it is written; for an alias, where the alias is used. Anchor and tag are not part of it.
  package var range: SourceRange {
    let record = record
    return tree.range(YAMLPlace(file: record.file, lower: record.lower, upper: record.upper))
  }

  /// Where its text really comes from, if elsewhere: the anchor's node, a variable's definition, a flag.
  package var definition: SourceRange? {
    let definition = record.definition
    return definition == YAMLRecord.noDefinition ? nil : tree.range(tree.arena.definitions[Int(definition)])
  }

  /// The text of a scalar, quotes and escapes resolved; empty for collections.
  package var text: String { String(decoding: textBytes, as: UTF8.self) }

  /// The text of a scalar as UTF-8; valid as long as the tree is.
  var textBytes: UnsafeBufferPointer<UInt8> {
    let record = record
    guard record.kind == .scalar else { return UnsafeBufferPointer(start: nil, count: 0) }
    return tree.arena.text.slice(Int(record.first), Int(record.count))
  }

  /// Whether this is a scalar whose type follows from its text: neither quoted, nor a block, nor tagged `!!str`.
  package var isPlain: Bool { record.kind == .scalar && record.flags.contains(.plain) }

  /// Whether this stands in for something that has already been reported, such as an undefined alias: a second
  /// finding about it would only distract.
  package var isBroken: Bool { record.flags.contains(.broken) }

  /// Whether this is a collection written in brackets or braces.
  package var isFlow: Bool { record.flags.contains(.flow) }

  /// A scalar's value by the YAML 1.2 core schema; for a collection, an empty string.
  package var value: YAMLValue {
    guard isPlain else { return .string(text) }
    let value = YAMLValue(plain: text)
    if record.flags.contains(.float), case .int(let number) = value { return .float(Double(number)) }
    return value
  }

  /// The number of elements of a sequence or of entries of a mapping; 0 for a scalar.
  package var count: Int {
    let record = record
    switch record.kind {
    case .scalar: return 0
    case .sequence: return Int(record.count)
    case .mapping: return Int(record.count) / 2
    }
  }

  /// How many nodes this is after alias expansion, itself included.
  package var weight: Int { Int(record.weight) }
}

extension YAMLNode {
  /// The items of a sequence, in order; empty for other kinds.
  package var elements: [YAMLNode] {
    kind == .sequence ? (0..<count).map { child($0) } : []
  }

  /// The entries of a mapping, in order: merge keys applied, and of duplicate keys the first. Empty for other kinds.
  package var entries: [YAMLEntry] {
    kind == .mapping ? (0..<count).map { YAMLEntry(key: child(2 * $0), value: child(2 * $0 + 1)) } : []
  }

  /// Visits the items of a sequence without making an array.
  package func forEachElement(_ body: (YAMLNode) -> Void) {
    guard kind == .sequence else { return }
    for position in 0..<count { body(child(position)) }
  }

  /// The value under a key of a mapping, compared by text; nil if there is none or this is no mapping. Takes time
  /// proportional to the number of entries.
  package subscript(_ key: String) -> YAMLNode? { entry(key)?.value }

  /// The entry of a mapping with a key, compared by text.
  package func entry(_ key: String) -> YAMLEntry? {
    guard kind == .mapping else { return nil }
    var key = key
    let found = key.withUTF8 { wanted in
      (0..<count).first { child(2 * $0).textBytes.elementsEqual(wanted) }
    }
    return found.map { YAMLEntry(key: child(2 * $0), value: child(2 * $0 + 1)) }
  }

  /// A child by position; keys and values of a mapping alternate.
  func child(_ position: Int) -> YAMLNode {
    let record = record
    return YAMLNode(tree: tree, index: tree.arena.children[Int(record.first) + position])
  }
}

/// One key of a mapping with its value.
package struct YAMLEntry: Sendable {
  /// Always a scalar.
  package let key: YAMLNode
  /// Any node.
  package let value: YAMLNode
}
