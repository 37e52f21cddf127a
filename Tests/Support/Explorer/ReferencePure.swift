// Arithmetic and jumps as the reference explorer understands them, written apart from the engine's.
import ScenarioModel

enum ReferencePure {
  /// Runs one pure instruction other than `assert`, `fail`, `tally`, `log`, `choose` and `draw`.
  ///
  /// - Returns: false if it fails the task; then `pc` is still at the instruction.
  static func run(_ i: Instruction, _ program: Program, _ registers: inout [Int64], _ pc: inout Int) -> Bool {
    let a = Int(i.a)
    let operand = { (registers: [Int64]) in
      i.flags.contains(.immediate) ? Int64(i.c) : registers[Int(i.c)]
    }
    var value: Int64?
    switch i.opcode {
    case .jump:
      pc = a
      return true
    case .jumpIfZero:
      pc = registers[a] == 0 ? Int(i.b) : pc + 1
      return true
    case .jumpIfNotZero:
      pc = registers[a] != 0 ? Int(i.b) : pc + 1
      return true
    case .checkIndex:
      guard (0..<Int64(i.b)).contains(registers[a]) else { return false }
      pc += 1
      return true
    case .constant: value = program.constants[Int(i.b)]
    case .move: value = registers[Int(i.b)]
    case .negate: value = exact(Int64(0).subtractingReportingOverflow(registers[Int(i.b)]))
    case .not: value = registers[Int(i.b)] == 0 ? 1 : 0
    case .absolute:
      let operand = registers[Int(i.b)]
      value = operand < 0 ? exact(Int64(0).subtractingReportingOverflow(operand)) : operand
    default: value = binary(i.opcode, registers[Int(i.b)], operand(registers))
    }
    guard let value else { return false }
    registers[a] = value
    pc += 1
    return true
  }

  private static func binary(_ opcode: Opcode, _ left: Int64, _ right: Int64) -> Int64? {
    switch opcode {
    case .add: exact(left.addingReportingOverflow(right))
    case .subtract: exact(left.subtractingReportingOverflow(right))
    case .multiply: exact(left.multipliedReportingOverflow(by: right))
    case .divide: right == 0 ? nil : exact(left.dividedReportingOverflow(by: right))
    case .remainder: right == 0 ? nil : exact(left.remainderReportingOverflow(dividingBy: right))
    case .equal: left == right ? 1 : 0
    case .notEqual: left != right ? 1 : 0
    case .less: left < right ? 1 : 0
    case .lessOrEqual: left <= right ? 1 : 0
    case .greater: left > right ? 1 : 0
    case .greaterOrEqual: left >= right ? 1 : 0
    case .minimum: Swift.min(left, right)
    case .maximum: Swift.max(left, right)
    default: preconditionFailure("\(opcode) is not arithmetic")
    }
  }

  private static func exact(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
    result.overflow ? nil : result.partialValue
  }
}
