// The value that an expectation compares with, in the unit of its measure.
import ScenarioSyntax

extension ExpectationParser {
  mutating func bound(of measure: Measure) -> ExpectationDeclaration.Bound? {
    let word = word()
    guard !word.text.isEmpty else {
      fail(
        .expectationSyntax, "a value belongs after the comparison", word.place, help: "for example \(measure.example)")
      return nil
    }
    switch measure {
    case .verdict: return verdict(word)
    case .time, .maximum, .cpu, .percentile: return quantity(word, .duration, measure)
    case .memory: return quantity(word, .size, measure)
    case .throughput: return Double(word.text).map { .number($0) } ?? quantity(word, .rate, measure)
    case .speedup, .efficiency: return ratio(word, measure)
    case .named: return plain(word)
    }
  }

  private mutating func verdict(_ word: Word) -> ExpectationDeclaration.Bound? {
    if let verdict = Verdict(rawValue: word.text) { return .verdict(verdict) }
    let names = Verdict.allCases.map(\.rawValue)
    fail(
      .wrongBound, "'\(word.text)' is no verdict", word.place,
      help: Spelling.nearest(to: word.text, among: names).map { "did you mean '\($0)'?" }
        ?? "verdicts are " + names.joined(separator: ", "))
    return nil
  }

  private mutating func quantity(
    _ word: Word, _ system: UnitSystem, _ measure: Measure
  ) -> ExpectationDeclaration.Bound? {
    switch system.read(word.text) {
    case .quantity(let value): return .number(value)
    case .missingUnit:
      fail(
        .missingUnit, "\(system.name) needs a unit, found \(word.text)", word.place,
        help: "write \(system.forms(of: word.text))")
    case .unknownUnit(let unit):
      fail(
        .unknownUnit, "'\(unit)' is no unit of \(system.name)", word.place,
        help: system.nearest(to: unit).map { "did you mean '\($0)'?" } ?? "units are \(system.unitNames)")
    case .notANumber:
      fail(
        .wrongBound, "\(system.name) such as \(system.example) belongs here, found '\(word.text)'", word.place)
    }
    return nil
  }

  /// `1.6`, `1.6x`, and `80%`.
  private mutating func ratio(_ word: Word, _ measure: Measure) -> ExpectationDeclaration.Bound? {
    let isPercent = word.text.hasSuffix("%")
    let digits = isPercent || word.text.hasSuffix("x") ? word.text.dropLast() : word.text[...]
    guard case .quantity(let value) = UnitSystem.plain.read(digits + "x") else {
      fail(.wrongBound, "a number such as \(measure.example) belongs here, found '\(word.text)'", word.place)
      return nil
    }
    return .number(isPercent ? value / 100 : value)
  }

  private mutating func plain(_ word: Word) -> ExpectationDeclaration.Bound? {
    switch YAMLValue(plain: word.text) {
    case .int(let value): return .integer(value)
    case .bool(let value): return .boolean(value)
    default:
      fail(.wrongBound, "a whole number, true or false belongs here, found '\(word.text)'", word.place)
      return nil
    }
  }
}

extension UnitSystem {
  /// Ratios: `1.6x`.
  static let plain = UnitSystem(name: "a ratio", units: [Unit(name: "x", factor: 1)], example: "1.6x", usual: ["x"])
}

extension ExpectationDeclaration.Measure {
  /// A value that it may be compared with.
  var example: String {
    switch self {
    case .verdict: "ok"
    case .time, .maximum, .cpu, .percentile: "500ms"
    case .memory: "64MiB"
    case .throughput: "200/s"
    case .speedup: "1.6"
    case .efficiency: "80%"
    case .named: "0"
    }
  }
}
