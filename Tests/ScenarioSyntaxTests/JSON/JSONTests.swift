// JSON is written one way, and survives coders.

import FoundationEssentials
import ScenarioSyntax
import Testing

@Suite("JSON values")
struct JSONTests {
  private let sample: JSONValue = [
    "b": [1, -2.5, true, nil], "a": ["x": "q\"\\\n\u{1}é/"], "empty": [:], "none": [],
    "big": .int(.max), "nan": .double(.nan),
  ]

  @Test("keys are sorted, and the same value gives the same text")
  func compact() {
    #expect(
      sample.text()
        == #"{"a":{"x":"q\"\\\n\u0001é/"},"b":[1,-2.5,true,null],"big":9223372036854775807,"empty":{},"nan":null,"none":[]}"#
    )
  }

  @Test("the pretty form has a member a line")
  func pretty() {
    let value: JSONValue = ["b": [1, []], "a": [:]]
    #expect(value.text(pretty: true) == "{\n  \"a\": {},\n  \"b\": [\n    1,\n    []\n  ]\n}")
  }

  @Test("another implementation reads the same value back")
  func roundTrip() throws {
    for value in [sample, .double(1e-7), .double(1e300), .int(.min), .string("\u{7F}\u{2028}👩‍👩‍👧")] {
      let decoded = try JSONDecoder().decode([JSONValue].self, from: Data("[\(value.text(pretty: true))]".utf8))
      #expect(decoded[0].text() == value.text())
      let encoded = try JSONEncoder().encode([decoded[0]])
      #expect(try JSONDecoder().decode(JSONValue.self, from: encoded)[0] == decoded[0])
    }
  }
}
