// Reading expressions: precedence, places, and what is said about mistakes.
import ScenarioModel
import ScenarioSyntax
import Testing

/// A file that holds one line, and the scalar that takes all of it from `offset` on.
private func scalar(_ text: String, written: String? = nil) -> ScalarText {
  let line = "if: " + (written ?? text)
  let file = SourceFile(name: "test.yaml", bytes: Array(line.utf8))
  return ScalarText(text, in: SourceRange(file: file, lower: 4, upper: line.utf8.count))
}

/// Every operation in parentheses, so that the shape shows.
private func shape(_ expression: Expression) -> String {
  switch expression.kind {
  case .unreadable: "unreadable"
  case .integer(let value): String(value)
  case .boolean(let value): String(value)
  case .name(let name): name
  case .element(let list, let index): "\(list)[\(shape(index))]"
  case .unary(let operation, let operand): "(\(operation.rawValue) \(shape(operand)))"
  case .binary(let operation, let left, let right): "(\(shape(left)) \(operation.rawValue) \(shape(right)))"
  case .call(let function, let arguments): "\(function.rawValue)(\(arguments.map(shape).joined(separator: ", ")))"
  }
}

private func parse(_ text: String) -> String {
  var diagnostics: [Diagnostic] = []
  let expression = ExpressionParser.parse(scalar(text), diagnostics: &diagnostics)
  #expect((expression == nil) == !diagnostics.isEmpty, "a mistake has a diagnostic and no value: \(text)")
  return expression.map(shape) ?? diagnostics.map(describe).joined(separator: "\n")
}

private func describe(_ diagnostic: Diagnostic) -> String {
  let column = diagnostic.range.map { "\($0.start.column - 4)-\($0.end.column - 4)" } ?? "nowhere"
  return "\(diagnostic.code.id) \(column): \(diagnostic.message)" + (diagnostic.help.map { " | \($0)" } ?? "")
}

@Suite("Expressions are read as in Python")
struct ExpressionParserTests {
  @Test(
    "precedence and grouping",
    arguments: [
      ("1 + 2 * 3", "(1 + (2 * 3))"),
      ("1 - 2 - 3", "((1 - 2) - 3)"),
      ("8 / 4 % 3", "((8 / 4) % 3)"),
      ("(1 + 2) * 3", "((1 + 2) * 3)"),
      ("-a * b", "((- a) * b)"),
      ("-a[0]", "(- a[0])"),
      ("a - -3", "(a - -3)"),
      ("- -3", "(- -3)"),
      ("+3", "3"),
      ("a or b and not c == 1", "(a or (b and (not (c == 1))))"),
      ("not not a", "(not (not a))"),
      ("not a or b", "((not a) or b)"),
      ("a < b + 1 and c >= 2", "((a < (b + 1)) and (c >= 2))"),
      ("(a < b) == true", "((a < b) == true)"),
      ("forks[(task + 1) % 5]", "forks[((task + 1) % 5)]"),
      ("min(a, max(b, 2)) + abs(-3)", "(min(a, max(b, 2)) + abs(-3))"),
      ("sum(xs) == len(xs) + count(q)", "(sum(xs) == (len(xs) + count(q)))"),
      ("count + min", "(count + min)"),
      ("0x10 + 0o17 + 1_000", "((16 + 15) + 1000)"),
      ("-9223372036854775808", "-9223372036854775808"),
      ("  true  ", "true"),
      ("nota", "nota"),
      ("a\n  + b", "(a + b)"),
    ])
  func precedence(text: String, expected: String) { #expect(parse(text) == expected) }

  @Test(
    "a mistake is explained at the word that shows it",
    arguments: [
      ("", "S0301 1-1: an expression is missing here"),
      ("a +", "S0301 4-4: a value is missing at the end of the expression"),
      ("(a", "S0301 3-3: ')' is missing at the end of the expression"),
      ("xs[1", "S0301 5-5: ']' is missing at the end of the expression"),
      ("a)", "S0301 2-3: ')' closes nothing"),
      ("a b", "S0301 3-4: an operator is missing before 'b'"),
      ("a + * b", "S0301 5-6: a value is missing before '*'"),
      (
        "[1, 2]",
        "S0301 1-2: a value is missing before '[' | lists are declared under `state`; here one element is `list[i]`"
      ),
      ("xs[0][1]", "S0301 6-7: a list has one index | lists do not nest"),
      (
        "a == not b",
        "S0301 6-9: 'not' cannot stand here"
          + " | `not` binds less tightly than comparisons and arithmetic: put it in parentheses"
      ),
      (
        "a @ b",
        "S0301 3-4: '@' means nothing in an expression"
          + " | an expression has integers, `true`, `false`, names, `list[i]`, `+ - * / %`, comparisons, `and or not`"
      ),
      ("a && b", "S0302 3-5: '&&' is not an operator of expressions | write `and`"),
      ("a || b", "S0302 3-5: '||' is not an operator of expressions | write `or`"),
      ("!a", "S0302 1-2: '!' is not an operator of expressions | write `not`, or `!=` to compare"),
      ("a = b", "S0302 3-4: '=' is not an operator of expressions | did you mean `==`?"),
      (
        "a // b",
        "S0302 3-5: '//' is not an operator of expressions | write `/`: division of integers drops the fraction"
      ),
      (
        "2 ** 3",
        "S0302 3-5: '**' is not an operator of expressions | there is no power; multiply, or count in a `repeat` step"
      ),
      ("a <> b", "S0302 3-5: '<>' is not an operator of expressions | write `!=`"),
      ("a == True", "S0302 6-10: 'True' means nothing in an expression | booleans are written `true` and `false`"),
      ("0 <= i < n", "S0303 8-9: comparisons do not chain | write `0 <= i and i < …`"),
      ("a == b != c", "S0303 8-10: comparisons do not chain | write `a == b and b != …`"),
      (
        "9223372036854775808",
        "S0304 1-20: 9223372036854775808 does not fit into a 64-bit integer | the largest is 9223372036854775807"
      ),
      (
        "99999999999999999999",
        "S0304 1-21: 99999999999999999999 does not fit into a 64-bit integer | the largest is 9223372036854775807"
      ),
      (
        "a * 1.5",
        "S0304 5-8: '1.5' is not an integer | expressions count in 64-bit integers; scale the value, as in thousandths"
      ),
      (
        "100ms",
        "S0304 1-6: '100ms' is not an integer"
          + " | durations and sizes carry units where a step takes them, expressions never do"
      ),
      ("mim(a, b)", "S0305 1-4: there is no function 'mim' | did you mean 'min'?"),
      (
        "sqrt(a)",
        "S0305 1-5: there is no function 'sqrt' | the functions are `min`, `max`, `abs`, `len`, `sum`, `count`"
      ),
      ("min(a)", "S0306 1-7: 'min' takes 2, not 1 value | write `min(a, b)`"),
      ("abs()", "S0306 1-6: 'abs' takes 1, not 0 values | write `abs(a)`"),
      ("len(a + b)", "S0306 5-10: 'len' takes the name of a list | write `len(list)`"),
      ("count(3)", "S0306 7-8: 'count' takes the name of a queue | write `count(queue)`"),
    ])
  func mistakes(text: String, expected: String) { #expect(parse(text) == expected) }

  @Test("nesting and length are bounded")
  func bounds() {
    let deep = String(repeating: "(", count: 100_000)
    #expect(parse(deep).hasPrefix("S0307"))
    #expect(parse(String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60)) == "1")
    #expect(parse(String(repeating: "(", count: 70) + "1" + String(repeating: ")", count: 70)).hasPrefix("S0307"))
    #expect(parse(String(repeating: "not ", count: 70) + "a").hasPrefix("S0307"))
    #expect(parse("1" + String(repeating: " + 1", count: 40_000)).hasPrefix("S0307"))
  }

  @Test("a quoted scalar has exact places, one with escapes its own")
  func places() throws {
    var diagnostics: [Diagnostic] = []
    let quoted = try #require(
      ExpressionParser.parse(scalar("a + bc", written: "\"a + bc\""), diagnostics: &diagnostics))
    guard case .binary(_, _, let right) = quoted.kind else {
      Issue.record("not a sum")
      return
    }
    #expect(right.range.text == "bc")
    let escaped = try #require(
      ExpressionParser.parse(scalar("a < b", written: "\"a \\x3c b\""), diagnostics: &diagnostics))
    guard case .binary(_, let left, _) = escaped.kind else {
      Issue.record("not a comparison")
      return
    }
    #expect(left.range.text == "\"a \\x3c b\"")
    #expect(diagnostics.isEmpty)
  }

  @Test("what is written out reads back the same", arguments: 0..<300)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let expression = randomExpression(&random, depth: 5)
    var diagnostics: [Diagnostic] = []
    let read = try #require(
      ExpressionParser.parse(scalar(expression.text), diagnostics: &diagnostics), "seed \(seed): \(expression.text)")
    #expect(shape(read) == shape(expression), "seed \(seed): \(expression.text)")
  }
}

@Suite("Names with an index")
struct NameParserTests {
  @Test("targets and resources are names or elements")
  func names() throws {
    var diagnostics: [Diagnostic] = []
    let target = try #require(TargetParser.parse(scalar("forks[task + 1]"), diagnostics: &diagnostics))
    #expect(target.name.value == "forks")
    #expect(target.name.range?.text == "forks")
    #expect(target.index.map(shape) == "(task + 1)")
    let resource = try #require(ResourceParser.parse(scalar("account"), mode: .read, diagnostics: &diagnostics))
    #expect(resource.name.value == "account" && resource.index == nil && resource.mode == .read)
    #expect(diagnostics.isEmpty)
    #expect(TargetParser.parse(scalar("a + 1"), diagnostics: &diagnostics) == nil)
    #expect(ResourceParser.parse(scalar("5"), diagnostics: &diagnostics) == nil)
    #expect(
      diagnostics.map(describe) == [
        "S0309 1-6: the name of a variable belongs here, not 'a + 1' | write a name, or `name[index]`",
        "S0309 1-2: the name of a lock or semaphore belongs here, not '5' | write a name, or `name[index]`",
      ])
  }
}

@Suite("Traced lines")
struct LogTextParserTests {
  @Test("values stand in braces, doubled braces for themselves")
  func pieces() throws {
    var diagnostics: [Diagnostic] = []
    let text = try #require(
      LogTextParser.parse(scalar("took {balance} of {{{task + 1}}}"), diagnostics: &diagnostics))
    #expect(text.pieces == ["took ", " of {", "}"])
    #expect(text.values.map(shape) == ["balance", "(task + 1)"])
    #expect(text.values.map(\.range.text) == ["balance", "task + 1"])
    #expect(diagnostics.isEmpty)
  }

  @Test("an open brace, a wrong expression and too many values are found")
  func mistakes() {
    var diagnostics: [Diagnostic] = []
    for text in ["a {b", "a {b +}", "{a}{b}{c}{d}{e}"] {
      #expect(LogTextParser.parse(scalar(text), diagnostics: &diagnostics) == nil)
    }
    #expect(
      diagnostics.map(describe) == [
        "S0301 3-4: '}' is missing | `{{` stands for a brace itself",
        "S0301 7-7: a value is missing at the end of the expression",
        "S0307 14-15: a `log` step shows up to 4 values, not 5 | use a second `log` step",
      ])
  }
}

private func randomExpression(_ random: inout SeededGenerator, depth: Int) -> Expression {
  let place = scalar("x").whole
  func make(_ kind: Expression.Kind) -> Expression { Expression(kind, range: place) }
  let choice = depth == 0 ? Int.random(in: 0..<3, using: &random) : Int.random(in: 0..<8, using: &random)
  switch choice {
  case 0: return make(.integer(Int64.random(in: -5...99, using: &random)))
  case 1: return make(.boolean(Bool.random(using: &random)))
  case 2: return make(.name(["a", "bc", "count"].randomElement(using: &random)!))
  case 3: return make(.element(list: "xs", index: randomExpression(&random, depth: depth - 1)))
  case 4: return make(.unary(.not, randomExpression(&random, depth: depth - 1)))
  case 5:
    // A sign before a literal is part of the literal.
    let operand = randomExpression(&random, depth: depth - 1)
    if case .integer(let value) = operand.kind, value >= 0 { return make(.integer(-value)) }
    return make(.unary(.negate, operand))
  case 6:
    let left = randomExpression(&random, depth: depth - 1)
    return make(.call(.max, [left, randomExpression(&random, depth: depth - 1)]))
  default:
    let left = randomExpression(&random, depth: depth - 1)
    let operation = Expression.BinaryOperator.allCases.randomElement(using: &random)!
    return make(.binary(operation, left, randomExpression(&random, depth: depth - 1)))
  }
}
