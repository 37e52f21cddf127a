// JSON text into values, by RFC 8259 and nothing beyond it: for what other programs send.

extension JSONValue {
  /// Reads one JSON text; only white space may surround it.
  ///
  /// Whole numbers that fit become `.int`, all others `.double`. Of a repeated key the last value counts.
  ///
  /// - Throws: `JSONProblem`, also for more than 64 levels.
  package static func parse(_ bytes: some Collection<UInt8>) throws(JSONProblem) -> JSONValue {
    var parser = JSONParser(bytes: Array(bytes))
    return try parser.document()
  }
}

/// Why a text is not JSON.
package struct JSONProblem: Error, Sendable, Hashable {
  /// The byte at which it stops being JSON.
  package var offset: Int
  /// What was expected there, without a full stop.
  package var message: String
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  private static let deepest = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONProblem) -> JSONValue {
    let result = try value(depth: 0)
    skipSpace()
    if position < bytes.count { throw problem("nothing more was expected") }
    return result
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    skipSpace()
    if depth > JSONParser.deepest { throw problem("more than \(JSONParser.deepest) levels") }
    switch peek {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(_ depth: Int) throws(JSONProblem) -> JSONValue {
    var members: [String: JSONValue] = [:]
    position += 1
    skipSpace()
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw problem("a key in double quotes was expected") }
      let key = try string()
      skipSpace()
      if !take(":") { throw problem("':' was expected") }
      members[key] = try value(depth: depth + 1)
      skipSpace()
    } while take(",")
    if !take("}") { throw problem("',' or '}' was expected") }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws(JSONProblem) -> JSONValue {
    var items: [JSONValue] = []
    position += 1
    skipSpace()
    if take("]") { return .array(items) }
    repeat {
      items.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    if !take("]") { throw problem("',' or ']' was expected") }
    return .array(items)
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual(text.description.utf8) else {
      throw problem("a value was expected")
    }
    position = end
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(JSONProblem) -> JSONValue {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else { throw problem("a number that can be held was expected") }
    return .double(value)
  }

  private mutating func digits() throws(JSONProblem) {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    if position == start { throw problem(start == bytes.count ? "the text ends too early" : "a value was expected") }
  }

  // MARK: Strings

  private mutating func string() throws(JSONProblem) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let text = String(validating: content, as: UTF8.self) else { throw problem("UTF-8 was expected") }
        return text
      case UInt8(ascii: "\\"): try escape(into: &content)
      case 0..<0x20: throw problem("a control character in a string must be escaped")
      default:
        content.append(byte)
        position += 1
      }
    }
    throw problem("the string does not end")
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONProblem) {
    position += 1
    guard let mark = peek else { throw problem("the string does not end") }
    position += 1
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(mark)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content.append(contentsOf: String(try escapedScalar()).utf8)
    default: throw problem("there is no such escape")
    }
  }

  /// One code unit, or two that are the halves of one scalar.
  private mutating func escapedScalar() throws(JSONProblem) -> Character {
    let first = try codeUnit()
    guard (0xD800...0xDBFF).contains(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw problem("half of a character") }
      return Character(scalar)
    }
    guard take("\\"), take("u") else { throw problem("the second half of a character was expected") }
    let second = try codeUnit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem("the second half of a character was expected") }
    return Character(scalar)
  }

  private mutating func codeUnit() throws(JSONProblem) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw problem("four hexadecimal digits were expected")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D { position += 1 }
  }

  private func problem(_ message: String) -> JSONProblem { JSONProblem(offset: position, message: message) }
}
