// One field of the language: its name, type, range, default and words, said once for decoder, schema, docs and hints.

package struct Field: Sendable {
  package var name: String
  package var type: FieldType
  package var isRequired: Bool
  /// As YAML text: `100ms`, `64`, `fifo`; nil when leaving it out means "none".
  package var defaultValue: String?
  /// One sentence, without a final full stop.
  package var summary: String
  /// YAML texts that are valid for it.
  package var examples: [String]
  package init(
    _ name: String, _ type: FieldType, required: Bool = false, default defaultValue: String? = nil, summary: String,
    examples: [String] = []
  ) {
    self.name = name
    self.type = type
    isRequired = required
    self.defaultValue = defaultValue
    self.summary = summary
    self.examples = examples
  }
}

/// What may stand at a field.
package indirect enum FieldType: Sendable {
  /// Any scalar, taken as text.
  case text
  /// `[a-z][a-z0-9_-]*`, or for things that expressions name `[A-Za-z_][A-Za-z0-9_]*`.
  case name(NameStyle)
  case boolean
  case integer(ClosedRange<Int64>)
  case number(ClosedRange<Double>)
  case duration(ClosedRange<Int64>)
  case size(ClosedRange<Int64>)
  case rate
  case expression
  case expectation
  /// One of these words.
  case choice([Choice])
  case list(FieldType, minimum: Int = 0)
  /// Any names to values of one type.
  case mapping(NameStyle, FieldType)
  case object(ObjectType)
  /// A mapping with a discriminating field whose value selects further fields, as `type` selects a workload's parameters;
  /// the bare discriminator stands for it with defaults.
  case variants(VariantType)
  /// Any of these; the first whose kind of node matches decides what is reported.
  case either([FieldType])
  case steps
  /// Left as it is: `vars`, `x-…`, initial `state` values.
  case any

  package enum NameStyle: Sendable { case scenario, identifier, anything }
  package struct Choice: Sendable {
    package var value: String
    package var summary: String
    package init(_ value: String, _ summary: String) {
      self.value = value
      self.summary = summary
    }
  }
}

package struct ObjectType: Sendable {
  package var name: String
  package var summary: String
  package var fields: [Field]
  /// Keys that start with `x-` are ignored.
  package var allowsExtensions: Bool
  package init(name: String, summary: String, fields: [Field], allowsExtensions: Bool = false) {
    self.name = name
    self.summary = summary
    self.fields = fields
    self.allowsExtensions = allowsExtensions
  }
}

package struct VariantType: Sendable {
  package var name: String
  package var summary: String
  /// `type` or `executor`.
  package var discriminator: String
  package var variants: [ObjectType]
  /// Named by the language, refused as not available in this version.
  package var unavailable: [String]
  package init(name: String, summary: String, discriminator: String, variants: [ObjectType], unavailable: [String]) {
    self.name = name
    self.summary = summary
    self.discriminator = discriminator
    self.variants = variants
    self.unavailable = unavailable
  }
}
