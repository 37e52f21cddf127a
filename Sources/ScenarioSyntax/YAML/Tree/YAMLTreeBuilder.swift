// Trees made of other trees: what remains after variables, flags and extended files are worked in.

/// Builds a tree from nodes of other trees and from new ones, children before parents. Every node keeps the range that
/// it is given, in whichever file that is.
package struct YAMLTreeBuilder: ~Copyable {
  /// A node of the tree that is being built; means nothing to another builder.
  package struct Handle: Sendable, Hashable {
    fileprivate let index: UInt32
  }

  private var arena = YAMLArena(bytes: 1024)
  private var files: [SourceFile] = []
  private var fileSlots: [ObjectIdentifier: UInt16] = [:]

  package init() {}

  /// Nodes entered so far; a caller that repeats nodes compares this with `YAMLLimits.nodes`.
  package var nodeCount: Int { arena.records.count }

  /// Enters a copy of a node with all that is below it; ranges and definitions stay what they are.
  package mutating func copy(_ node: YAMLNode) -> Handle {
    copy(node, range: node.range, definition: node.definition)
  }

  /// Enters a copy of a node with all that is below it, itself written at another place: a variable's value where the
  /// variable is used.
  package mutating func copy(_ node: YAMLNode, range: SourceRange, definition: SourceRange?) -> Handle {
    var record = newRecord(node.kind, range: range, definition: definition)
    record.flags = node.tree.arena.records[Int(node.index)].flags
    guard node.kind != .scalar else { return enter(&record, text: node.textBytes) }
    let children = (0..<(node.kind == .mapping ? 2 * node.count : node.count)).map { copy(node.child($0)) }
    return enter(&record, children: children)
  }

  /// Enters a scalar.
  /// - Parameters:
  ///   - isPlain: whether its type follows from its text, as if it were written without quotes.
  ///   - range: where it is used.
  ///   - definition: where its text comes from, if elsewhere.
  package mutating func scalar(
    _ text: String, isPlain: Bool, range: SourceRange, definition: SourceRange? = nil
  ) -> Handle {
    var record = newRecord(.scalar, range: range, definition: definition)
    record.flags = isPlain ? .plain : []
    var text = text
    return text.withUTF8 { enter(&record, text: $0) }
  }

  /// Enters an empty scalar that stands in for something that has been reported.
  package mutating func broken(range: SourceRange) -> Handle {
    var record = newRecord(.scalar, range: range, definition: nil)
    record.flags = [.plain, .broken]
    return enter(&record, text: UnsafeBufferPointer(start: nil, count: 0))
  }

  /// Enters a sequence of nodes that this builder has entered before.
  package mutating func sequence(_ items: [Handle], range: SourceRange, definition: SourceRange? = nil) -> Handle {
    var record = newRecord(.sequence, range: range, definition: definition)
    return enter(&record, children: items)
  }

  /// Enters a mapping of nodes that this builder has entered before. Keys must be scalars and differ.
  package mutating func mapping(
    _ entries: [(key: Handle, value: Handle)], range: SourceRange, definition: SourceRange? = nil
  ) -> Handle {
    var record = newRecord(.mapping, range: range, definition: definition)
    return enter(&record, children: entries.flatMap { [$0.key, $0.value] })
  }

  /// The tree's root: any node entered before.
  package consuming func finish(root: Handle) -> YAMLNode {
    YAMLNode(tree: YAMLTree(arena, files: files), index: root.index)
  }

  private mutating func newRecord(
    _ kind: YAMLNode.Kind, range: SourceRange, definition: SourceRange?
  ) -> YAMLRecord {
    var record = YAMLRecord(
      kind: kind, flags: [], file: slot(of: range.file), lower: UInt32(range.lower), upper: UInt32(range.upper))
    if let definition {
      record.definition = UInt32(arena.definitions.count)
      arena.definitions.append(
        YAMLPlace(
          file: slot(of: definition.file), lower: UInt32(definition.lower), upper: UInt32(definition.upper)))
    }
    return record
  }

  private mutating func enter(_ record: inout YAMLRecord, text: UnsafeBufferPointer<UInt8>) -> Handle {
    record.first = UInt32(arena.text.count)
    record.count = UInt32(text.count)
    arena.text.append(text)
    return enter(record)
  }

  private mutating func enter(_ record: inout YAMLRecord, children: [Handle]) -> Handle {
    record.first = UInt32(arena.children.count)
    record.count = UInt32(children.count)
    for child in children {
      arena.children.append(child.index)
      record.weight += arena.records[Int(child.index)].weight
    }
    return enter(record)
  }

  private mutating func enter(_ record: YAMLRecord) -> Handle {
    arena.records.append(record)
    return Handle(index: UInt32(arena.records.count - 1))
  }

  private mutating func slot(of file: SourceFile) -> UInt16 {
    let identity = ObjectIdentifier(file)
    if let slot = fileSlots[identity] { return slot }
    precondition(files.count < Int(UInt16.max), "a tree of more than 65,535 files")
    fileSlots[identity] = UInt16(files.count)
    files.append(file)
    return UInt16(files.count - 1)
  }
}
