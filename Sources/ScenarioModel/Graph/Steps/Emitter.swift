// From resolved expressions to instructions, and jumps to places not yet known.
import ScenarioSyntax

/// Where a value is once its instructions have run.
enum Operand: Equatable {
  case constant(Int64)
  case register(Int32)
}

/// A place in a program, possibly not reached yet; jumps to it are completed when it is.
struct JumpLabel {
  fileprivate let index: Int
}

/// Emits the code of expressions into a program.
struct Emitter {
  var builder: ProgramBuilder
  var pool = RegisterPool()
  private var labels: [(position: Int32?, jumps: [Int32])] = []

  init(_ builder: ProgramBuilder = ProgramBuilder()) { self.builder = builder }

  // MARK: Registers

  /// A register for the rest of the current step.
  mutating func temporary() -> Int32 { pool.take(1, from: &builder) }

  /// Registers in a row for the rest of the current step.
  mutating func temporaries(_ count: Int) -> Int32 { pool.take(count, from: &builder) }

  /// The register that holds an operand.
  mutating func register(_ operand: Operand) -> Int32 {
    switch operand {
    case .register(let register): return register
    case .constant(let value):
      let target = temporary()
      load(constant: value, into: target)
      return target
    }
  }

  mutating func load(constant value: Int64, into target: Int32) {
    let index = builder.addConstants([value])
    builder.emit(Instruction(.constant, a: target, b: index))
  }

  mutating func move(_ operand: Operand, into target: Int32) {
    switch operand {
    case .constant(let value): load(constant: value, into: target)
    case .register(target): break
    case .register(let source): builder.emit(Instruction(.move, a: target, b: source))
    }
  }

  // MARK: Labels

  mutating func label() -> JumpLabel {
    labels.append((nil, []))
    return JumpLabel(index: labels.count - 1)
  }

  /// The label's place is here.
  mutating func place(_ label: JumpLabel) {
    let here = builder.next
    labels[label.index].position = here
    for jump in labels[label.index].jumps { builder.patch(jump) { Emitter.set(&$0, target: here) } }
    labels[label.index].jumps = []
  }

  /// Emits an instruction that may go to a label.
  @discardableResult
  mutating func emit(_ instruction: Instruction, to label: JumpLabel) -> Int32 {
    let pc = builder.emit(instruction)
    if let position = labels[label.index].position {
      builder.patch(pc) { Emitter.set(&$0, target: position) }
    } else {
      labels[label.index].jumps.append(pc)
    }
    return pc
  }

  mutating func jump(to label: JumpLabel) { emit(Instruction(.jump), to: label) }

  private static func set(_ instruction: inout Instruction, target: Int32) {
    switch instruction.opcode {
    case .jump: instruction.a = target
    case .jumpIfZero, .jumpIfNotZero: instruction.b = target
    case .get, .await: instruction.c = target
    default: preconditionFailure("\(instruction.opcode) does not jump")
    }
  }

  // MARK: Values

  /// Emits what computes a value. A `hint` is a register that may be used for the result; it is written last.
  mutating func emit(_ value: Resolved, into hint: Int32? = nil) -> Operand {
    switch value {
    case .constant(let constant): return .constant(constant)
    case .register(let register): return .register(register)
    case .word(let word):
      let target = hint ?? temporary()
      builder.emit(Instruction(.load, a: target, b: Int32(word)))
      return .register(target)
    case .element(let first, let count, let index):
      let at = checkedIndex(index, count: count)
      let target = hint ?? temporary()
      builder.emit(Instruction(.load, a: target, b: Int32(first), c: at, flags: .indexed))
      return .register(target)
    case .sum(let first, let count): return sum(first, count)
    case .queueCount(let queue):
      let target = hint ?? temporary()
      builder.emit(Instruction(.queueCount, a: target, b: Int32(queue)))
      return .register(target)
    case .unary(let operation, let operand):
      let source = register(emit(operand))
      let target = hint ?? temporary()
      builder.emit(Instruction(operation, a: target, b: source))
      return .register(target)
    case .binary(let operation, let left, let right): return binary(operation, left, right, hint)
    case .and, .or: return logical(value)
    }
  }

  /// Emits what computes a value, into this register.
  mutating func emit(_ value: Resolved, to target: Int32) { move(emit(value, into: target), into: target) }

  /// A register with an index that has been checked.
  mutating func checkedIndex(_ index: Resolved, count: Int) -> Int32 {
    let register = register(emit(index))
    builder.emit(Instruction(.checkIndex, a: register, b: Int32(count)))
    return register
  }

  private mutating func binary(_ operation: Opcode, _ left: Resolved, _ right: Resolved, _ hint: Int32?) -> Operand {
    let first = emit(left)
    let second = emit(right)
    let target: Int32
    if case .constant(let value) = second, let immediate = Int32(exactly: value) {
      let source = register(first)
      target = hint ?? temporary()
      builder.emit(Instruction(operation, a: target, b: source, c: immediate, flags: .immediate))
    } else if case .constant(let value) = first, let immediate = Int32(exactly: value),
      let mirrored = operation.mirrored
    {
      let source = register(second)
      target = hint ?? temporary()
      builder.emit(Instruction(mirrored, a: target, b: source, c: immediate, flags: .immediate))
    } else {
      let (b, c) = (register(first), register(second))
      target = hint ?? temporary()
      builder.emit(Instruction(operation, a: target, b: b, c: c))
    }
    return .register(target)
  }

  private mutating func logical(_ value: Resolved) -> Operand {
    let target = temporary()
    let end = label()
    switch value {
    case .and(let left, let right):
      emit(left, to: target)
      emit(Instruction(.jumpIfZero, a: target), to: end)
      emit(right, to: target)
    case .or(let left, let right):
      emit(left, to: target)
      emit(Instruction(.jumpIfNotZero, a: target), to: end)
      emit(right, to: target)
    default: emit(value, to: target)
    }
    place(end)
    return .register(target)
  }

  /// More elements than this are added up in a loop.
  private static let longestUnrolled = 8

  private mutating func sum(_ first: Int, _ count: Int) -> Operand {
    let total = temporary()
    let element = temporary()
    load(constant: 0, into: total)
    if count <= Emitter.longestUnrolled {
      for word in first..<first + count {
        builder.emit(Instruction(.load, a: element, b: Int32(word)))
        builder.emit(Instruction(.add, a: total, b: total, c: element))
      }
      return .register(total)
    }
    let index = temporary()
    load(constant: 0, into: index)
    let again = label()
    place(again)
    builder.emit(Instruction(.load, a: element, b: Int32(first), c: index, flags: .indexed))
    builder.emit(Instruction(.add, a: total, b: total, c: element))
    builder.emit(Instruction(.add, a: index, b: index, c: 1, flags: .immediate))
    builder.emit(Instruction(.less, a: element, b: index, c: Int32(count), flags: .immediate))
    emit(Instruction(.jumpIfNotZero, a: element), to: again)
    return .register(total)
  }

  // MARK: Conditions

  /// Goes to `label` if the condition's truth is `truth`, else falls through.
  mutating func jump(to label: JumpLabel, if condition: Resolved, is truth: Bool) {
    switch condition {
    case .constant(let value): if (value != 0) == truth { jump(to: label) }
    case .unary(.not, let operand): jump(to: label, if: operand, is: !truth)
    case .and(let left, let right) where !truth, .or(let left, let right) where truth:
      jump(to: label, if: left, is: truth)
      jump(to: label, if: right, is: truth)
    case .and(let left, let right), .or(let left, let right):
      let through = self.label()
      jump(to: through, if: left, is: !truth)
      jump(to: label, if: right, is: truth)
      place(through)
    default:
      let register = register(emit(condition))
      emit(Instruction(truth ? .jumpIfNotZero : .jumpIfZero, a: register), to: label)
    }
  }
}

extension Opcode {
  /// The operation that gives the same result with its operands exchanged, if there is one.
  fileprivate var mirrored: Opcode? {
    switch self {
    case .add, .multiply, .equal, .notEqual, .minimum, .maximum: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }
}
