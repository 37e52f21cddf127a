// The pure instructions: arithmetic, comparison, jumps over a task's registers.
import ScenarioModel

enum Pure {
  /// Executes one pure instruction and moves `pc`. `constant`s and registers are the task's; impure opcodes trap.
  @inline(__always)
  static func step(
    _ instruction: Instruction, _ r: UnsafeMutablePointer<Int64>, _ constants: UnsafePointer<Int64>,
    _ pc: inout Int32
  ) -> FailureKind {
    let a = Int(instruction.a)
    pc &+= 1
    switch instruction.opcode {
    case .constant: r[a] = constants[Int(instruction.b)]
    case .move: r[a] = r[Int(instruction.b)]
    case .add: return checked(r[Int(instruction.b)].addingReportingOverflow(operand(instruction, r)), &r[a])
    case .subtract: return checked(r[Int(instruction.b)].subtractingReportingOverflow(operand(instruction, r)), &r[a])
    case .multiply:
      return checked(r[Int(instruction.b)].multipliedReportingOverflow(by: operand(instruction, r)), &r[a])
    case .divide:
      let divisor = operand(instruction, r)
      if divisor == 0 { return .divisionByZero }
      return checked(r[Int(instruction.b)].dividedReportingOverflow(by: divisor), &r[a])
    case .remainder:
      let divisor = operand(instruction, r)
      if divisor == 0 { return .divisionByZero }
      return checked(r[Int(instruction.b)].remainderReportingOverflow(dividingBy: divisor), &r[a])
    case .negate: return checked(Int64(0).subtractingReportingOverflow(r[Int(instruction.b)]), &r[a])
    case .not: r[a] = r[Int(instruction.b)] == 0 ? 1 : 0
    case .absolute:
      let value = r[Int(instruction.b)]
      if value == .min { return .overflow }
      r[a] = Swift.abs(value)
    case .equal: r[a] = r[Int(instruction.b)] == operand(instruction, r) ? 1 : 0
    case .notEqual: r[a] = r[Int(instruction.b)] != operand(instruction, r) ? 1 : 0
    case .less: r[a] = r[Int(instruction.b)] < operand(instruction, r) ? 1 : 0
    case .lessOrEqual: r[a] = r[Int(instruction.b)] <= operand(instruction, r) ? 1 : 0
    case .greater: r[a] = r[Int(instruction.b)] > operand(instruction, r) ? 1 : 0
    case .greaterOrEqual: r[a] = r[Int(instruction.b)] >= operand(instruction, r) ? 1 : 0
    case .minimum: r[a] = min(r[Int(instruction.b)], operand(instruction, r))
    case .maximum: r[a] = max(r[Int(instruction.b)], operand(instruction, r))
    case .jump: pc = instruction.a
    case .jumpIfZero: if r[a] == 0 { pc = instruction.b }
    case .jumpIfNotZero: if r[a] != 0 { pc = instruction.b }
    case .checkIndex: if r[a] < 0 || r[a] >= Int64(instruction.b) { return .index }
    default: preconditionFailure("\(instruction.opcode) is not pure")
    }
    return .none
  }

  @inline(__always)
  private static func operand(_ instruction: Instruction, _ r: UnsafeMutablePointer<Int64>) -> Int64 {
    instruction.isImmediate ? Int64(instruction.c) : r[Int(instruction.c)]
  }

  @inline(__always)
  private static func checked(_ result: (partialValue: Int64, overflow: Bool), _ target: inout Int64) -> FailureKind {
    if result.overflow { return .overflow }
    target = result.partialValue
    return .none
  }
}
