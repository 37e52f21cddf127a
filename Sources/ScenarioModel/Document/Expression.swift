// The abstract syntax of section "Expressions": integers, booleans, names, lists, operators, a few functions.
import ScenarioSyntax

/// An expression as written, names not yet looked up.
package struct Expression: Sendable {
  /// What it is made of.
  package indirect enum Kind: Sendable {
    /// What stands there could not be read; that has been reported.
    case unreadable
    case integer(Int64)
    case boolean(Bool)
    case name(String)
    case element(list: String, index: Expression)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `min`, `max`, `abs` of values; `len`, `sum` of a list's name; `count` of a queue's name.
    case call(Function, [Expression])
  }
  /// Operators of one operand.
  package enum UnaryOperator: String, Sendable { case negate = "-", not }
  /// Operators of two operands.
  package enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+", subtract = "-", multiply = "*", divide = "/", remainder = "%"
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case and, or
  }
  /// The functions of the language.
  package enum Function: String, Sendable, CaseIterable { case min, max, abs, len, sum, count }

  /// What it is made of.
  package var kind: Kind
  /// The expression's own characters inside its scalar.
  package var range: SourceRange
  package init(_ kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}
