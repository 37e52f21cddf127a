// Arithmetic at compile time, with the same rules as at run time.

/// The outcome of an operation on constants.
enum Folding: Equatable {
  case value(Int64)
  /// It would fail a task, and why.
  case failure(String)

  static func unary(_ operation: Opcode, _ operand: Int64) -> Folding {
    switch operation {
    case .not: .value(operand == 0 ? 1 : 0)
    case .negate: checked(Int64(0).subtractingReportingOverflow(operand))
    case .absolute: operand == .min ? .failure("overflow") : .value(Swift.abs(operand))
    default: preconditionFailure("\(operation) does not take one operand")
    }
  }

  static func binary(_ operation: Opcode, _ left: Int64, _ right: Int64) -> Folding {
    switch operation {
    case .add: checked(left.addingReportingOverflow(right))
    case .subtract: checked(left.subtractingReportingOverflow(right))
    case .multiply: checked(left.multipliedReportingOverflow(by: right))
    case .divide: right == 0 ? .failure("division by zero") : checked(left.dividedReportingOverflow(by: right))
    case .remainder:
      right == 0 ? .failure("division by zero") : checked(left.remainderReportingOverflow(dividingBy: right))
    case .equal: .value(left == right ? 1 : 0)
    case .notEqual: .value(left != right ? 1 : 0)
    case .less: .value(left < right ? 1 : 0)
    case .lessOrEqual: .value(left <= right ? 1 : 0)
    case .greater: .value(left > right ? 1 : 0)
    case .greaterOrEqual: .value(left >= right ? 1 : 0)
    case .minimum: .value(min(left, right))
    case .maximum: .value(max(left, right))
    default: preconditionFailure("\(operation) does not take two operands")
    }
  }

  private static func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Folding {
    result.overflow ? .failure("overflow") : .value(result.partialValue)
  }
}
