// One parameter of a workload or option of an executor, as a field of the language.
internal import ScenarioModel
internal import ScenarioSyntax

/// What a file may set. Validation, completion, the schema and hints follow from it. One without a default must be set.
///
/// Names are made of small letters, digits and `_`; `type` and `executor` are the language's own. Summaries are one sentence,
/// without a final full stop.
public struct Parameter: Sendable {
  let field: Field

  private init(_ name: String, _ type: FieldType, _ defaultValue: String?, example: String, _ summary: String) {
    field = Field(
      name, type, required: defaultValue == nil, default: defaultValue, summary: summary,
      examples: [defaultValue ?? example])
  }

  /// A whole number.
  public static func integer(
    _ name: String, in range: ClosedRange<Int64>, default value: Int64? = nil, _ summary: String
  ) -> Parameter {
    check(value, range, name)
    return Parameter(name, .integer(range), value.map { "\($0)" }, example: "\(range.lowerBound)", summary)
  }

  /// Any number.
  public static func number(
    _ name: String, in range: ClosedRange<Double>, default value: Double? = nil, _ summary: String
  ) -> Parameter {
    check(value, range, name)
    return Parameter(name, .number(range), value.map { "\($0)" }, example: "\(range.lowerBound)", summary)
  }

  /// True or false.
  public static func boolean(_ name: String, default value: Bool? = nil, _ summary: String) -> Parameter {
    Parameter(name, .boolean, value.map { "\($0)" }, example: "true", summary)
  }

  /// Any text.
  public static func text(_ name: String, default value: String? = nil, _ summary: String) -> Parameter {
    Parameter(name, .text, value.map { JSONValue.string($0).text() }, example: "text", summary)
  }

  /// One of several words.
  public static func choice(
    _ name: String, of words: [String], default value: String? = nil, _ summary: String
  ) -> Parameter {
    precondition(value.map(words.contains) ?? !words.isEmpty, "the default of '\(name)' is none of its words")
    let choices = words.map { FieldType.Choice($0, $0) }
    return Parameter(name, .choice(choices), value, example: words[0], summary)
  }

  /// A length of time, written with a unit: `100ms`.
  public static func duration(
    _ name: String, in range: ClosedRange<Duration>, default value: Duration? = nil, _ summary: String
  ) -> Parameter {
    check(value, range, name)
    let bounds = range.lowerBound.nanoseconds...range.upperBound.nanoseconds
    return Parameter(
      name, .duration(bounds), value.map { "\($0.nanoseconds)ns" }, example: "\(bounds.lowerBound)ns", summary)
  }

  /// A number of bytes, written with a unit: `64KiB`.
  public static func size(
    _ name: String, in range: ClosedRange<Int64>, default value: Int64? = nil, _ summary: String
  ) -> Parameter {
    check(value, range, name)
    return Parameter(name, .size(range), value.map { "\($0)B" }, example: "\(range.lowerBound)B", summary)
  }

  private static func check<Value>(_ value: Value?, _ range: ClosedRange<Value>, _ name: String) {
    precondition(value.map(range.contains) ?? true, "the default of '\(name)' is out of its range")
  }
}

/// The values of a workload's parameters, or of an executor's options, by the names in its description. To ask for another
/// name, or for a value of another type, is a mistake in the program and ends it.
public struct ParameterValues: Sendable {
  let values: [String: ParameterValue]

  /// Of a whole number.
  public func integer(_ name: String) -> Int64 {
    if case .integer(let value)? = values[name] { value } else { missing(name) }
  }

  /// Of any number.
  public func number(_ name: String) -> Double {
    switch values[name] {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: missing(name)
    }
  }

  /// Of true or false.
  public func boolean(_ name: String) -> Bool {
    if case .boolean(let value)? = values[name] { value } else { missing(name) }
  }

  /// Of a text or a choice.
  public func text(_ name: String) -> String {
    if case .text(let value)? = values[name] { value } else { missing(name) }
  }

  /// Of a length of time.
  public func duration(_ name: String) -> Duration {
    if case .duration(let value)? = values[name] { .nanoseconds(value) } else { missing(name) }
  }

  /// In bytes.
  public func size(_ name: String) -> Int64 {
    if case .size(let value)? = values[name] { value } else { missing(name) }
  }

  private func missing(_ name: String) -> Never {
    preconditionFailure("there is no parameter '\(name)' of this type among \(values.keys.sorted())")
  }
}

extension Duration {
  /// Whole ones; at most those of some 292 years.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, isTooMuch) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return isTooMuch ? (seconds < 0 ? .min : .max) : sum
  }
}
