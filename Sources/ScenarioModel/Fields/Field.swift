// One field of the language: its name, type, range, default and words, said once for decoder, schema, docs and hints.

/// A key of the language and what may stand there.
package struct Field: Sendable {
  /// The key.
  package var name: String
  /// What may stand there.
  package var type: FieldType
  /// Whether leaving it out is a mistake.
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
  /// Any scalar but null, taken as text.
  case text
  case name(NameStyle)
  /// Null: `yield:` has no operand.
  case nothing
  case boolean
  case integer(ClosedRange<Int64>)
  case number(ClosedRange<Double>)
  /// Nanoseconds, written with a unit.
  case duration(ClosedRange<Int64>)
  /// Bytes, written with a unit.
  case size(ClosedRange<Int64>)
  /// Events per second, above 0, written `200/s`.
  case rate
  /// 0 to 1, written `5%`.
  case share
  case expression
  case expectation
  /// One of these words.
  case choice([Choice])
  case list(FieldType, minimum: Int = 0, maximum: Int? = nil)
  /// Any names to values of one type.
  case mapping(NameStyle, FieldType, minimum: Int = 0, maximum: Int? = nil)
  case object(ObjectType)
  /// A mapping with a discriminating field whose value selects further fields, as `type` selects a workload's parameters;
  /// the bare discriminator stands for it with defaults.
  case variants(VariantType)
  /// Any of these; the first whose kind of node matches decides what is reported.
  case either([FieldType])
  /// A mapping that has exactly one of several keys, which selects the keys that may go with it.
  case verbs(VerbType)
  /// A list of steps: the table's own `steps`, by name, because steps nest.
  case steps
  /// Left as it is: `vars`, values compared.
  case any

  /// Which characters names have.
  package enum NameStyle: Sendable {
    /// `[a-z][a-z0-9_-]*`: names of scenarios and tags.
    case scenario
    /// `[A-Za-z_][A-Za-z0-9_]*`: what expressions can name.
    case identifier
    /// `[A-Za-z_][A-Za-z0-9_-]*`: roles, variables, branches.
    case label
    /// An identifier, or one with an index: `forks[task]`.
    case target
    case anything
  }
  /// A word that may be chosen.
  package struct Choice: Sendable {
    /// The word.
    package var value: String
    /// What it means, in a few words.
    package var summary: String
    package init(_ value: String, _ summary: String) {
      self.value = value
      self.summary = summary
    }
  }
}

/// A mapping with known keys.
package struct ObjectType: Sendable {
  /// What messages call it: `the scenario`, `a role`; of a variant or verb its own name: `sleep`.
  package var name: String
  /// One sentence, without a final full stop.
  package var summary: String
  /// In the order in which they are documented.
  package var fields: [Field]
  /// Keys that start with `x-` are ignored.
  package var allowsExtensions: Bool
  /// What every key that is none of `fields` holds; nil: such a key is a mistake.
  package var others: FieldType?
  package init(
    name: String, summary: String, fields: [Field], allowsExtensions: Bool = false, others: FieldType? = nil
  ) {
    self.name = name
    self.summary = summary
    self.fields = fields
    self.allowsExtensions = allowsExtensions
    self.others = others
  }

  /// The field of that name.
  package subscript(_ name: String) -> Field? { fields.first { $0.name == name } }
}

/// A mapping with exactly one verb: a step, a check.
package struct VerbType: Sendable {
  /// What one of them is called: `step`.
  package var name: String
  /// One sentence, without a final full stop.
  package var summary: String
  /// One for each verb; its first field is the verb with its operand, the others may go with it. A verb whose operand is
  /// `nothing` may also be written as a bare word.
  package var verbs: [ObjectType]
  package init(name: String, summary: String, verbs: [ObjectType]) {
    self.name = name
    self.summary = summary
    self.verbs = verbs
  }

  /// The verb of that name.
  package subscript(_ name: String) -> ObjectType? { verbs.first { $0.name == name } }
}

/// A choice of objects by one of their keys.
package struct VariantType: Sendable {
  /// What it is called: `workload`.
  package var name: String
  /// One sentence, without a final full stop.
  package var summary: String
  /// `type` or `executor`.
  package var discriminator: String
  /// Named as the discriminator's values are; the discriminator itself is not among their fields.
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
