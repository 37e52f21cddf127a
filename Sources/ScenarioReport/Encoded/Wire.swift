// How a value looks in JSON: one description from which both the text and its schema follow.
import ScenarioSyntax

/// A value's JSON form together with the schema (draft-07) of that form.
struct Wire<Value>: Sendable {
  let schema: [String: JSONValue]
  let encode: @Sendable (Value) -> JSONValue

  init(_ schema: [String: JSONValue], encode: @escaping @Sendable (Value) -> JSONValue) {
    self.schema = schema
    self.encode = encode
  }
}

extension Wire where Value == String {
  static var text: Wire { Wire(["type": "string"]) { .string($0) } }
  /// Always this text, as a schema's name is.
  static func constant(_ value: String) -> Wire { Wire(["const": .string(value)]) { _ in .string(value) } }
}

extension Wire where Value: BinaryInteger & SendableMetatype {
  static var whole: Wire { Wire(["type": "integer"]) { .int(Int64(clamping: $0)) } }
  /// A number that is never negative; nanoseconds, bytes and counts are.
  static var natural: Wire { Wire(["type": "integer", "minimum": 0]) { .int(max(0, Int64(clamping: $0))) } }
}

extension Wire where Value == Double {
  /// A number; what is not finite is null.
  static var real: Wire { Wire(["type": ["number", "null"]]) { .double($0) } }
}

extension Wire where Value == Bool {
  static var flag: Wire { Wire(["type": "boolean"]) { .bool($0) } }
}

extension Wire where Value == UInt64 {
  /// Sixty-four bits in hexadecimal: JSON numbers lose digits in many readers.
  static var hexadecimal: Wire {
    Wire(["type": "string", "pattern": "^[0-9a-f]{16}$"]) { value in
      let digits = String(value, radix: 16)
      return .string(String(repeating: "0", count: 16 - digits.count) + digits)
    }
  }
  /// A number as long as it fits a signed one, else its digits.
  static var seed: Wire {
    Wire(["type": ["integer", "string"]]) { value in Int64(exactly: value).map(JSONValue.int) ?? .string("\(value)") }
  }
}

extension Wire where Value: RawRepresentable & CaseIterable & SendableMetatype, Value.RawValue == String {
  /// One of an enumeration's names.
  static var name: Wire {
    Wire(["enum": .array(Value.allCases.map { .string($0.rawValue) })]) { .string($0.rawValue) }
  }
}

extension Wire where Value: RawRepresentable & SendableMetatype, Value.RawValue == String {
  /// A name from an enumeration that may grow.
  static var word: Wire { Wire(["type": "string"]) { .string($0.rawValue) } }
}

extension Wire {
  /// Null where there is no value.
  static func optional<Wrapped>(_ wire: Wire<Wrapped>) -> Wire where Value == Wrapped? {
    var schema = wire.schema
    if case .string(let type) = schema["type"] {
      schema["type"] = .array([.string(type), "null"])
    } else if case .array(let types) = schema["type"] {
      schema["type"] = .array(types.contains("null") ? types : types + ["null"])
    } else if case .array(let names) = schema["enum"] {
      schema["enum"] = .array(names + [.null])
    } else {
      schema = ["anyOf": [.object(schema), ["type": "null"]]]
    }
    return Wire(schema) { $0.map(wire.encode) ?? .null }
  }

  static func list<Element>(_ wire: Wire<Element>) -> Wire where Value == [Element] {
    Wire(["type": "array", "items": .object(wire.schema)]) { .array($0.map(wire.encode)) }
  }

  /// An object with any keys and values of one kind.
  static func dictionary<Element>(_ wire: Wire<Element>) -> Wire where Value == [String: Element] {
    Wire(["type": "object", "additionalProperties": .object(wire.schema)]) { .object($0.mapValues(wire.encode)) }
  }

  /// An object of a shape, by reference to the shape's definition.
  static func object(_ shape: Shape<Value>) -> Wire {
    Wire(["$ref": .string("#/definitions/\(shape.name)")]) { shape.encode($0) }
  }
}
