// An expression written out again, in one canonical way.

extension Expression {
  /// The expression as text, with no more parentheses than Python's precedence needs.
  package var text: String { text(above: 0) }

  private func text(above minimum: Int) -> String {
    switch kind {
    case .unreadable: "…"
    case .integer(let value): String(value)
    case .boolean(let value): String(value)
    case .name(let name): name
    case .element(let list, let index): "\(list)[\(index.text)]"
    case .unary(.negate, let operand): enclose("-" + operand.text(above: Power.sign - 1), Power.sign, minimum)
    case .unary(.not, let operand): enclose("not " + operand.text(above: Power.not - 1), Power.not, minimum)
    case .binary(let operation, let left, let right):
      binaryText(operation, left, right, above: minimum)
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(\.text).joined(separator: ", ")))"
    }
  }

  private func binaryText(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, above minimum: Int
  ) -> String {
    let power = operation.power
    let leftText = left.text(above: operation.isComparison ? power : power - 1)
    return enclose("\(leftText) \(operation.rawValue) \(right.text(above: power))", power, minimum)
  }

  private func enclose(_ text: String, _ power: Int, _ minimum: Int) -> String { power > minimum ? text : "(\(text))" }
}

extension Expression {
  /// How tightly operators bind, loosest first: Python's order.
  enum Power {
    static let or = 1
    static let and = 2
    static let not = 3
    static let comparison = 4
    static let sum = 5
    static let product = 6
    static let sign = 7
  }
}

extension Expression.BinaryOperator {
  /// How tightly it binds.
  var power: Int {
    switch self {
    case .or: Expression.Power.or
    case .and: Expression.Power.and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: Expression.Power.comparison
    case .add, .subtract: Expression.Power.sum
    case .multiply, .divide, .remainder: Expression.Power.product
    }
  }

  /// Whether it compares, and therefore does not chain.
  var isComparison: Bool { power == Expression.Power.comparison }
}
