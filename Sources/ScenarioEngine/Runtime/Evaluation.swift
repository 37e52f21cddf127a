// Conditions over shared words: what `await` and every check evaluate, wherever the words come from.
import ScenarioModel

enum Evaluation {
  /// Evaluates loads, queue counts and pure instructions in `from ..< to`, or up to an `end`.
  ///
  /// - Parameter load: gives a word by its index.
  @inline(__always)
  static func run(
    _ code: UnsafePointer<Instruction>, _ constants: UnsafePointer<Int64>, _ r: UnsafeMutablePointer<Int64>,
    from: Int32, to: Int32, _ world: World, load: (Int) -> Int64
  ) -> FailureKind {
    var pc = from
    while pc < to {
      let instruction = code[Int(pc)]
      switch instruction.opcode {
      case .load:
        let index = instruction.isIndexed ? Int(r[Int(instruction.c)]) : 0
        r[Int(instruction.a)] = load(Int(instruction.b) + index)
        pc += 1
      case .queueCount:
        r[Int(instruction.a)] = world.count(queue: Int(instruction.b))
        pc += 1
      case .end: return .none
      default:
        let failure = Pure.step(instruction, r, constants, &pc)
        if failure != .none { return failure }
      }
    }
    return .none
  }

  /// Whether a check holds. One that cannot be evaluated (it overflows, divides by zero, leaves a list) does not.
  ///
  /// - Parameter r: room for the registers of the check's program, which ends with the condition as its result.
  @inline(__always)
  static func holds(
    _ check: ProgramImage, _ r: UnsafeMutablePointer<Int64>, _ world: World, load: (Int) -> Int64
  ) -> Bool {
    let code = UnsafePointer(world.at(check.instructions, as: Instruction.self))
    let constants = UnsafePointer(world.at(check.constants, as: Int64.self))
    let failure = run(code, constants, r, from: 0, to: check.instructionCount, world, load: load)
    return failure == .none && r[Int(code[Int(check.instructionCount) - 1].a)] != 0
  }
}
