// A node tree that can be edited: untouched parts stay views of the tree they came from.
import ScenarioSyntax

/// A tree on its way from the files to the tree that is decoded.
package indirect enum Draft: Sendable {
  /// As read, with all that is below it.
  case node(YAMLNode)
  case mapping([Entry], range: SourceRange, definition: SourceRange?)

  /// A key with its value.
  package struct Entry: Sendable {
    /// Always a scalar.
    package var key: YAMLNode
    /// Edited or not.
    package var value: Draft
  }

  /// Where it is written.
  var range: SourceRange {
    switch self {
    case .node(let node): node.range
    case .mapping(_, let range, _): range
    }
  }

  /// Its entries; nil if it is no mapping.
  var entries: [Entry]? {
    switch self {
    case .node(let node):
      node.kind == .mapping ? node.entries.map { Entry(key: $0.key, value: .node($0.value)) } : nil
    case .mapping(let entries, _, _): entries
    }
  }

  /// The node, if nothing in it was edited.
  var node: YAMLNode? { if case .node(let node) = self { node } else { nil } }

  /// The same place with other entries.
  func with(_ entries: [Entry]) -> Draft {
    switch self {
    case .node(let node): .mapping(entries, range: node.range, definition: node.definition)
    case .mapping(_, let range, let definition): .mapping(entries, range: range, definition: definition)
    }
  }

  /// The value under a key.
  subscript(_ key: String) -> Draft? { entries?.first { $0.key.text == key }?.value }

  /// Without some keys.
  func removing(_ keys: Set<String>) -> Draft {
    guard let entries, entries.contains(where: { keys.contains($0.key.text) }) else { return self }
    return with(entries.filter { !keys.contains($0.key.text) })
  }

  /// Base and what is written over it: mappings merge, everything else is replaced.
  static func merge(base: Draft, over: Draft) -> Draft {
    guard let below = base.entries, let above = over.entries else { return over }
    var merged = below
    for entry in above {
      if let index = merged.firstIndex(where: { $0.key.text == entry.key.text }) {
        merged[index] = Entry(key: entry.key, value: merge(base: merged[index].value, over: entry.value))
      } else {
        merged.append(entry)
      }
    }
    return over.with(merged)
  }

  /// As a tree of its own.
  var frozen: YAMLNode {
    if case .node(let node) = self { return node }
    var builder = YAMLTreeBuilder()
    let root = enter(into: &builder)
    return builder.finish(root: root)
  }

  private func enter(into builder: inout YAMLTreeBuilder) -> YAMLTreeBuilder.Handle {
    switch self {
    case .node(let node): return builder.copy(node)
    case .mapping(let entries, let range, let definition):
      let children = entries.map { entry in
        let key = builder.copy(entry.key)
        return (key: key, value: entry.value.enter(into: &builder))
      }
      return builder.mapping(children, range: range, definition: definition)
    }
  }
}

extension YAMLNode {
  /// A scalar of its own, written at a place.
  static func scalar(_ text: String, isPlain: Bool = true, range: SourceRange) -> YAMLNode {
    var builder = YAMLTreeBuilder()
    let root = builder.scalar(text, isPlain: isPlain, range: range)
    return builder.finish(root: root)
  }

  /// On one line, as it would be written in YAML's flow form.
  package var flowText: String {
    switch kind {
    case .scalar: text
    case .sequence: "[" + elements.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping: "{ " + entries.map { "\($0.key.text): \($0.value.flowText)" }.joined(separator: ", ") + " }"
    }
  }

  /// Whether two nodes say the same: kinds, values, and keys in any order.
  func says(_ other: YAMLNode) -> Bool {
    guard kind == other.kind, count == other.count else { return false }
    switch kind {
    case .scalar: return value == other.value
    case .sequence: return zip(elements, other.elements).allSatisfy { $0.says($1) }
    case .mapping: return entries.allSatisfy { entry in other[entry.key.text].map { entry.value.says($0) } ?? false }
    }
  }
}
