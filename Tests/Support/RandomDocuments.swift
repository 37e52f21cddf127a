// Random scenario files made from the field table, right ones and mutated ones, as JSON (which is YAML too).
import ScenarioModel
import ScenarioSyntax

/// Draws documents of a language. The same seed draws the same documents.
package struct RandomDocuments {
  private let table: LanguageTable
  private var random: SplitMix64

  package init(table: LanguageTable, seed: UInt64) {
    self.table = table
    random = SplitMix64(seed: seed)
  }

  /// A document of the right shape; what it means may still be nonsense.
  package mutating func valid() -> JSONValue { object(table.scenario, depth: 0) }

  /// A document with one to three random changes somewhere in it; it may still be of the right shape.
  package mutating func mutated() -> JSONValue {
    var document = valid()
    for _ in 0..<Int.random(in: 1...3, using: &random) { document = mutate(document) }
    return document
  }

  // MARK: Right

  private mutating func value(_ type: FieldType, depth: Int) -> JSONValue {
    switch type {
    case .text: return pick(["text", "a b", "", 5, 1.5, true])
    case .name(let style): return .string(name(style))
    case .nothing: return nil
    case .boolean: return .bool(Bool.random(using: &random))
    case .integer(let range): return .int(integer(in: range))
    case .number(let range): return .double(Double.random(in: range, using: &random))
    case .duration(let range): return .string(UnitSystem.duration.write(integer(in: range)))
    case .size(let range): return .string(UnitSystem.size.write(integer(in: range)))
    case .rate: return pick(["200/s", "1.5/m", "30/h"])
    case .share: return pick(["0%", "2.5%", "100%"])
    case .expression: return pick(["balance - 800", "task", 5, -1, true, "forks[0] == 1", 2.0])
    case .expectation: return pick(["verdict == ok", "p99 < 5s"])
    case .choice(let choices): return .string(pick(choices.map(\.value)))
    case .list(let element, let minimum, let maximum):
      return .array((0..<count(minimum, maximum, depth)).map { _ in value(element, depth: depth + 1) })
    case .steps:
      return .array((0..<count(0, nil, depth)).map { _ in value(.verbs(table.steps), depth: depth + 1) })
    case .mapping(let style, let element, let minimum, let maximum):
      return mapping(style, element, count(minimum, maximum, depth), depth)
    case .object(let type): return object(type, depth: depth)
    case .variants(let type): return variant(type, depth: depth)
    case .verbs(let type): return verb(type, depth: depth)
    case .either(let types): return value(pick(types), depth: depth)
    case .any: return pick([1, "x", [1, 2], ["a": 1], nil])
    }
  }

  private mutating func object(_ type: ObjectType, depth: Int, only required: Bool = false) -> JSONValue {
    var members: [String: JSONValue] = [:]
    for field in type.fields {
      let isWanted = !required && depth < 8 && Int.random(in: 0..<3, using: &random) == 0
      if field.isRequired || isWanted { members[field.name] = value(field.type, depth: depth + 1) }
    }
    if type.allowsExtensions, Bool.random(using: &random) { members["x-note"] = [1, 2] }
    if let other = type.others, Bool.random(using: &random) {
      members["roles.a.workers"] = value(other, depth: depth + 1)
    }
    return .object(members)
  }

  private mutating func mapping(
    _ style: FieldType.NameStyle, _ element: FieldType, _ count: Int, _ depth: Int
  ) -> JSONValue {
    var members: [String: JSONValue] = [:]
    while members.count < count { members[name(style)] = value(element, depth: depth + 1) }
    return .object(members)
  }

  private mutating func variant(_ type: VariantType, depth: Int) -> JSONValue {
    let isShallow = { (variant: ObjectType) in depth < 6 || !variant.fields.contains { $0.isRequired } }
    let chosen = pick(type.variants.filter(isShallow))
    if !chosen.fields.contains(where: \.isRequired), Bool.random(using: &random) { return .string(chosen.name) }
    guard case .object(var members) = object(chosen, depth: depth + 1) else { return nil }
    members[type.discriminator] = .string(chosen.name)
    return .object(members)
  }

  private mutating func verb(_ type: VerbType, depth: Int) -> JSONValue {
    let chosen = pick(type.verbs)
    if case .nothing? = chosen[chosen.name]?.type, Bool.random(using: &random) { return .string(chosen.name) }
    return object(chosen, depth: depth + 1)
  }

  private mutating func name(_ style: FieldType.NameStyle) -> String {
    switch style {
    case .scenario: pick(["bank_race", "a", "x-1"])
    case .identifier: pick(["balance", "_x", "Q2", "a", "b", "c"])
    case .label: pick(["read", "front-end", "_x", "b"])
    case .target: pick(["balance", "forks[task]", "a[1]", "b"])
    case .anything: pick(["LANG", "roles.a.workers", "0"])
    }
  }

  private mutating func count(_ minimum: Int, _ maximum: Int?, _ depth: Int) -> Int {
    let most = depth > 6 ? minimum : max(minimum, min(maximum ?? 3, 3))
    return Int.random(in: minimum...most, using: &random)
  }

  /// Mostly small, sometimes an end of the range.
  private mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: range.lowerBound
    case 1: range.upperBound
    default: min(max(Int64.random(in: 0...1000, using: &random), range.lowerBound), range.upperBound)
    }
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int.random(in: 0..<items.count, using: &random)]
  }

  // MARK: Wrong

  /// The document with one change at a random place.
  private mutating func mutate(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var members) where !members.isEmpty && Int.random(in: 0..<5, using: &random) > 0:
      let key = pick(members.keys.sorted())
      switch Int.random(in: 0..<8, using: &random) {
      case 0: members[key] = nil
      case 1: members[pick(["workers", "set", "then", "5x", "unknown", "x-y", "type", "do"])] = stray()
      case 2:
        members[key + pick(["s", "_", "[", "-"])] = members[key]
        members[key] = nil
      default: members[key] = members[key].map { mutate($0) }
      }
      return .object(members)
    case .array(var items) where !items.isEmpty && Int.random(in: 0..<4, using: &random) > 0:
      let index = Int.random(in: 0..<items.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: items.remove(at: index)
      case 1: items.append(stray())
      default: items[index] = mutate(items[index])
      }
      return .array(items)
    default: return stray()
    }
  }

  private mutating func stray() -> JSONValue {
    pick([
      nil, true, 0, -1, 7, 1.5, 2.0, "", "2", "true", "5", "5s", "5 s", "-5s", "1.5ms", "4KiB", "4kb", "200/s", "2/d",
      "unbounded", "fifo", "thread", "sleep", "steps", "http", "explore", "yield", "set", "a b", "a[1]", "a[]", [], [1],
      [[]], ["a"], [:], ["a": 1], ["type": "sleep"], ["type": "exec"], ["executor": 5],
      ["set": ["a": 1], "count": "b"],
      ["a": ["b": 1]], 1e300, .int(.max), .int(.min),
    ])
  }
}
