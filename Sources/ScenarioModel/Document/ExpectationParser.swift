// One line of `expect`: `p99 < 500ms for process, 2`, read with the place of every word.
import ScenarioSyntax

/// Reads expectations. A mistake becomes one diagnostic at the word that shows it; then the result is nil.
package struct ExpectationParser {
  typealias Measure = ExpectationDeclaration.Measure
  typealias Comparison = ExpectationDeclaration.Comparison

  private let text: ScalarText
  private var offset = 0
  private var mistake: Diagnostic?

  /// Reads the whole text as one expectation.
  package static func parse(_ text: ScalarText, diagnostics: inout [Diagnostic]) -> ExpectationDeclaration? {
    var parser = ExpectationParser(text: text)
    let expectation = parser.expectation()
    if let mistake = parser.mistake {
      diagnostics.append(mistake)
      return nil
    }
    return expectation
  }

  private init(text: ScalarText) { self.text = text }

  private mutating func expectation() -> ExpectationDeclaration? {
    guard let measure = measure(), let comparison = comparison(for: measure.value), let bound = bound(of: measure.value)
    else { return nil }
    let conditionEnd = offset
    var expectation = ExpectationDeclaration(
      measure: measure.value, comparison: comparison, bound: bound, text: "", range: text.whole)
    selector(into: &expectation)
    expectation.text = text.text(0..<text.bytes.count).trimmed
    return mistake == nil && conditionEnd <= offset ? expectation : nil
  }

  // MARK: Measure

  private mutating func measure() -> Located<Measure>? {
    let word = word()
    guard !word.text.isEmpty else {
      fail(
        .expectationSyntax, "a measure belongs here", word.place, help: "for example `verdict == ok` or `p99 < 500ms`")
      return nil
    }
    if let known = Measure.words[word.text] { return Located(known, at: word.place) }
    if let percentile = percentile(word) { return percentile.map { Located($0, at: word.place) } }
    guard FieldType.NameStyle.identifier.allows(word.text) else {
      fail(
        .unknownMeasure, "'\(word.text)' is neither a measure nor a name", word.place,
        help: "measures are \(Measure.names)")
      return nil
    }
    return index().map { Located(.named(word.text, index: $0), at: word.place) }
  }

  /// `[3]` after a name; nil after a mistake, nil inside if there is none.
  private mutating func index() -> Int?? {
    skipBlanks()
    guard peek == UInt8(ascii: "[") else { return .some(nil) }
    let start = offset
    offset += 1
    let digits = word()
    skipBlanks()
    guard let index = Int(digits.text), index >= 0, peek == UInt8(ascii: "]") else {
      fail(
        .expectationSyntax, "an index here is a whole number such as [0]",
        text.range(start..<max(offset, start + 1)))
      return nil
    }
    offset += 1
    return .some(index)
  }

  /// nil: the word means something else; nil inside: it is a percentile that does not exist.
  private mutating func percentile(_ word: Word) -> Measure?? {
    let digits = word.text.dropFirst()
    guard word.text.hasPrefix("p"), digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }),
      let value = Double(digits)
    else { return nil }
    if value > 0, value < 100 { return .percentile(value) }
    fail(
      .unknownMeasure, "a percentile lies between 0 and 100, '\(word.text)' does not", word.place,
      help: value >= 100 ? "the greatest latency is called `max`" : "the median is called `p50`")
    return .some(nil)
  }

  // MARK: Comparison

  private mutating func comparison(for measure: Measure) -> Comparison? {
    skipBlanks()
    let start = offset
    while let byte = peek, [0x3D, 0x21, 0x3C, 0x3E].contains(byte) { offset += 1 }
    let written = text.text(start..<offset)
    guard let comparison = Comparison(rawValue: written) else {
      let place = text.range(start..<max(offset, min(start + 1, text.bytes.count)))
      fail(
        .expectationSyntax,
        written.isEmpty ? "a comparison belongs after the measure" : "'\(written)' is no comparison", place,
        help: written == "=" ? "write ==" : "one of ==, !=, <, <=, >, >=")
      return nil
    }
    if measure == .verdict, comparison != .equal, comparison != .notEqual {
      fail(.wrongBound, "verdicts are compared by == and != only", text.range(start..<offset))
      return nil
    }
    return comparison
  }

  // MARK: For

  private mutating func selector(into expectation: inout ExpectationDeclaration) {
    skipBlanks()
    guard mistake == nil, offset < text.bytes.count else { return }
    let word = word()
    guard word.text == "for" else {
      let rest = text.range(text.offset(of: word)..<text.bytes.count)
      fail(
        .expectationSyntax, "nothing but `for …` can follow the condition, found '\(rest.text.shortened)'", rest,
        help: "a second condition is an entry of its own")
      return
    }
    repeat {
      let name = self.word()
      if let workers = Int(name.text), workers > 0 {
        expectation.workers.append(Located(workers, at: name.place))
      } else if FieldType.NameStyle.identifier.allows(name.text) {
        expectation.executors.append(Located(name.text, at: name.place))
      } else {
        fail(
          .expectationSyntax, "an executor or a number of workers belongs after `for`", name.place,
          help: "for example `for process, 2`")
        return
      }
      skipBlanks()
    } while take(UInt8(ascii: ","))
    if offset < text.bytes.count {
      fail(
        .expectationSyntax, "executors and numbers of workers are separated by commas",
        text.range(offset..<text.bytes.count))
    }
  }

  // MARK: Words

  struct Word {
    var text: String
    var part: Range<Int>
    var place: SourceRange
  }

  private var peek: UInt8? { offset < text.bytes.count ? text.bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { offset += 1 }
  }

  /// Everything up to a blank, a comma, a bracket or a comparison; empty if one of these comes first.
  mutating func word() -> Word {
    skipBlanks()
    let start = offset
    let ends = Array(" \t\r\n,[]=!<>".utf8)
    while let byte = peek, !ends.contains(byte) { offset += 1 }
    let visible = max(offset, min(start + 1, text.bytes.count))
    return Word(text: text.text(start..<offset), part: start..<offset, place: text.range(start..<visible))
  }

  mutating func fail(_ code: DiagnosticCode, _ message: String, _ place: SourceRange, help: String? = nil) {
    guard mistake == nil else { return }
    mistake = Diagnostic(code, message: message, range: place, help: help)
  }
}

extension ScalarText {
  fileprivate func offset(of word: ExpectationParser.Word) -> Int { word.part.lowerBound }
}

extension ExpectationDeclaration.Measure {
  /// The measures that have a name of their own.
  package static let words: [String: ExpectationDeclaration.Measure] = [
    "verdict": .verdict, "time": .time, "throughput": .throughput, "speedup": .speedup, "efficiency": .efficiency,
    "max": .maximum, "cpu": .cpu, "memory": .memory,
  ]

  static let names =
    "verdict, time, throughput, speedup, efficiency, p50, p99, p99.9, max, cpu, memory, "
    + "counters and state"
}

extension String {
  /// Without blanks and line breaks at both ends.
  var trimmed: String {
    let body = drop { $0.isWhitespace }
    return String(body.reversed().drop { $0.isWhitespace }.reversed())
  }
}
