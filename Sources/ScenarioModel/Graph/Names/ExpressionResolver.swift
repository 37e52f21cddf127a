// From an expression as written to a resolved one: names looked up, types checked, constants folded.
import ScenarioSyntax

/// Resolves one expression; what is wrong with it goes into `diagnostics`.
struct ExpressionResolver {
  /// What may be read where the expression stands.
  enum Place {
    case step
    /// The value of an `atomic` step: its own target stands for `register`, other shared words may not be read.
    case atomic(target: String, index: Resolved?, register: Int32)
    /// The index of an `atomic` or `cas` target: locals only.
    case atomicIndex
    case await
    /// A check; counter `i` is word `firstCounter + i`, and only `finally` may read it.
    case check(verb: String, counters: [String], firstCounter: Int)
  }

  let names: SharedNames
  let scope: LocalScope
  let place: Place
  var diagnostics: [Diagnostic] = []

  init(_ names: SharedNames, _ scope: LocalScope, _ place: Place) {
    self.names = names
    self.scope = scope
    self.place = place
  }

  /// Resolves an expression that must have a type; `what` needs it, for the message: "`if`".
  mutating func resolve(_ expression: Expression, as type: ValueType, for what: String) -> Resolved? {
    guard let found = resolve(expression) else { return nil }
    guard found.type == type else {
      reportType(expression, found.type, needed: type, by: what)
      return nil
    }
    return found.value
  }

  /// Resolves an expression of either type; nil when something is wrong with it.
  mutating func resolve(_ expression: Expression) -> TypedValue? {
    switch expression.kind {
    case .unreadable: return nil
    case .integer(let value): return TypedValue(value: .constant(value), type: .integer)
    case .boolean(let value): return TypedValue(value: .constant(value ? 1 : 0), type: .boolean)
    case .name(let name): return resolveName(name, expression.range)
    case .element(let list, let index): return resolveElement(list, index, expression.range)
    case .unary(let operation, let operand): return resolveUnary(operation, operand, expression)
    case .binary(let operation, let left, let right): return resolveBinary(operation, left, right, expression)
    case .call(let function, let arguments): return resolveCall(function, arguments, expression)
    }
  }

  // MARK: Operators

  private mutating func resolveUnary(
    _ operation: Expression.UnaryOperator, _ operand: Expression, _ whole: Expression
  ) -> TypedValue? {
    let type: ValueType = operation == .negate ? .integer : .boolean
    guard let value = resolve(operand, as: type, for: "'\(operation.rawValue)'") else { return nil }
    return fold(.unary(operation == .negate ? .negate : .not, value), whole).map { TypedValue(value: $0, type: type) }
  }

  private mutating func resolveBinary(
    _ operation: Expression.BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression
  ) -> TypedValue? {
    let sign = "'\(operation.rawValue)'"
    switch operation {
    case .and, .or:
      let first = resolve(left, as: .boolean, for: sign)
      let second = resolve(right, as: .boolean, for: sign)
      guard let first, let second else { return nil }
      let value: Resolved = operation == .and ? .and(first, second) : .or(first, second)
      return TypedValue(value: value.shortened, type: .boolean)
    case .equal, .notEqual:
      let first = resolve(left)
      let second = resolve(right)
      guard let first, let second else { return nil }
      guard first.type == second.type else {
        reportType(right, second.type, needed: first.type, by: "\(sign) after \(first.type.words)")
        return nil
      }
      let code: Opcode = operation == .equal ? .equal : .notEqual
      return fold(.binary(code, first.value, second.value), whole).map { TypedValue(value: $0, type: .boolean) }
    default:
      let first = resolve(left, as: .integer, for: sign)
      let second = resolve(right, as: .integer, for: sign)
      guard let first, let second else { return nil }
      if operation == .divide || operation == .remainder, second.constantValue == 0 {
        reportFailing(whole, "division by zero")
        return nil
      }
      let type: ValueType = operation.isComparison ? .boolean : .integer
      return fold(.binary(operation.opcode, first, second), whole).map { TypedValue(value: $0, type: type) }
    }
  }

  private mutating func resolveCall(
    _ function: Expression.Function, _ arguments: [Expression], _ whole: Expression
  ) -> TypedValue? {
    let what = "'\(function.rawValue)'"
    switch function {
    case .min, .max:
      let first = resolve(arguments[0], as: .integer, for: what)
      let second = resolve(arguments[1], as: .integer, for: what)
      guard let first, let second else { return nil }
      return fold(.binary(function == .min ? .minimum : .maximum, first, second), whole).map {
        TypedValue(value: $0, type: .integer)
      }
    case .abs:
      guard let value = resolve(arguments[0], as: .integer, for: what) else { return nil }
      return fold(.unary(.absolute, value), whole).map { TypedValue(value: $0, type: .integer) }
    case .len, .sum: return resolveList(function, arguments[0])
    case .count: return resolveCount(arguments[0])
    }
  }

  private mutating func resolveList(_ function: Expression.Function, _ argument: Expression) -> TypedValue? {
    guard case .name(let name) = argument.kind else { return nil }
    let located = Located(name, at: argument.range)
    guard let variable = names.variables[name], variable.isList else {
      diagnostics += names.mismatch(
        located, wanted: "a list", section: "state",
        candidates: names.variables.filter { $0.value.isList }.keys)
      return nil
    }
    if function == .len { return TypedValue(value: .constant(Int64(variable.count)), type: .integer) }
    guard allowsShared(name, argument.range) else { return nil }
    return TypedValue(value: .sum(first: variable.first, count: variable.count), type: .integer)
  }

  private mutating func resolveCount(_ argument: Expression) -> TypedValue? {
    guard case .name(let name) = argument.kind else { return nil }
    guard let queue = names.queues[name] else {
      diagnostics += names.mismatch(
        Located(name, at: argument.range), wanted: "a queue", section: "queues", candidates: names.queues.keys)
      return nil
    }
    guard place.readsQueues else {
      diagnostics.append(
        Diagnostic(
          .notReadableHere, message: "the items of a queue cannot be counted in \(place.words)", range: argument.range,
          help: "count them in a `set` step, or keep the number in a variable of `state`"))
      return nil
    }
    return TypedValue(value: .queueCount(queue.index), type: .integer)
  }

  // MARK: Folding

  /// Computes what is constant already; nil, with a diagnostic, when that can only fail.
  private mutating func fold(_ value: Resolved, _ whole: Expression) -> Resolved? {
    let outcome: Folding
    switch value {
    case .unary(let operation, .constant(let operand)): outcome = Folding.unary(operation, operand)
    case .binary(let operation, .constant(let left), .constant(let right)):
      outcome = Folding.binary(operation, left, right)
    default: return value
    }
    switch outcome {
    case .value(let result): return .constant(result)
    case .failure(let reason):
      reportFailing(whole, reason)
      return nil
    }
  }

  private mutating func reportFailing(_ expression: Expression, _ reason: String) {
    diagnostics.append(
      Diagnostic(
        .alwaysFails, message: "'\(expression.text)' always fails: \(reason)", range: expression.range,
        help: "a task that comes here would end with an error"))
  }

  private mutating func reportType(
    _ expression: Expression, _ found: ValueType, needed: ValueType, by what: String
  ) {
    let text = expression.text
    let help =
      switch (needed, expression.kind) {
      case (.boolean, .integer(let value)): "write `\(value == 0 ? "false" : "true")`"
      case (.boolean, _): "compare it: `\(text) != 0`"
      case (.integer, .boolean(let value)): "write `\(value ? 1 : 0)`"
      case (.integer, _): "choose a number with an `if` step"
      }
    diagnostics.append(
      Diagnostic(
        .typeMismatch, message: "\(what) needs \(needed.words), and '\(text)' is \(found.words)",
        range: expression.range, help: help))
  }
}

extension ExpressionResolver.Place {
  /// Whether the items of queues can be counted here.
  var readsQueues: Bool {
    switch self {
    case .step, .await: true
    case .atomic, .atomicIndex, .check: false
    }
  }

  /// Whether counters have settled values here.
  var readsCounters: Bool {
    if case .check("finally", _, _) = self { return true }
    return false
  }

  /// For messages: "an `await` step".
  var words: String {
    switch self {
    case .step: "a step"
    case .atomic, .atomicIndex: "an `atomic` step"
    case .await: "an `await` step"
    case .check(let verb, _, _): "a check with `\(verb)`"
    }
  }
}

extension Expression.BinaryOperator {
  /// The instruction for it; `and` and `or` are jumps and have none.
  fileprivate var opcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and, .or: preconditionFailure("short-circuit operators are jumps")
    }
  }
}

extension Resolved {
  /// `and` and `or` with a side that decides or that does not matter.
  fileprivate var shortened: Resolved {
    switch self {
    case .and(.constant(let left), let right): left == 0 ? .constant(0) : right
    case .or(.constant(let left), let right): left == 0 ? right : .constant(1)
    case .and(let left, .constant(1)), .or(let left, .constant(0)): left
    default: self
    }
  }
}
