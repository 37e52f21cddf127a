// What the shape decoder makes of a node: values with units resolved and defaults filled in, each with its node.
import ScenarioSyntax

/// A value of the right shape.
package struct ShapeValue: Sendable {
  /// The value itself, by the kind of its type.
  package indirect enum Content: Sendable {
    /// Also of names and choices.
    case text(String)
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// Nanoseconds.
    case duration(Int64)
    /// Bytes.
    case size(Int64)
    /// Events per second.
    case rate(Double)
    /// What could be decoded of it; the rest has been reported.
    case list([ShapeValue])
    case mapping([ShapeEntry])
    case object(ShapeObject)
    case variant(ShapeVariant)
    case verb(ShapeVerb)
    case nothing
    /// Read later: expressions, expectations, and what may be anything.
    case raw(YAMLNode)
  }
  /// The value itself.
  package var content: Content
  /// Where it was written; nil for a default.
  package var node: YAMLNode?
  /// Where it was written; nil for a default.
  package var range: SourceRange? { node?.range }
}

/// An entry of a mapping with free keys.
package struct ShapeEntry: Sendable {
  /// The key.
  package var key: YAMLNode
  /// nil if the value was no good and has been reported; the key still counts as declared.
  package var value: ShapeValue?
  /// The key's text.
  package var name: Located<String> { Located(key.text, at: key.range) }
}

/// A mapping with known keys.
package struct ShapeObject: Sendable {
  /// By field name; a field that was written and is no good is absent, as is one that was left out and has no default.
  package var fields: [String: ShapeValue] = [:]
  /// Where the keys of the fields that were written are, good or not.
  package var written: [String: SourceRange] = [:]
  /// Entries with keys of their own, where the type has such.
  package var others: [ShapeEntry] = []
  /// Whether something in it was reported.
  package var isPartial = false

  package subscript(_ name: String) -> ShapeValue? { fields[name] }
  /// Whether the field was written and decoded; a default does not count.
  package func has(_ name: String) -> Bool { written[name] != nil }
}

/// An object that was chosen by its discriminator.
package struct ShapeVariant: Sendable {
  /// The discriminator's value.
  package var name: Located<String>
  /// Its fields.
  package var object: ShapeObject
}

/// A step or check: the verb's operand is the field of its name.
package struct ShapeVerb: Sendable {
  /// The verb.
  package var name: String
  /// Where the verb is written.
  package var key: SourceRange
  /// Its fields.
  package var object: ShapeObject
  /// What the verb is applied to.
  package var operand: ShapeValue? { object[name] }
}

extension ShapeValue {
  /// A text, name or choice.
  package var text: String? { if case .text(let text) = content { text } else { nil } }
  /// A boolean.
  package var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }
  /// An integer, or nanoseconds, or bytes.
  package var integer: Int64? {
    switch content {
    case .integer(let value), .duration(let value), .size(let value): value
    default: nil
    }
  }
  /// Events per second.
  package var rate: Double? { if case .rate(let value) = content { value } else { nil } }
  /// The elements of a list.
  package var list: [ShapeValue]? { if case .list(let items) = content { items } else { nil } }
  /// The entries of a mapping with free keys.
  package var entries: [ShapeEntry]? { if case .mapping(let entries) = content { entries } else { nil } }
  /// A mapping with known keys.
  package var object: ShapeObject? { if case .object(let object) = content { object } else { nil } }
  /// An object chosen by its discriminator.
  package var variant: ShapeVariant? { if case .variant(let variant) = content { variant } else { nil } }
  /// A step or check.
  package var verb: ShapeVerb? { if case .verb(let verb) = content { verb } else { nil } }
  /// A node to be read later.
  package var raw: YAMLNode? { if case .raw(let node) = content { node } else { nil } }

  /// A text with its place.
  package var locatedText: Located<String>? { text.map { Located($0, at: range) } }

  /// As the value of a workload's parameter or an executor's option.
  package var parameter: ParameterValue? {
    switch content {
    case .text(let value): .text(value)
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .duration(let value): .duration(value)
    case .size(let value): .size(value)
    case .rate(let value): .rate(value)
    case .list(let items): .list(items.compactMap(\.parameter))
    case .mapping(let entries): .mapping(ShapeValue.parameters(entries.map { ($0.key.text, $0.value) }))
    case .object(let object): .mapping(ShapeValue.parameters(object.fields.map { ($0.key, $0.value) }))
    case .variant, .verb, .nothing: nil
    case .raw(let node): ShapeValue.parameter(raw: node)
    }
  }

  private static func parameters(_ values: [(String, ShapeValue?)]) -> [String: ParameterValue] {
    var result: [String: ParameterValue] = [:]
    for (name, value) in values { result[name] = value?.parameter }
    return result
  }

  private static func parameter(raw node: YAMLNode) -> ParameterValue? {
    switch node.kind {
    case .sequence: return .list(node.elements.compactMap(parameter(raw:)))
    case .mapping:
      var members: [String: ParameterValue] = [:]
      for entry in node.entries { members[entry.key.text] = parameter(raw: entry.value) }
      return .mapping(members)
    case .scalar:
      switch node.value {
      case .null: return nil
      case .bool(let value): return .boolean(value)
      case .int(let value): return .integer(value)
      case .float(let value): return .number(value)
      case .bigInt(let text), .string(let text): return .text(text)
      }
    }
  }
}
