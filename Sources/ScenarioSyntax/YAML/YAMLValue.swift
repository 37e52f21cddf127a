// What a plain scalar means by the core schema of YAML 1.2.

/// A scalar's value. Source: YAML 1.2.2, section 10.3.2 (core schema, tag resolution).
package enum YAMLValue: Sendable, Hashable {
  /// Empty, `~`, `null`, `Null` or `NULL`.
  case null
  /// `true` or `false`, also capitalised or in capitals; never `yes`, `no`, `on` or `off`.
  case bool(Bool)
  /// Decimal, `0o…` or `0x…`.
  case int(Int64)
  /// An integer beyond 64 bits, as written.
  case bigInt(String)
  /// A number with a point or an exponent, `.inf`, `-.inf` or `.nan`.
  case float(Double)
  /// Everything else.
  case string(String)

  /// Resolves the text of a plain scalar.
  package init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    case ".nan", ".NaN", ".NAN": self = .float(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": self = .float(-.infinity)
    default: self = YAMLValue.number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> YAMLValue? {
    guard let first = text.utf8.first, isDigit(first) || first == 0x2B || first == 0x2D || first == 0x2E else {
      return nil
    }
    if text.hasPrefix("0o") { return integer(text, digits: text.utf8.dropFirst(2), radix: 8) }
    if text.hasPrefix("0x") { return integer(text, digits: text.utf8.dropFirst(2), radix: 16) }
    let unsigned = first == 0x2B || first == 0x2D ? text.utf8.dropFirst() : text.utf8[...]
    if unsigned.allSatisfy(isDigit), !unsigned.isEmpty {
      return Int64(text).map(YAMLValue.int) ?? .bigInt(text)
    }
    return isDecimal(unsigned) ? Double(text).map(YAMLValue.float) : nil
  }

  private static func integer(_ text: String, digits: Substring.UTF8View, radix: Int) -> YAMLValue? {
    let isNumeral = digits.allSatisfy { byte in
      radix == 8 ? byte >= 0x30 && byte <= 0x37 : isDigit(byte) || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66
    }
    guard isNumeral, !digits.isEmpty else { return nil }
    return Int64(Substring(digits), radix: radix).map(YAMLValue.int) ?? .bigInt(text)
  }

  /// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    let whole = takeDigits(&rest)
    var fraction = 0
    if rest.first == 0x2E {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard whole > 0 || fraction > 0 else { return false }
    if let mark = rest.first, mark | 0x20 == 0x65 {
      rest.removeFirst()
      if rest.first == 0x2B || rest.first == 0x2D { rest.removeFirst() }
      guard takeDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ text: inout Substring.UTF8View) -> Int {
    let digits = text.prefix(while: isDigit).count
    text.removeFirst(digits)
    return digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
