// Writes a program instruction by instruction: registers, constants, labels, and the site that each instruction is from.
import ScenarioSyntax

/// Collects the instructions of one program.
package struct ProgramBuilder: Sendable {
  package private(set) var program = Program()
  /// Mistakes found while compiling.
  package var diagnostics: [Diagnostic] = []
  /// Semaphores that the program needs beside those of the scenario, to be laid out behind them.
  package private(set) var limits: [SharedLayout.Semaphore] = []
  private var currentSite: Int32 = -1
  private let role: String
  private let firstLimit: Int

  /// - Parameters:
  ///   - role: whose program it is; limits are named after it.
  ///   - firstLimit: how many semaphores there are already.
  package init(role: String = "main", firstLimit: Int = 0) {
    self.role = role
    self.firstLimit = firstLimit
  }

  /// The pc of the next instruction.
  package var next: Int32 { Int32(program.instructions.count) }

  /// A fresh register, 0 when the task starts; `name` is shown in reports.
  package mutating func register(named name: String? = nil) -> Int32 {
    let index = Int32(program.registerCount)
    program.registerCount += 1
    if let name { program.registerNames[index] = name }
    return index
  }

  /// Instructions emitted from here on belong to this step.
  package mutating func enter(_ site: StepSite) {
    currentSite = Int32(program.steps.count)
    program.steps.append(site)
  }

  /// The site index to return to with `resume(site:)` after nested steps.
  package var site: Int32 { currentSite }
  package mutating func resume(site: Int32) { currentSite = site }

  /// Appends an instruction and returns its pc, so that a jump can be patched.
  @discardableResult
  package mutating func emit(_ instruction: Instruction) -> Int32 {
    program.instructions.append(instruction)
    program.sites.append(currentSite)
    return next - 1
  }

  /// Changes an instruction emitted before.
  package mutating func patch(_ pc: Int32, _ change: (inout Instruction) -> Void) {
    change(&program.instructions[Int(pc)])
  }

  /// A register that holds `value`.
  package mutating func constant(_ value: Int64) -> Int32 {
    let target = register()
    emit(Instruction(.constant, a: target, b: addConstants([value])))
    return target
  }

  /// Index of the first of these constants in the pool.
  package mutating func addConstants(_ values: [Int64]) -> Int32 {
    program.constants += values
    return Int32(program.constants.count - values.count)
  }

  /// A call of a native kernel; returns the register with its result.
  package mutating func call(_ kernel: KernelSpecification) -> Int32 {
    let result = register()
    program.kernels.append(kernel)
    emit(Instruction(.call, a: result, b: Int32(program.kernels.count - 1)))
    return result
  }

  /// A call of a native kernel of which at most `limit` run at once, counted over all workers of the role: a semaphore of
  /// its own that is held meanwhile, so that reports show who waits for it. Without a limit as `call`.
  package mutating func call(_ kernel: KernelSpecification, limit: Int64?) -> Int32 {
    guard let limit else { return call(kernel) }
    let semaphore = Int32(firstLimit + limits.count)
    let name = limits.isEmpty ? "\(role).limit" : "\(role).limit\(limits.count + 1)"
    limits.append(SharedLayout.Semaphore(name: name, permits: limit))
    emit(Instruction(.acquirePermit, b: semaphore))
    let lower = next
    let result = call(kernel)
    let upper = next
    emit(Instruction(.releasePermit, b: semaphore))
    let jump = emit(Instruction(.jump))
    let handler = emit(Instruction(.releasePermit, b: semaphore))
    emit(Instruction(.rethrow))
    patch(jump) { [next] in $0.a = next }
    program.handlers.append(FailureHandler(lower: lower, upper: upper, handler: handler))
    program.waitsForOthers = true
    return result
  }

  /// A sleep of a duration drawn from `distribution` for each task.
  package mutating func sleep(_ distribution: Distribution) {
    let duration = register()
    program.distributions.append(distribution)
    emit(Instruction(.draw, a: duration, b: Int32(program.distributions.count - 1)))
    emit(Instruction(.sleep, a: duration))
  }

  /// Edits parts of the program that have no method of their own (handlers, forks, texts, awaits).
  package mutating func edit(_ change: (inout Program) -> Void) { change(&program) }
}
