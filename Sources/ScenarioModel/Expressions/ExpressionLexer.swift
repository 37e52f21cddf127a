// From an expression's bytes to its words, with a hint for what other languages write differently.
import ScenarioSyntax

struct ExpressionLexer {
  private let text: ScalarText
  private let end: Int
  private var offset: Int
  /// The mistake that made `tokens` give up.
  private(set) var mistake: Diagnostic?

  /// More words than any sensible expression has: bounds the depth of what is built from them.
  private static let mostTokens = 1000

  /// - Parameter part: the bytes of the text that are the expression.
  init(_ text: ScalarText, part: Range<Int>) {
    self.text = text
    offset = part.lowerBound
    end = part.upperBound
  }

  /// All words, ending with `.end`; nil after a mistake.
  mutating func tokens() -> [ExpressionToken]? {
    var tokens: [ExpressionToken] = []
    while true {
      guard let token = next() else { return nil }
      tokens.append(token)
      if token.kind == .end { return tokens }
      guard tokens.count < ExpressionLexer.mostTokens else {
        mistake = Diagnostic(
          .expressionTooLong, message: "the expression has more than \(ExpressionLexer.mostTokens) words",
          range: text.whole, help: "split it into several `set` steps")
        return nil
      }
    }
  }

  private mutating func next() -> ExpressionToken? {
    while offset < end, isBlank(text.bytes[offset]) { offset += 1 }
    guard offset < end else { return ExpressionToken(kind: .end, range: end..<end) }
    let byte = text.bytes[offset]
    if isDigit(byte) { return number() }
    if isLetter(byte) { return word() }
    return symbol()
  }

  private mutating func word() -> ExpressionToken? {
    let start = offset
    while offset < end, isLetter(text.bytes[offset]) || isDigit(text.bytes[offset]) { offset += 1 }
    let word = text.text(start..<offset)
    if ExpressionToken.wordOperators.contains(word) {
      return ExpressionToken(kind: .symbol(word), range: start..<offset)
    }
    if let hint = ExpressionLexer.foreignWords[word] {
      return fail(.unknownOperator, "'\(word)' means nothing in an expression", at: start..<offset, help: hint)
    }
    return ExpressionToken(kind: .name(word), range: start..<offset)
  }

  private mutating func number() -> ExpressionToken? {
    let start = offset
    while offset < end, isDigit(text.bytes[offset]) || isLetter(text.bytes[offset]) { offset += 1 }
    let digits = text.text(start..<offset)
    if offset < end, text.bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      while offset < end, isDigit(text.bytes[offset]) { offset += 1 }
      return fail(
        .wrongNumber, "'\(text.text(start..<offset))' is not an integer", at: start..<offset,
        help: "expressions count in 64-bit integers; scale the value, as in thousandths")
    }
    let literal = digits.filter { $0 != "_" }
    let (radix, body) =
      if literal.hasPrefix("0x") { (16, literal.dropFirst(2)) } else if literal.hasPrefix("0o") {
        (8, literal.dropFirst(2))
      } else { (10, literal[...]) }
    if let value = UInt64(body, radix: radix), value <= UInt64(Int64.max) + 1 {
      return ExpressionToken(kind: .integer(value), range: start..<offset)
    }
    if !body.isEmpty, body.allSatisfy({ $0.isHexDigit && (radix == 16 || $0.isNumber) }) {
      return fail(
        .wrongNumber, "\(digits) does not fit into a 64-bit integer", at: start..<offset,
        help: "the largest is \(Int64.max)")
    }
    return fail(
      .wrongNumber, "'\(digits)' is not an integer", at: start..<offset,
      help: "durations and sizes carry units where a step takes them, expressions never do")
  }

  private mutating func symbol() -> ExpressionToken? {
    let start = offset
    for length in [3, 2, 1] where start + length <= end {
      let candidate = text.text(start..<start + length)
      if let hint = ExpressionLexer.foreignSymbols[candidate] {
        return fail(
          .unknownOperator, "'\(candidate)' is not an operator of expressions", at: start..<start + length, help: hint)
      }
      if ExpressionLexer.symbols.contains(candidate) {
        offset = start + length
        return ExpressionToken(kind: .symbol(candidate), range: start..<offset)
      }
    }
    var length = 1
    while start + length < end, text.bytes[start + length] & 0xC0 == 0x80 { length += 1 }
    return fail(
      .expressionSyntax, "'\(text.text(start..<start + length))' means nothing in an expression",
      at: start..<start + length,
      help: "an expression has integers, `true`, `false`, names, `list[i]`, `+ - * / %`, comparisons, `and or not`")
  }

  private mutating func fail(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String?
  ) -> ExpressionToken? {
    mistake = Diagnostic(code, message: message, range: text.range(range), help: help)
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  private static let symbols: Set<String> = [
    "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "<", "<=", ">", ">=", "==", "!=",
  ]

  /// What people bring from other languages, and what to write instead.
  private static let foreignSymbols: [String: String] = [
    "&&": "write `and`", "||": "write `or`", "!": "write `not`, or `!=` to compare", "===": "write `==`",
    "!==": "write `!=`", "<>": "write `!=`", "=": "did you mean `==`?", "=>": "did you mean `>=`?",
    "=<": "did you mean `<=`?", "//": "write `/`: division of integers drops the fraction",
    "**": "there is no power; multiply, or count in a `repeat` step",
    "<<": "there are no shifts; multiply by a power of two",
    ">>": "there are no shifts; divide by a power of two", "&": "did you mean `and`?", "|": "did you mean `or`?",
    "^": "there are no bit operations; to compare booleans, use `!=`", "~": "did you mean `not`?",
    "+=": "write the sum out: `set: { x: x + 1 }`", "-=": "write the difference out: `set: { x: x - 1 }`",
    "?": "choose with an `if` step", ":": "choose with an `if` step", ":=": "write with a `set` step",
    "\"": "there are no strings in expressions", "'": "there are no strings in expressions",
    "{": "lists are declared under `state`; here one element is `list[i]`",
    "$": "`${name}` stands for a variable of `vars`",
    ".": "names have no parts; an element of a list is `list[i]`",
  ]

  private static let foreignWords: [String: String] = [
    "True": "booleans are written `true` and `false`", "False": "booleans are written `true` and `false`",
    "TRUE": "booleans are written `true` and `false`", "FALSE": "booleans are written `true` and `false`",
    "None": "there is no such value; use an integer such as -1",
    "null": "there is no such value; use an integer such as -1",
    "AND": "write `and`", "OR": "write `or`", "NOT": "write `not`", "is": "write `==`",
    "xor": "to compare booleans, use `!=`", "mod": "write `%`",
  ]
}
