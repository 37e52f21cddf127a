// An object of the report: its members in one table, from which text and schema are made.
import ScenarioSyntax

/// One kind of object. Every member is always present, null where there is no value.
struct Shape<Value>: Sendable {
  /// Its name among the schema's definitions.
  let name: String
  /// One sentence for the schema.
  let summary: String
  let members: [Member<Value>]

  init(_ name: String, _ summary: String, _ members: [Member<Value>]) {
    self.name = name
    self.summary = summary
    self.members = members
  }

  func encode(_ value: Value) -> JSONValue {
    .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.encode(value)) }))
  }

  /// Its name and its schema, for the schema's `definitions`.
  var definition: (name: String, schema: JSONValue) {
    let properties = members.map { member in
      (member.name, JSONValue.object(member.schema.merging(["description": .string(member.summary)]) { $1 }))
    }
    return (
      name,
      [
        "type": "object", "description": .string(summary), "additionalProperties": false,
        "properties": .object(Dictionary(uniqueKeysWithValues: properties)),
        "required": .array(members.map(\.name).sorted().map { .string($0) }),
      ]
    )
  }
}

/// One member of an object.
struct Member<Owner>: Sendable {
  let name: String
  let summary: String
  let schema: [String: JSONValue]
  let encode: @Sendable (Owner) -> JSONValue

  /// - Parameter value: reads the member's value from its owner.
  init<Value>(
    _ name: String, _ summary: String, _ wire: Wire<Value>, _ value: @escaping @Sendable (Owner) -> Value
  ) {
    self.name = name
    self.summary = summary
    // A draft-07 reader ignores everything beside `$ref`, so the description needs a wrapping.
    schema = wire.schema["$ref"] == nil ? wire.schema : ["allOf": [.object(wire.schema)]]
    encode = { wire.encode(value($0)) }
  }
}
