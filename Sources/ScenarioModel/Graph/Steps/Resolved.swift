// An expression with its names resolved, its type known and its constants folded: ready to be emitted.

/// What an expression computes. Reads of shared words are in the order in which they happen.
indirect enum Resolved: Hashable {
  case constant(Int64)
  case register(Int32)
  /// A shared word.
  case word(Int)
  /// An element of a shared list whose words begin at `first`.
  case element(first: Int, count: Int, index: Resolved)
  /// All elements of a shared list added up, in order.
  case sum(first: Int, count: Int)
  case queueCount(Int)
  case unary(Opcode, Resolved)
  case binary(Opcode, Resolved, Resolved)
  /// Short-circuit: the right side is read only if the left does not decide.
  case and(Resolved, Resolved)
  case or(Resolved, Resolved)

  var constantValue: Int64? {
    if case .constant(let value) = self { return value }
    return nil
  }

  /// The queues whose items it may count.
  var queues: Set<Int> {
    switch self {
    case .constant, .register, .word, .sum: []
    case .queueCount(let queue): [queue]
    case .element(_, _, let operand), .unary(_, let operand): operand.queues
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      left.queues.union(right.queues)
    }
  }

  /// The shared words that it may read.
  var words: Set<Int> {
    switch self {
    case .constant, .register, .queueCount: []
    case .word(let word): [word]
    case .element(let first, let count, let index): index.words.union(first..<first + count)
    case .sum(let first, let count): Set(first..<first + count)
    case .unary(_, let operand): operand.words
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      left.words.union(right.words)
    }
  }
}

/// A resolved expression and its type.
struct TypedValue {
  var value: Resolved
  var type: ValueType
}
