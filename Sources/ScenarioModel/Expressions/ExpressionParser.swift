// From words to an expression, with Python's precedence: `or`, `and`, `not`, comparisons, `+ -`, `* / %`, unary minus.
import ScenarioSyntax

/// Reads expressions. Every mistake becomes one diagnostic at the word that shows it; then the result is nil.
package struct ExpressionParser {
  private let text: ScalarText
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0
  private var mistake: Diagnostic?

  /// How deep parentheses, indices, calls and signs may nest.
  private static let deepest = 64

  /// Reads the whole text as one expression.
  package static func parse(_ text: ScalarText, diagnostics: inout [Diagnostic]) -> Expression? {
    parse(text, part: 0..<text.bytes.count, diagnostics: &diagnostics)
  }

  /// Reads a part of a text, given by byte offsets, as one expression.
  package static func parse(_ text: ScalarText, part: Range<Int>, diagnostics: inout [Diagnostic]) -> Expression? {
    var lexer = ExpressionLexer(text, part: part)
    guard let tokens = lexer.tokens() else {
      if let mistake = lexer.mistake { diagnostics.append(mistake) }
      return nil
    }
    var parser = ExpressionParser(text: text, tokens: tokens)
    if tokens.count == 1 {
      parser.fail(.expressionSyntax, "an expression is missing here", at: text.range(part))
    } else if let parsed = parser.expression(above: 0), parser.expectEnd() {
      return parsed.expression
    }
    if let mistake = parser.mistake { diagnostics.append(mistake) }
    return nil
  }

  private init(text: ScalarText, tokens: [ExpressionToken]) {
    self.text = text
    self.tokens = tokens
  }

  /// An expression and the bytes of the text that it takes, parentheses included.
  private struct Parsed {
    var expression: Expression
    var part: Range<Int>
  }

  private func make(_ kind: Expression.Kind, _ part: Range<Int>) -> Parsed {
    Parsed(expression: Expression(kind, range: text.range(part)), part: part)
  }

  private var current: ExpressionToken { tokens[position] }

  private mutating func advance() -> ExpressionToken {
    defer { if position + 1 < tokens.count { position += 1 } }
    return tokens[position]
  }

  // MARK: Precedence

  private var binaryOperator: Expression.BinaryOperator? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return Expression.BinaryOperator(rawValue: symbol)
  }

  /// Reads operators that bind more tightly than `minimum`.
  private mutating func expression(above minimum: Int) -> Parsed? {
    guard descend() else { return nil }
    defer { depth -= 1 }
    guard var left = prefix(above: minimum) else { return nil }
    while let operation = binaryOperator, operation.power > minimum {
      _ = advance()
      guard let right = expression(above: operation.power) else { return nil }
      if operation.isComparison, let next = binaryOperator, next.isComparison {
        return failChained(left, operation, right, next)
      }
      left = make(
        .binary(operation, left.expression, right.expression), left.part.lowerBound..<right.part.upperBound)
    }
    return left
  }

  private mutating func prefix(above minimum: Int) -> Parsed? {
    let start = current
    if start.is("not") {
      guard minimum < Expression.Power.comparison else {
        return fail(
          .expressionSyntax, "'not' cannot stand here", at: text.range(start.range),
          help: "`not` binds less tightly than comparisons and arithmetic: put it in parentheses")
      }
      _ = advance()
      guard let operand = expression(above: Expression.Power.not - 1) else { return nil }
      return make(.unary(.not, operand.expression), start.range.lowerBound..<operand.part.upperBound)
    }
    if start.is("-") || start.is("+") {
      _ = advance()
      return signed(start)
    }
    return primary()
  }

  private mutating func signed(_ sign: ExpressionToken) -> Parsed? {
    if case .integer(let magnitude) = current.kind, sign.is("-") {
      let part = sign.range.lowerBound..<advance().range.upperBound
      return make(.integer(Int64(truncatingIfNeeded: 0 &- magnitude)), part)
    }
    guard let operand = expression(above: Expression.Power.sign) else { return nil }
    let part = sign.range.lowerBound..<operand.part.upperBound
    return sign.is("-") ? make(.unary(.negate, operand.expression), part) : make(operand.expression.kind, part)
  }

  // MARK: Operands

  private mutating func primary() -> Parsed? {
    let token = current
    switch token.kind {
    case .integer(let magnitude):
      guard let value = Int64(exactly: magnitude) else {
        return fail(
          .wrongNumber, "\(text.text(token.range)) does not fit into a 64-bit integer", at: text.range(token.range),
          help: "the largest is \(Int64.max)")
      }
      _ = advance()
      return make(.integer(value), token.range)
    case .name(let name):
      _ = advance()
      if name == "true" || name == "false" { return make(.boolean(name == "true"), token.range) }
      if current.is("(") { return call(name, token.range) }
      if current.is("[") { return element(name, token.range) }
      return make(.name(name), token.range)
    case .symbol("("):
      _ = advance()
      guard let inner = expression(above: 0), let close = expect(")", opened: token) else { return nil }
      return make(inner.expression.kind, token.range.lowerBound..<close.range.upperBound)
    default:
      return failUnexpected()
    }
  }

  private mutating func element(_ name: String, _ nameRange: Range<Int>) -> Parsed? {
    let open = advance()
    guard let index = expression(above: 0), let close = expect("]", opened: open) else { return nil }
    let part = nameRange.lowerBound..<close.range.upperBound
    if current.is("[") {
      return fail(.expressionSyntax, "a list has one index", at: text.range(current.range), help: "lists do not nest")
    }
    return make(.element(list: name, index: index.expression), part)
  }

  private mutating func call(_ name: String, _ nameRange: Range<Int>) -> Parsed? {
    guard let function = Expression.Function(rawValue: name) else {
      let known = Expression.Function.allCases.map(\.rawValue)
      let hint = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
      return fail(
        .unknownFunction, "there is no function '\(name)'", at: text.range(nameRange),
        help: hint ?? "the functions are \(known.map { "`\($0)`" }.joined(separator: ", "))")
    }
    let open = advance()
    var arguments: [Expression] = []
    if !current.is(")") {
      repeat {
        if !arguments.isEmpty { _ = advance() }
        guard let argument = expression(above: 0) else { return nil }
        arguments.append(argument.expression)
      } while current.is(",")
    }
    guard let close = expect(")", opened: open) else { return nil }
    let part = nameRange.lowerBound..<close.range.upperBound
    guard check(function, arguments, part) else { return nil }
    return make(.call(function, arguments), part)
  }

  private mutating func check(
    _ function: Expression.Function, _ arguments: [Expression], _ part: Range<Int>
  ) -> Bool {
    let wanted = function == .min || function == .max ? 2 : 1
    guard arguments.count == wanted else {
      let found = arguments.count == 1 ? "1 value" : "\(arguments.count) values"
      return failFalse(
        .functionArguments, "'\(function.rawValue)' takes \(wanted), not \(found)", at: text.range(part),
        help: "write `\(function.usage)`")
    }
    guard function == .len || function == .sum || function == .count else { return true }
    if case .name = arguments[0].kind { return true }
    return failFalse(
      .functionArguments, "'\(function.rawValue)' takes the name of a \(function == .count ? "queue" : "list")",
      at: arguments[0].range, help: "write `\(function.usage)`")
  }

  // MARK: Mistakes

  private mutating func descend() -> Bool {
    depth += 1
    guard depth > ExpressionParser.deepest else { return true }
    depth -= 1
    return failFalse(
      .expressionTooLong, "the expression nests more than \(ExpressionParser.deepest) deep",
      at: text.range(current.range), help: "split it into several `set` steps")
  }

  private mutating func expect(_ symbol: String, opened open: ExpressionToken) -> ExpressionToken? {
    if current.is(symbol) { return advance() }
    guard mistake == nil else { return nil }
    mistake = Diagnostic(
      .expressionSyntax, message: "'\(symbol)' is missing\(foundPhrase)", range: text.range(current.range),
      labels: [Label("opened here", at: text.range(open.range))])
    return nil
  }

  private mutating func expectEnd() -> Bool {
    guard current.kind != .end else { return true }
    let found = text.text(current.range)
    if current.is(")") || current.is("]") {
      return failFalse(.expressionSyntax, "'\(found)' closes nothing", at: text.range(current.range), help: nil)
    }
    return failFalse(
      .expressionSyntax, "an operator is missing before '\(found)'", at: text.range(current.range), help: nil)
  }

  private mutating func failUnexpected() -> Parsed? {
    let help = current.is("[") ? "lists are declared under `state`; here one element is `list[i]`" : nil
    return fail(.expressionSyntax, "a value is missing\(foundPhrase)", at: text.range(current.range), help: help)
  }

  private var foundPhrase: String {
    current.kind == .end ? " at the end of the expression" : " before '\(text.text(current.range))'"
  }

  private mutating func failChained(
    _ left: Parsed, _ first: Expression.BinaryOperator, _ middle: Parsed, _ second: Expression.BinaryOperator
  ) -> Parsed? {
    let (a, b) = (text.text(left.part), text.text(middle.part))
    return fail(
      .chainedComparison, "comparisons do not chain", at: text.range(current.range),
      help: "write `\(a) \(first.rawValue) \(b) and \(b) \(second.rawValue) …`")
  }

  @discardableResult
  private mutating func fail(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, help: String? = nil
  ) -> Parsed? {
    if mistake == nil { mistake = Diagnostic(code, message: message, range: range, help: help) }
    return nil
  }

  private mutating func failFalse(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, help: String?
  ) -> Bool {
    fail(code, message, at: range, help: help)
    return false
  }
}

extension Expression.Function {
  /// How it is written.
  var usage: String {
    switch self {
    case .min, .max: "\(rawValue)(a, b)"
    case .abs: "abs(a)"
    case .len, .sum: "\(rawValue)(list)"
    case .count: "count(queue)"
    }
  }
}
