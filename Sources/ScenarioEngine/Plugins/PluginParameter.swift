// One parameter that a plug-in declares, as a field of the language.
import ScenarioModel
import ScenarioSyntax

struct PluginParameter {
  enum Kind: String, CaseIterable { case text, boolean, integer, number, duration, size, choice }

  private let name: String
  private let declared: ShapeObject

  init(_ name: String, _ declared: ShapeObject) {
    self.name = name
    self.declared = declared
  }

  /// The field; what is wrong with its default or its range goes into the decoder's findings.
  func field(_ decoder: inout ShapeDecoder) -> Field {
    let type = type(&decoder)
    var text: String?
    if let node = declared["default"]?.raw, node.value != .null || node.kind != .scalar {
      if decoder.decode(node, as: type, called: "the default of '\(name)'") != nil {
        text = declared["default"]?.parameter.map { JSONValue(plugin: $0).text() }
      }
    }
    let description = declared["description"]?.text ?? ""
    return Field(
      name, type, required: declared["required"]?.boolean == true && text == nil, default: text,
      summary: description.hasSuffix(".") ? String(description.dropLast()) : description,
      examples: text.map { [$0] } ?? [])
  }

  private func type(_ decoder: inout ShapeDecoder) -> FieldType {
    switch declared["type"]?.text.flatMap(Kind.init) {
    case .boolean: return .boolean
    case .integer:
      let range = range(Int64.min...Int64.max, .integer(.min ... .max), &decoder) { $0.integer }
      return .integer(range)
    case .number:
      return .number(
        range(-1e300...1e300, .number(-1e300...1e300), &decoder) {
          if case .number(let value) = $0.content { value } else { nil }
        })
    case .duration:
      let widest = 0...PluginParameter.year
      return .duration(range(widest, .duration(widest), &decoder) { $0.integer })
    case .size: return .size(range(0...Int64.max / 2, .size(0...Int64.max / 2), &decoder) { $0.integer })
    case .choice:
      let words = (declared["choices"]?.list ?? []).compactMap(\.text)
      if words.isEmpty {
        decoder.diagnostics.append(
          Diagnostic(
            .missingParameter, message: "'\(name)' is a choice of nothing", range: declared["type"]?.range,
            help: "add 'choices'"))
      }
      return .choice(words.map { .init($0, $0) })
    case .text, nil: return .text
    }
  }

  /// From `minimum` to `maximum`, each a value of the type itself.
  private func range<Bound: Comparable>(
    _ widest: ClosedRange<Bound>, _ type: FieldType, _ decoder: inout ShapeDecoder, _ value: (ShapeValue) -> Bound?
  ) -> ClosedRange<Bound> {
    func bound(_ key: String) -> Bound? {
      declared[key]?.raw.flatMap { decoder.decode($0, as: type, called: "the \(key) of '\(name)'") }.flatMap(value)
    }
    let low = bound("minimum") ?? widest.lowerBound
    let high = bound("maximum") ?? widest.upperBound
    if low > high {
      decoder.diagnostics.append(
        Diagnostic(
          .reversedRange, message: "the minimum of '\(name)' is above its maximum", range: declared["minimum"]?.range,
          help: "exchange them"))
    }
    return low...max(low, high)
  }

  /// Nanoseconds: anything longer is a slip of the pen.
  private static let year: Int64 = 366 * 86_400_000_000_000
}

extension JSONValue {
  /// A parameter's value as plug-ins get it: durations in nanoseconds, sizes in bytes, rates per second.
  init(plugin value: ParameterValue) {
    switch value {
    case .boolean(let flag): self = .bool(flag)
    case .integer(let number), .duration(let number), .size(let number): self = .int(number)
    case .number(let number), .rate(let number): self = .double(number)
    case .text(let text): self = .string(text)
    case .list(let items): self = .array(items.map { JSONValue(plugin: $0) })
    case .mapping(let members): self = .object(members.mapValues { JSONValue(plugin: $0) })
    }
  }

  /// The same as one would write it in a file: with units.
  fileprivate init(written value: ParameterValue) {
    switch value {
    case .duration(let number): self = .string("\(number)ns")
    case .size(let number): self = .string("\(number)B")
    case .list(let items): self = .array(items.map { JSONValue(written: $0) })
    case .mapping(let members): self = .object(members.mapValues { JSONValue(written: $0) })
    default: self.init(plugin: value)
    }
  }
}

extension PluginDeclaration {
  /// What a plug-in is given for the values that a file sets: all that it declares, checked, with defaults.
  ///
  /// - Throws: `PluginMistake` with the first value that does not fit the declaration.
  func resolve(_ given: [String: ParameterValue]) throws(PluginMistake) -> JSONValue {
    let type = ObjectType(name: "plug-in '\(name)'", summary: summary, fields: parameters)
    guard let root = YAMLNode.plugin(JSONValue(written: .mapping(given))) else {
      throw PluginMistake("its parameters cannot be read")
    }
    var decoder = ShapeDecoder(table: .empty)
    let values = decoder.decode(root, as: .object(type), called: "plug-in '\(name)'")?.parameter
    if let first = decoder.diagnostics.first(where: { $0.severity == .error }) { throw PluginMistake(first) }
    return values.map { JSONValue(plugin: $0) } ?? .object([:])
  }
}
