// Scalars by type: numbers in range, quantities with units, names, words.
import ScenarioSyntax

extension ShapeDecoder {
  mutating func scalar(_ node: YAMLNode, as type: FieldType, called name: String) -> ShapeValue.Content? {
    guard node.kind == .scalar else {
      report(wrong: node, called: name, needs: type)
      return nil
    }
    switch type {
    case .integer(let range): return integer(node, in: range, called: name)
    case .number(let range): return number(node, in: range, called: name)
    case .boolean: return boolean(node, called: name)
    case .duration(let range):
      return quantity(node, .duration, in: range, as: type, called: name).map { .duration($0) }
    case .size(let range): return quantity(node, .size, in: range, as: type, called: name).map { .size($0) }
    case .rate: return rate(node, called: name)
    case .share: return share(node, called: name)
    default: return words(node, as: type, called: name)
    }
  }

  // MARK: Words

  private mutating func words(_ node: YAMLNode, as type: FieldType, called name: String) -> ShapeValue.Content? {
    switch (type, node.value) {
    case (.nothing, .null): return .nothing
    case (.text, let value) where value != .null: return .text(node.text)
    case (.expression, .string), (.expression, .int), (.expression, .bigInt), (.expression, .bool): return .raw(node)
    case (.expression, .float(let value)) where value.isInteger: return .raw(node)
    case (.expectation, .string): return .raw(node)
    case (.name(let style), .string(let text)):
      if style.allows(text) { return .text(text) }
      report(badName: node, style: style)
    case (.choice(let choices), .string(let text)):
      if choices.contains(where: { $0.value == text }) { return .text(text) }
      report(unknownWord: node, among: choices, called: name)
    default: report(wrong: node, called: name, needs: type)
    }
    return nil
  }

  private mutating func boolean(_ node: YAMLNode, called name: String) -> ShapeValue.Content? {
    if case .bool(let value) = node.value { return .boolean(value) }
    let meant: [String: Bool] = [
      "true": true, "false": false, "yes": true, "no": false, "on": true, "off": false,
    ]
    if let value = meant[node.text.lowercased()] {
      report(quoted: node, called: name, needs: .boolean, instead: String(value))
    } else {
      report(wrong: node, called: name, needs: .boolean)
    }
    return nil
  }

  // MARK: Numbers

  private mutating func integer(
    _ node: YAMLNode, in range: ClosedRange<Int64>, called name: String
  ) -> ShapeValue.Content? {
    let bounds = ("at least \(range.lowerBound)", "\(range.upperBound)")
    switch node.value {
    case .int(let value):
      if range.contains(value) { return .integer(value) }
      report(node, called: name, outside: bounds, isBelow: value < range.lowerBound)
    case .bigInt(let text):
      report(node, called: name, outside: bounds, isBelow: text.hasPrefix("-"))
    case .float(let value) where value.isInteger:
      if let exact = Int64(exactly: value), range.contains(exact) { return .integer(exact) }
      report(node, called: name, outside: bounds, isBelow: value < 0)
    default: reportNumber(node, called: name, needs: .integer(range))
    }
    return nil
  }

  private mutating func number(
    _ node: YAMLNode, in range: ClosedRange<Double>, called name: String
  ) -> ShapeValue.Content? {
    let value: Double
    switch node.value {
    case .int(let integer): value = Double(integer)
    case .bigInt(let text): value = Double(text) ?? .infinity
    case .float(let number) where number.isFinite: value = number
    default:
      reportNumber(node, called: name, needs: .number(range))
      return nil
    }
    if range.contains(value) { return .number(value) }
    report(
      node, called: name, outside: ("at least \(range.lowerBound.shortest)", range.upperBound.shortest),
      isBelow: value < range.lowerBound)
    return nil
  }

  /// Something else where a number belongs; a number in quotes gets its own words.
  private mutating func reportNumber(_ node: YAMLNode, called name: String, needs type: FieldType) {
    let digits = node.text.filter { $0 != "_" && $0 != "," }
    guard case .string = node.value, YAMLValue(plain: digits).isNumber else {
      report(wrong: node, called: name, needs: type)
      return
    }
    if digits == node.text {
      report(quoted: node, called: name, needs: type, instead: digits)
    } else {
      report(wrong: node, called: name, needs: type, help: "write numbers without separators: \(digits)")
    }
  }

  // MARK: Quantities

  /// A duration or size, rounded to whole nanoseconds or bytes.
  private mutating func quantity(
    _ node: YAMLNode, _ system: UnitSystem, in range: ClosedRange<Int64>, as type: FieldType, called name: String
  ) -> Int64? {
    guard let value = read(node, system, as: type, called: name) else { return nil }
    if let exact = Int64(exactly: value.rounded()), range.contains(exact) { return exact }
    let isBelow = value < Double(range.lowerBound)
    report(
      node, .quantityOutOfRange, called: name,
      outside: ("at least \(system.write(range.lowerBound))", system.write(range.upperBound)), isBelow: isBelow)
    return nil
  }

  private mutating func rate(_ node: YAMLNode, called name: String) -> ShapeValue.Content? {
    guard let value = read(node, .rate, as: .rate, called: name) else { return nil }
    if value > 0, value <= 1e9 { return .rate(value) }
    report(node, .quantityOutOfRange, called: name, outside: ("more than 0/s", "1000000000/s"), isBelow: value <= 0)
    return nil
  }

  private mutating func share(_ node: YAMLNode, called name: String) -> ShapeValue.Content? {
    guard let value = read(node, .share, as: .share, called: name) else { return nil }
    if value <= 1 { return .number(value) }
    report(node, .quantityOutOfRange, called: name, outside: ("at least 0%", "100%"), isBelow: false)
    return nil
  }

  private mutating func read(
    _ node: YAMLNode, _ system: UnitSystem, as type: FieldType, called name: String
  ) -> Double? {
    switch node.value {
    case .int, .bigInt, .float: report(missingUnit: node, system, called: name)
    case .string(let text):
      switch system.read(text) {
      case .quantity(let value): return value
      case .missingUnit: report(missingUnit: node, system, called: name)
      case .unknownUnit(let unit): report(unknownUnit: unit, node, system, called: name)
      case .notANumber: report(wrong: node, called: name, needs: type)
      }
    case .null, .bool: report(wrong: node, called: name, needs: type)
    }
    return nil
  }
}

extension Double {
  /// Whether it is a whole number.
  var isInteger: Bool { isFinite && self == rounded() }
  /// `3` rather than `3.0`.
  var shortest: String { Int64(exactly: self).map(String.init) ?? "\(self)" }
}

extension FieldType.NameStyle {
  /// Whether a name has only the characters that it may have.
  package func allows(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .anything: return true
    case .target: return FieldType.NameStyle.allowsTarget(bytes)
    case .scenario:
      return bytes.first.map(isLower) == true && bytes.allSatisfy { isLower($0) || isDigit($0) || isMark($0, "_-") }
    case .identifier: return isWord(bytes[...], marks: "_")
    case .label: return isWord(bytes[...], marks: "_-")
    }
  }

  /// What `allows` takes, as a regular expression for the schema; nil for anything.
  package var pattern: String? {
    switch self {
    case .scenario: "^[a-z][a-z0-9_-]*$"
    case .identifier: "^[A-Za-z_][A-Za-z0-9_]*$"
    case .label: "^[A-Za-z_][A-Za-z0-9_-]*$"
    case .target: "^[A-Za-z_][A-Za-z0-9_]*(\\[[^\\r\\n]+\\])?$"
    case .anything: nil
    }
  }

  private static func allowsTarget(_ bytes: [UInt8]) -> Bool {
    guard let open = bytes.firstIndex(of: UInt8(ascii: "[")) else { return isWord(bytes[...], marks: "_") }
    let index = bytes[(open + 1)...].dropLast()
    return isWord(bytes[..<open], marks: "_") && bytes.last == UInt8(ascii: "]") && !index.isEmpty
      && !index.contains { $0 == 0x0A || $0 == 0x0D }
  }
}

private func isWord(_ bytes: ArraySlice<UInt8>, marks: String) -> Bool {
  guard let first = bytes.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
  return bytes.allSatisfy { isLetter($0) || isDigit($0) || isMark($0, marks) }
}
private func isLower(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
private func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }
private func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
private func isMark(_ byte: UInt8, _ marks: String) -> Bool { marks.utf8.contains(byte) }
