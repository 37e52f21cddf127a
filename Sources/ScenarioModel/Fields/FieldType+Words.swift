// What a message calls a type, and what it calls a node.
import ScenarioSyntax

extension FieldType {
  /// `a duration such as 100ms`, `fifo, lifo or priority`.
  package var words: String {
    switch self {
    case .text: "text"
    case .name: "a name"
    case .nothing: "nothing"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .duration: "a duration such as 100ms"
    case .size: "a size such as 4KiB"
    case .rate: "a rate such as 200/s"
    case .share: "a share such as 5%"
    case .expression: "an expression"
    case .expectation: "an expectation such as `p99 < 500ms`"
    case .choice(let choices): FieldType.join(choices.map { "'\($0.value)'" })
    case .list, .steps: "a list"
    case .mapping, .object: "a mapping"
    case .variants(let type): "\(type.discriminator == "executor" ? "an executor's" : "a workload's") name or a mapping"
    case .verbs(let type): "a mapping with one verb, as \(type.name)s are"
    case .either(let types): FieldType.join(types.map(\.shortWords))
    case .any: "a value"
    }
  }

  /// Without an example.
  package var shortWords: String {
    switch self {
    case .duration: "a duration"
    case .size: "a size"
    case .rate: "a rate"
    case .share: "a share"
    case .expectation: "an expectation"
    case .verbs(let type): "a \(type.name)"
    case .variants(let type): "a \(type.name)"
    default: words
    }
  }

  /// `a, b or c`
  static func join(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// What to do about a node that does not fit, where something can be said.
  func hint(for node: YAMLNode) -> String? {
    switch (self, node.kind) {
    case (.list, .scalar) where node.value != .null: "write [\(node.text.shortened)]"
    case (.steps, .mapping): "start each step with `- `"
    case (.expression, .scalar): node.value.isNumber ? "expressions know whole numbers only" : nil
    default: nil
    }
  }
}

extension FieldType.NameStyle {
  /// What names of this style consist of.
  var words: String {
    switch self {
    case .scenario: "small letters, digits, '_' and '-', starting with a letter"
    case .identifier: "letters, digits and '_', not starting with a digit"
    case .label: "letters, digits, '_' and '-', not starting with a digit"
    case .target: "a name, or a name with an index such as forks[0]"
    case .anything: "any text"
    }
  }
}

extension YAMLNode {
  /// `a list`, `nothing`, `5`, `'abc'`.
  package var words: String {
    switch kind {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar: break
    }
    switch value {
    case .null: return "nothing"
    case .bool, .int, .bigInt, .float: return text.shortened
    case .string: return "'\(text.shortened)'"
    }
  }
}

extension UnitSystem {
  /// `5ms, 5s, 5m` for a number without its unit.
  func forms(of number: String) -> String { usual.map { number + $0 }.joined(separator: ", ") }

  /// The unit that was probably meant.
  func nearest(to unit: String) -> String? {
    wordFor(unit) ?? Spelling.nearest(to: unit, among: units.map(\.name))
  }

  /// The unit behind a long word: `seconds`, `min`, `kb`.
  private func wordFor(_ unit: String) -> String? {
    let words = [
      "second": "s", "sec": "s", "minute": "m", "min": "m", "hour": "h", "hr": "h", "millisecond": "ms", "msec": "ms",
      "microsecond": "us", "µs": "us", "μs": "us", "nanosecond": "ns", "byte": "B", "k": "KiB", "kb": "KB",
      "kib": "KiB", "m": "MiB", "mb": "MB", "mib": "MiB", "g": "GiB", "gb": "GB", "gib": "GiB", "/second": "/s",
      "/sec": "/s", "/min": "/m", "/minute": "/m", "/hour": "/h", "rps": "/s",
    ]
    let word = unit.lowercased()
    let found = words[word] ?? (word.hasSuffix("s") ? words[String(word.dropLast())] : nil)
    return found.flatMap { name in units.contains { $0.name == name } ? name : nil }
  }
}

extension LanguageTable {
  /// Which object has a key of that name, if exactly one does: `a queue`.
  func home(of key: String) -> String? {
    var homes: [String] = []
    func visit(_ type: FieldType) {
      switch type {
      case .object(let object): visit(object)
      case .mapping(_, let element, _, _), .list(let element, _, _): visit(element)
      case .either(let types): types.forEach(visit)
      default: break
      }
    }
    func visit(_ object: ObjectType) {
      if object[key] != nil, !homes.contains(object.name) { homes.append(object.name) }
      for field in object.fields { visit(field.type) }
    }
    visit(scenario)
    return homes.count == 1 ? homes[0] : nil
  }
}

extension String {
  /// Long texts are cut for messages.
  var shortened: String {
    let line = prefix { !$0.isNewline }
    return line.count > 40 || line.count < count ? line.prefix(39) + "…" : self
  }

  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
