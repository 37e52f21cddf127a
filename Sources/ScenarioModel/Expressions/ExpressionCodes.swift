// The findings about the text of an expression.
import ScenarioSyntax

extension DiagnosticCode {
  static let expressionSyntax = DiagnosticCode(
    id: "S0301", name: "expression-syntax", summary: "an expression cannot be read",
    explanation: """
      Expressions are made of 64-bit integers, `true` and `false`, names, `list[i]`, `+ - * / %`,
      `== != < <= > >=`, `and or not`, parentheses, and the functions `min(a, b)`, `max(a, b)`, `abs(a)`,
      `len(list)`, `sum(list)` and `count(queue)`. Something else stands here, or something is missing.

      ```yaml
      - if: balance >= (800      # the parenthesis is never closed
      ```

      Write `- if: balance >= 800`.
      """)
  static let unknownOperator = DiagnosticCode(
    id: "S0302", name: "unknown-operator", summary: "an operator of another language",
    explanation: """
      Operators are written as in Python: `and`, `or`, `not`, `==`, `!=`, `%`. Division is `/` and drops the fraction.
      `=` does not compare; to write a variable, use a `set` step.

      ```yaml
      - if: open && balance = 0      # write: open and balance == 0
      ```
      """)
  static let chainedComparison = DiagnosticCode(
    id: "S0303", name: "chained-comparison", summary: "two comparisons in a row",
    explanation: """
      `a < b < c` means different things in different languages, so here it means nothing. Say both comparisons:

      ```yaml
      - assert: 0 <= i and i < 10
      ```
      """)
  static let wrongNumber = DiagnosticCode(
    id: "S0304", name: "wrong-number", summary: "a number that is not a 64-bit integer",
    explanation: """
      Expressions count in signed 64-bit integers, from -9223372036854775808 to 9223372036854775807. There are no
      fractions and no units. Scale instead: cents for euros, thousandths for fractions.
      """)
  static let unknownFunction = DiagnosticCode(
    id: "S0305", name: "unknown-function", summary: "a function that does not exist",
    explanation: """
      The functions are `min(a, b)`, `max(a, b)`, `abs(a)`, `len(list)`, `sum(list)` and `count(queue)`.
      A name before `[` is a list: `forks[0]`, not `forks(0)`.
      """)
  static let functionArguments = DiagnosticCode(
    id: "S0306", name: "function-arguments", summary: "a function given the wrong values",
    explanation: """
      `min` and `max` take two values, `abs` one; `len` and `sum` take the name of a list of `state`, `count` the name
      of a queue.
      """)
  static let expressionTooLong = DiagnosticCode(
    id: "S0307", name: "expression-too-long", summary: "an expression beyond the limits",
    explanation: """
      An expression may have 1,000 words and nest 64 deep. Longer ones are refused so that no text can exhaust the
      program that reads it. Split the expression into several `set` steps with locals.
      """)
  static let notAnExpression = DiagnosticCode(
    id: "S0308", name: "not-an-expression", summary: "a list or mapping where an expression belongs",
    explanation: """
      An expression is one scalar: `balance - 800`. A list or a mapping stands here.
      """)
  static let notAName = DiagnosticCode(
    id: "S0309", name: "not-a-name", summary: "something else where a name belongs",
    explanation: """
      What a step writes, locks or waits for is a name, or an element of a list or family: `balance`, `forks[task]`.

      ```yaml
      - set: { balance + 1: 5 }     # write: set: { balance: 5 }
      ```
      """)
}

/// The findings about the text of an expression.
package enum ExpressionCodes {
  package static let all: [DiagnosticCode] = [
    .expressionSyntax, .unknownOperator, .chainedComparison, .wrongNumber, .unknownFunction, .functionArguments,
    .expressionTooLong, .notAnExpression, .notAName,
  ]
}
