// The words of an expression.

/// One word of an expression and the bytes it takes in its text.
struct ExpressionToken {
  enum Kind: Equatable {
    /// A literal's magnitude; a minus before it is a token of its own.
    case integer(UInt64)
    case name(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>

  func `is`(_ symbol: String) -> Bool { kind == .symbol(symbol) }

  /// `and`, `or` and `not` are operators, though they look like names.
  static let wordOperators: Set<String> = ["and", "or", "not"]
}
