// Types that allow several shapes: variants by a discriminator, verbs, and "any of these".
import ScenarioSyntax

extension ShapeDecoder {
  // MARK: Variants

  mutating func variant(_ node: YAMLNode, of type: VariantType, called name: String) -> ShapeVariant? {
    guard let discriminator = discriminator(node, of: type, called: name) else { return nil }
    let known = type.variants.first { $0.name == discriminator.text }
    guard let variant = known ?? report(unknownVariant: discriminator, of: type) else { return nil }
    let title = "\(type.name) '\(variant.name)'"
    var object = ShapeObject()
    if node.kind == .mapping {
      guard let decoded = self.object(node, as: variant, called: title, except: type.discriminator) else { return nil }
      object = decoded
    } else {
      let before = troubles
      fillIn(&object, variant, at: node, called: title)
      object.isPartial = troubles > before
    }
    return ShapeVariant(name: Located(variant.name, at: isDefault ? nil : discriminator.range), object: object)
  }

  /// The node that says which variant is meant: the value itself, or the discriminating key's.
  private mutating func discriminator(_ node: YAMLNode, of type: VariantType, called name: String) -> YAMLNode? {
    var found = node
    switch node.kind {
    case .sequence:
      report(wrong: node, called: name, needs: .variants(type))
      return nil
    case .mapping:
      guard let value = node[type.discriminator] else {
        report(noDiscriminator: node, of: type, called: name)
        return nil
      }
      found = value
    case .scalar: break
    }
    guard isWhole(found) else { return nil }
    guard found.kind == .scalar, case .string = found.value else {
      report(wrong: found, called: node.kind == .mapping ? "'\(type.discriminator)'" : name, needs: .variants(type))
      return nil
    }
    return found
  }

  // MARK: Verbs

  mutating func verb(_ node: YAMLNode, of type: VerbType) -> ShapeVerb? {
    guard isWhole(node) else { return nil }
    switch node.kind {
    case .sequence:
      report(wrong: node, called: "a \(type.name)", needs: .verbs(type))
      return nil
    case .scalar: return bareVerb(node, of: type)
    case .mapping: break
    }
    let written = node.entries.filter { type[$0.key.text] != nil }
    guard let entry = written.first, let verb = type[entry.key.text] else {
      guard let (key, verb) = report(noVerb: node, of: type),
        let object = object(
          node, as: verb, called: "a '\(verb.name)' \(type.name)", misspelt: (key.text, verb.name))
      else { return nil }
      return ShapeVerb(name: verb.name, key: key.range, object: object)
    }
    guard written.count == 1 else {
      report(severalVerbs: written.map(\.key), of: type)
      return nil
    }
    guard let object = object(node, as: verb, called: "a '\(verb.name)' \(type.name)") else { return nil }
    return ShapeVerb(name: verb.name, key: entry.key.range, object: object)
  }

  /// A verb without an operand may stand alone.
  private mutating func bareVerb(_ node: YAMLNode, of type: VerbType) -> ShapeVerb? {
    guard case .string(let text) = node.value, let verb = type[text] else {
      _ = report(noVerb: node, of: type)
      return nil
    }
    guard let operand = verb[text], case .nothing = operand.type else {
      report(missing: verb.fields[0], at: node, called: "a '\(text)' \(type.name)")
      return nil
    }
    var object = ShapeObject()
    object.written[text] = node.range
    object.fields[text] = ShapeValue(content: .nothing, node: node)
    return ShapeVerb(name: text, key: node.range, object: object)
  }

  // MARK: Any of these

  /// The first type that takes the node; else the one that its author probably meant reports.
  mutating func either(_ node: YAMLNode, of types: [FieldType], called name: String) -> ShapeValue.Content? {
    let before = diagnostics.count
    let unreadBefore = unread
    let suited = types.filter { $0.suits(node) }
    for type in suited {
      if let value = decode(node, as: type, called: name), diagnostics.count == before { return value.content }
      diagnostics.removeSubrange(before...)
      unread = unreadBefore
    }
    let likely = suited.count > 1 ? suited.first { $0.isMeant(by: node) } : suited.first
    guard let likely else {
      report(wrong: node, called: name, needs: .either(types))
      return nil
    }
    return decode(node, as: likely, called: name)?.content
  }
}

extension FieldType {
  /// Whether the node is of a kind that the type could take.
  func suits(_ node: YAMLNode) -> Bool {
    switch self {
    case .list, .steps: node.kind == .sequence
    case .mapping, .object: node.kind == .mapping
    case .variants, .verbs: node.kind != .sequence
    case .either(let types): types.contains { $0.suits(node) }
    case .any: true
    default: node.kind == .scalar
    }
  }

  /// Whether an author who wrote this scalar probably had this type in mind.
  func isMeant(by node: YAMLNode) -> Bool {
    let looksNumeric = YAMLValue(plain: node.text).isNumber
    switch self {
    case .integer, .number, .duration, .size, .rate, .share: return looksNumeric
    case .boolean: return ["true", "false", "yes", "no", "on", "off"].contains(node.text.lowercased())
    case .choice(let choices):
      guard case .string(let text) = node.value, !looksNumeric else { return false }
      return choices.count > 1 || Spelling.nearest(to: text, among: choices.map(\.value)) != nil
    case .name, .text, .expression, .expectation:
      if case .string = node.value { return true }
      return false
    case .either(let types): return types.contains { $0.isMeant(by: node) }
    default: return false
    }
  }
}

extension YAMLValue {
  /// Whether it is a number of any size.
  var isNumber: Bool {
    switch self {
    case .int, .bigInt, .float: true
    case .null, .bool, .string: false
    }
  }
}
