// The field table as a JSON Schema (draft-07), for editors and other tools.
import ScenarioSyntax

/// Derives the schema of scenario files from the field table.
///
/// A file that the schema refuses is refused by the decoder, and the other way round, but for two things that draft-07
/// cannot say: the range of a quantity with a unit, and what a variable stands for.
package struct JSONSchema {
  private let table: LanguageTable

  /// The schema of scenario files in the language of a catalog.
  package static func document(catalog: Catalog) -> JSONValue {
    let schema = JSONSchema(table: ScenarioFields.table(catalog: catalog))
    var root = schema.object(schema.table.scenario)
    root.merge([
      "$schema": "http://json-schema.org/draft-07/schema#", "title": "Scenario",
      "description": .string(schema.table.scenario.summary),
      "definitions": [
        "workload": .object(schema.variants(schema.table.workload)),
        "strategy": .object(schema.variants(schema.table.strategy)), "step": .object(schema.verbs(schema.table.steps)),
        "steps": [
          "type": "array", "items": ["anyOf": [JSONSchema.reference("step"), JSONSchema.reference("variable")]],
        ],
        "variable": [
          "type": "string", "pattern": "\\$\\{[A-Za-z0-9_-]+\\}",
          "description": "A value with variables of 'vars' in it",
        ],
      ],
    ]) { $1 }
    return .object(root)
  }

  private init(table: LanguageTable) { self.table = table }

  private typealias Members = [String: JSONValue]

  private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/definitions/\(name)")] }

  // MARK: Fields

  private func field(_ field: Field) -> JSONValue {
    var members = type(field.type)
    // Beside a reference everything else would be ignored.
    if let reference = members["$ref"] { members = ["allOf": [["$ref": reference]]] }
    members["description"] = .string(field.summary)
    if let value = field.defaultValue { members["default"] = JSONValue(yaml: value) }
    if !field.examples.isEmpty { members["examples"] = .array(field.examples.map { JSONValue(yaml: $0) }) }
    return .object(members)
  }

  /// What may stand somewhere: what the type allows, or a variable that stands for it.
  private func type(_ type: FieldType) -> Members {
    let allowed = alternatives(type)
    if allowed.count == 1, JSONSchema.coversVariables(type) { return allowed[0] }
    return ["anyOf": .array(allowed.map { .object($0) } + [JSONSchema.reference("variable")])]
  }

  private func alternatives(_ type: FieldType) -> [Members] {
    switch type {
    case .text: [["type": ["string", "number", "boolean"]]]
    case .expectation: [["type": "string"]]
    case .expression: [["type": ["string", "integer", "boolean"]]]
    case .nothing: [["type": "null"]]
    case .any: [[:]]
    case .list(let element, let minimum, let maximum): [list(element, minimum, maximum)]
    case .mapping(let style, let element, let minimum, let maximum): [mapping(style, element, minimum, maximum)]
    case .object(let type): [object(type)]
    case .variants(let type): [["$ref": .string("#/definitions/\(type.name)")]]
    case .verbs(let type): [verbs(type)]
    case .steps: [["$ref": "#/definitions/steps"]]
    case .either(let types): types.flatMap(alternatives)
    case .name, .boolean, .integer, .number, .duration, .size, .rate, .share, .choice:
      [JSONSchema.scalar(type)]
    }
  }

  /// Whether a variable is allowed already, because any text is or by the definition referred to.
  private static func coversVariables(_ type: FieldType) -> Bool {
    switch type {
    case .text, .expectation, .expression, .any, .variants: true
    default: false
    }
  }

  /// A scalar whose text must be of a certain form, so that a variable has to be allowed beside it.
  private static func scalar(_ type: FieldType) -> Members {
    switch type {
    case .name(let style):
      var members: Members = ["type": "string"]
      members["pattern"] = style.pattern.map { .string($0) }
      return members
    case .boolean: return ["type": "boolean"]
    case .integer(let range):
      return ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
    case .number(let range):
      return ["type": "number", "minimum": .double(range.lowerBound), "maximum": .double(range.upperBound)]
    case .duration: return ["type": "string", "pattern": .string(UnitSystem.duration.pattern)]
    case .size: return ["type": "string", "pattern": .string(UnitSystem.size.pattern)]
    case .rate: return ["type": "string", "pattern": .string(UnitSystem.rate.pattern)]
    case .share: return ["type": "string", "pattern": .string(UnitSystem.share.pattern)]
    case .choice(let choices): return ["enum": .array(choices.map { .string($0.value) })]
    default: return [:]
    }
  }

  // MARK: Collections

  private func list(_ element: FieldType, _ minimum: Int, _ maximum: Int?) -> Members {
    var members: Members = ["type": "array", "items": .object(type(element))]
    if minimum > 0 { members["minItems"] = .int(Int64(minimum)) }
    if let maximum { members["maxItems"] = .int(Int64(maximum)) }
    return members
  }

  private func mapping(
    _ style: FieldType.NameStyle, _ element: FieldType, _ minimum: Int, _ maximum: Int?
  ) -> Members {
    var members: Members = ["type": "object", "additionalProperties": .object(type(element))]
    if let pattern = style.pattern { members["propertyNames"] = ["pattern": .string(pattern)] }
    if minimum > 0 { members["minProperties"] = .int(Int64(minimum)) }
    if let maximum { members["maxProperties"] = .int(Int64(maximum)) }
    return members
  }

  private func object(_ type: ObjectType) -> Members {
    var members: Members = ["type": "object", "properties": properties(type.fields)]
    members["additionalProperties"] = type.others.map { .object(self.type($0)) } ?? false
    if type.allowsExtensions { members["patternProperties"] = ["^x-": [:]] }
    let required = type.fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members["required"] = .array(required.map { .string($0) }) }
    return members
  }

  private func properties(_ fields: [Field]) -> JSONValue {
    .object(Dictionary(fields.map { ($0.name, field($0)) }) { first, _ in first })
  }

  // MARK: Choices

  /// A bare name, or an object whose discriminator decides about its other keys.
  private func variants(_ type: VariantType) -> Members {
    let bare = type.variants.filter { !$0.fields.contains(where: \.isRequired) }.map { JSONValue.string($0.name) }
    let names = JSONValue.object([
      "description": .string(type.summary),
      "anyOf": [["enum": .array(type.variants.map { .string($0.name) })], JSONSchema.reference("variable")],
    ])
    let rules = type.variants.map { variant -> JSONValue in
      var then = object(variant)
      then["description"] = .string(variant.summary)
      then["properties"] = properties(variant.fields).adding(type.discriminator, [:])
      return [
        "if": [
          "properties": [type.discriminator: ["const": .string(variant.name)]],
          "required": [.string(type.discriminator)],
        ],
        "then": .object(then),
      ]
    }
    return [
      "description": .string(type.summary),
      "anyOf": [
        ["enum": .array(bare)], JSONSchema.reference("variable"),
        [
          "type": "object", "required": [.string(type.discriminator)], "properties": [type.discriminator: names],
          "allOf": .array(rules),
        ],
      ],
    ]
  }

  /// An object with exactly one of the verbs: what goes with one verb does not allow another.
  private func verbs(_ type: VerbType) -> Members {
    let bare = type.verbs.filter { if case .nothing? = $0[$0.name]?.type { true } else { false } }.map(\.name)
    let rules = type.verbs.map { verb -> JSONValue in
      ["if": ["required": [.string(verb.name)]], "then": .object(object(verb))]
    }
    let mapping: JSONValue = [
      "type": "object", "anyOf": .array(type.verbs.map { ["required": [.string($0.name)]] }), "allOf": .array(rules),
    ]
    guard !bare.isEmpty else { return ["description": .string(type.summary), "allOf": [mapping]] }
    return [
      "description": .string(type.summary), "anyOf": [["enum": .array(bare.map { .string($0) })], mapping],
    ]
  }
}

extension JSONValue {
  /// The value of a YAML text as JSON; null for what is no YAML.
  package init(yaml text: String) {
    let read = YAMLReader.read(SourceFile(name: "example", bytes: Array(text.utf8)))
    self = read.root.map { JSONValue($0) } ?? .null
  }

  /// A node's value by the core schema. Keys are texts; an integer beyond 64 bits becomes a floating-point number.
  package init(_ node: YAMLNode) {
    switch node.kind {
    case .sequence: self = .array(node.elements.map { JSONValue($0) })
    case .mapping:
      self = .object(Dictionary(node.entries.map { ($0.key.text, JSONValue($0.value)) }) { first, _ in first })
    case .scalar:
      switch node.value {
      case .null: self = .null
      case .bool(let value): self = .bool(value)
      case .int(let value): self = .int(value)
      case .bigInt(let text): self = .double(Double(text) ?? .infinity)
      case .float(let value): self = .double(value)
      case .string(let value): self = .string(value)
      }
    }
  }

  fileprivate func adding(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .object(var members) = self else { return self }
    members[key] = value
    return .object(members)
  }
}
