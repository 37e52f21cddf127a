// Reading JSON: what the standard allows and nothing else.
import Testing

@testable import ScenarioSyntax

@Suite("A JSON text")
struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

  private static let texts: [(String, JSONValue)] = [
    ("null", .null), (" [ ] ", []), ("{}", [:]), ("[true,false]", [true, false]),
    ("-0", 0), ("9223372036854775807", 9_223_372_036_854_775_807),
    ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.5e3", .double(1500)), ("0.5", .double(0.5)),
    (#"{"a":{"b":[1,"x"]},"a ":null}"#, ["a": ["b": [1, "x"]], "a ": nil]), (#"{"a":1,"a":2}"#, ["a": 2]),
    (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#, "\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1f600}\u{e9}"),
  ]

  @Test("is read as what it says", arguments: texts)
  func values(_ text: String, _ value: JSONValue) throws { #expect(try parse(text) == value) }

  @Test(
    "that is none is refused",
    arguments: [
      "", " ", "nul", "[1,]", "{\"a\":1,}", "{a:1}", "01", "+1", ".5", "1.", "1e", "-", "'a'", "\"a", "\"\\x\"",
      "\"\\u12\"",
      "\"\\ud83d\"", "\"\\udc00\"", "\"\t\"", "1 2", "[1 2]", "{\"a\" 1}", "NaN", "1e999", "tru", "[",
    ])
  func mistakes(_ text: String) { #expect(throws: JSONProblem.self) { try parse(text) } }

  @Test("that is not UTF-8, or deeper than anybody needs, is refused")
  func limits() throws {
    #expect(throws: JSONProblem.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
    #expect(throws: JSONProblem.self) { try parse(String(repeating: "[", count: 100_000)) }
    _ = try parse(String(repeating: "[", count: 60) + String(repeating: "]", count: 60))
  }

  @Test("that we have written reads back the same")
  func roundTrip() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = Random(state: seed)
    for _ in 0..<300 {
      let value = random.value(depth: 0)
      #expect(try parse(value.text()) == value, "seed \(seed)")
      #expect(try parse(value.text(pretty: true)) == value, "seed \(seed)")
    }
  }
}

/// Random values; the numbers are those of Knuth's linear congruential generator.
private struct Random {
  var state: UInt64

  mutating func next(_ count: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % count
  }

  mutating func value(depth: Int) -> JSONValue {
    switch next(depth > 3 ? 5 : 7) {
    case 0: .null
    case 1: .bool(next(2) == 0)
    case 2: .int(Int64(bitPattern: state))
    case 3: .double(Double(next(1000)) / 7 + 0.1)
    case 4: .string(text())
    case 5: .array((0..<next(4)).map { _ in value(depth: depth + 1) })
    default:
      .object(Dictionary((0..<next(4)).map { _ in (text(), value(depth: depth + 1)) }) { $1 })
    }
  }

  private mutating func text() -> String {
    String(String.UnicodeScalarView((0..<next(6)).compactMap { _ in Unicode.Scalar(UInt32(next(0x3000))) }))
  }
}
