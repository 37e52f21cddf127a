// From a node to a value of the shape that the field table gives. Never stops at the first mistake.
import ScenarioSyntax

/// Decodes nodes by type. What is wrong goes into `diagnostics`, and the value is nil or lacks that part.
package struct ShapeDecoder {
  let table: LanguageTable
  /// Everything found so far.
  package var diagnostics: [Diagnostic] = []
  /// The names in what could not be decoded.
  package internal(set) var unread = UnreadNames()
  /// Nodes that stand in for something reported earlier.
  private var brokenNodes = 0
  /// Grows whenever something cannot be decoded.
  var troubles: Int { diagnostics.count + brokenNodes }
  /// Whether what is decoded was written by nobody; then values have no place.
  let isDefault: Bool

  package init(table: LanguageTable, isDefault: Bool = false) {
    self.table = table
    self.isDefault = isDefault
  }

  /// Decodes a whole file; nil if it is no mapping.
  package mutating func decode(scenario root: YAMLNode) -> ShapeObject? {
    object(root, as: table.scenario, called: table.scenario.name)
  }

  /// Decodes a node.
  /// - Parameter name: what messages call the value: `'workers'`.
  package mutating func decode(_ node: YAMLNode, as type: FieldType, called name: String) -> ShapeValue? {
    guard isWhole(node), let content = content(node, as: type, called: name) else {
      unread.note(node, as: type)
      return nil
    }
    return ShapeValue(content: content, node: isDefault ? nil : node)
  }

  /// Whether there is a value at all.
  mutating func isWhole(_ node: YAMLNode) -> Bool {
    if node.isBroken { brokenNodes += 1 }
    return !node.isBroken
  }

  private mutating func content(
    _ node: YAMLNode, as type: FieldType, called name: String
  ) -> ShapeValue.Content? {
    switch type {
    case .text, .name, .nothing, .boolean, .integer, .number, .duration, .size, .rate, .share, .expression,
      .expectation, .choice:
      return scalar(node, as: type, called: name)
    case .list(let element, let minimum, let maximum):
      return list(node, of: element, count: minimum...(maximum ?? .max), called: name)
    case .mapping(let style, let element, let minimum, let maximum):
      return mapping(node, keys: style, of: element, count: minimum...(maximum ?? .max), called: name)
    case .object(let type): return object(node, as: type, called: name).map { .object($0) }
    case .variants(let type): return variant(node, of: type, called: name).map { .variant($0) }
    case .verbs(let type): return verb(node, of: type).map { .verb($0) }
    case .steps: return list(node, of: .verbs(table.steps), count: 0...Int.max, called: name)
    case .either(let types): return either(node, of: types, called: name)
    case .any: return .raw(node)
    }
  }

  // MARK: Collections

  private mutating func list(
    _ node: YAMLNode, of element: FieldType, count: ClosedRange<Int>, called name: String
  ) -> ShapeValue.Content? {
    guard node.kind == .sequence else {
      report(wrong: node, called: name, needs: .list(element))
      return nil
    }
    let elements = node.elements
    check(elements.count, in: count, node, called: name, "element", "elements")
    return .list(elements.compactMap { decode($0, as: element, called: "an element of \(name)") })
  }

  private mutating func mapping(
    _ node: YAMLNode, keys style: FieldType.NameStyle, of element: FieldType, count: ClosedRange<Int>,
    called name: String
  ) -> ShapeValue.Content? {
    guard node.kind == .mapping else {
      report(wrong: node, called: name, needs: .mapping(style, element))
      return nil
    }
    let entries = node.entries
    check(entries.count, in: count, node, called: name, "entry", "entries")
    return .mapping(
      entries.map { entry in
        if !style.allows(entry.key.text) {
          report(badName: entry.key, style: style)
          unread.note(entry.key)
        }
        return ShapeEntry(key: entry.key, value: decode(entry.value, as: element, called: "'\(entry.key.text)'"))
      })
  }

  private mutating func check(
    _ found: Int, in allowed: ClosedRange<Int>, _ node: YAMLNode, called name: String, _ one: String, _ many: String
  ) {
    guard !allowed.contains(found) else { return }
    let bound = found < allowed.lowerBound ? allowed.lowerBound : allowed.upperBound
    let words = allowed.lowerBound == allowed.upperBound ? "exactly" : found < bound ? "at least" : "at most"
    diagnostics.append(
      Diagnostic(
        .wrongCount, at: node,
        message: "\(name) needs \(words) \(bound) \(bound == 1 ? one : many), found \(found == 0 ? "none" : "\(found)")"
      ))
  }

  // MARK: Objects

  /// - Parameters:
  ///   - discriminator: a key that has been seen to already.
  ///   - misspelt: a key that has been reported already, and the field that it was taken for.
  mutating func object(
    _ node: YAMLNode, as type: ObjectType, called name: String, except discriminator: String? = nil,
    misspelt: (key: String, field: String)? = nil
  ) -> ShapeObject? {
    guard isWhole(node) else { return nil }
    guard node.kind == .mapping else {
      report(wrong: node, called: name, needs: .object(type))
      return nil
    }
    let before = troubles
    var object = ShapeObject()
    for entry in node.entries where entry.key.text != discriminator {
      let key = entry.key.text == misspelt?.key ? misspelt?.field ?? "" : entry.key.text
      if let field = type[key] {
        object.written[key] = entry.key.range
        object.fields[key] = decode(entry.value, as: field.type, called: "'\(key)'")
      } else if type.allowsExtensions, key.hasPrefix("x-") {
        continue
      } else if let other = type.others {
        object.others.append(ShapeEntry(key: entry.key, value: decode(entry.value, as: other, called: "'\(key)'")))
      } else {
        let meant = report(unknown: entry.key, in: type, called: name, present: Set(node.entries.map(\.key.text)))
        guard let field = meant.flatMap({ type[$0] }), !object.has(field.name) else {
          unread.note(entry.key)
          unread.note(entry.value)
          continue
        }
        object.written[field.name] = entry.key.range
        object.fields[field.name] = decode(entry.value, as: field.type, called: "'\(key)'")
      }
    }
    fillIn(&object, type, at: node, called: name)
    object.isPartial = troubles > before
    return object
  }

  /// Reports required fields that are absent and decodes the defaults of the others.
  mutating func fillIn(_ object: inout ShapeObject, _ type: ObjectType, at node: YAMLNode, called name: String) {
    for field in type.fields where !object.has(field.name) {
      if field.isRequired { report(missing: field, at: node, called: name) }
      if let text = field.defaultValue { object.fields[field.name] = decode(default: text, of: field) }
    }
  }

  private func decode(default text: String, of field: Field) -> ShapeValue? {
    guard let node = YAMLReader.read(SourceFile(name: "default of \(field.name)", bytes: Array(text.utf8))).root else {
      return nil
    }
    var decoder = ShapeDecoder(table: table, isDefault: true)
    return decoder.decode(node, as: field.type, called: "'\(field.name)'")
  }
}
