// Plain scalars by the core schema of YAML 1.2.

import Testing

@testable import ScenarioSyntax

@Suite("scalar values")
struct ValueTests {
  @Test(
    "plain text resolves by the core schema",
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nUll", .string("nUll")),
      ("true", .bool(true)), ("False", .bool(false)), ("yes", .string("yes")), ("off", .string("off")),
      ("0", .int(0)), ("-12", .int(-12)), ("+7", .int(7)), ("007", .int(7)), ("0o17", .int(15)), ("0xfF", .int(255)),
      ("0o8", .string("0o8")), ("0x", .string("0x")), ("-0x1", .string("-0x1")), ("1_000", .string("1_000")),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", .bigInt("9223372036854775808")),
      ("0xffffffffffffffffff", .bigInt("0xffffffffffffffffff")),
      ("1.5", .float(1.5)), (".5", .float(0.5)), ("1.", .float(1)), ("1e3", .float(1000)), ("-1.5E-2", .float(-0.015)),
      (".", .string(".")), ("1e", .string("1e")), ("+", .string("+")), ("-", .string("-")), ("1.2.3", .string("1.2.3")),
      ("inf", .string("inf")), (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)), ("1e999", .float(.infinity)),
      ("100ms", .string("100ms")), ("12:30:45", .string("12:30:45")), ("2024-01-01", .string("2024-01-01")),
    ] as [(String, YAMLValue)])
  func resolve(text: String, value: YAMLValue) {
    #expect(YAMLValue(plain: text) == value)
  }

  @Test("not a number is a number's value")
  func notANumber() {
    guard case .float(let value) = YAMLValue(plain: ".nan") else {
      Issue.record("not a float")
      return
    }
    #expect(value.isNaN)
  }
}
