// The interpreter: runs a strand until it ends or needs something that only its executor can give.
import ScenarioModel
import Synchronization

/// Why the machine handed a strand back.
enum Signal {
  /// The instruction is not yet possible: wait for object `payload` to change, then `attempt` it again.
  case blocked
  /// Wait `payload` nanoseconds, then go on.
  case sleep
  /// Use `payload` nanoseconds of CPU, then go on.
  case compute
  case yield
  /// Run kernel `payload >> 32`; its result belongs into register `payload & 0xffff_ffff`.
  case call
  /// Start the branches of fork `payload`, then go on.
  case fork
  /// Go on when all branches started have ended.
  case join
  case branchEnded
  /// Ended with the result `payload`.
  case ended
  /// Ended by a failure that has been recorded; `payload` is 1 when the failure was an assert's.
  case failed
  /// The run wants attention: an interpreter lock to hand over, an event loop's other strands, or the end. Given from time
  /// to time without a reason, too.
  case safepoint
}

/// Executes strands of one role for one agent. A value of pointers: cheap to copy, holds no state of its own.
struct Machine {
  let world: World
  let agent: Int
  let code: UnsafePointer<Instruction>
  let constants: UnsafePointer<Int64>
  let words: UnsafeMutablePointer<Atomic<Int64>>
  let wordFlags: UnsafePointer<UInt8>
  let program: ProgramImage
  let uses: UnsafeMutablePointer<ObjectUse>
  let tallies: UnsafeMutablePointer<Int64>
  /// Set when somebody wants the interpreter lock; nil without one.
  let interpreterRequest: UnsafeMutablePointer<SyncObject>?
  /// The wake word of the event loop that runs it; nil elsewhere.
  let loopWake: UnsafeMutablePointer<Atomic<UInt32>>?
  /// Set where the order of visible instructions is forced.
  let stage: MachineStage?

  /// Backward jumps, thus at least a few hundred microseconds, after which a strand that does nothing else is looked at.
  private static let jumpsPerRun: Int32 = 65_536

  /// - Parameter loop: the number of the event loop that runs it.
  init(world: World, agent: Int, role: Int, replica: Int, loop: Int? = nil) {
    self.world = world
    self.agent = agent
    let control = world.roles + role
    program = control.pointee.program
    code = UnsafePointer(world.at(program.instructions, as: Instruction.self))
    constants = UnsafePointer(world.at(program.constants, as: Int64.self))
    words = world.words(replica: replica)
    wordFlags = UnsafePointer(world.at(world.layout.wordFlags, as: UInt8.self))
    uses = world.inAgent(agent, world.layout.uses)
    tallies = world.inAgent(agent, world.layout.tallies)
    interpreterRequest =
      control.pointee.interpreterInterval > 0 ? world.objects + world.layout.interpreter : nil
    loopWake = loop.map(world.loopWake)
    stage = MachineStage(world: world, role: role)
  }

  /// Runs the strand until it needs its executor.
  func run(_ strand: UnsafeMutablePointer<Strand>) -> Signal {
    if let stage { return run(strand, onStage: stage) }
    return loop(strand) { instruction, r in execute(instruction, strand, r) }
  }

  /// A loop of its own, so that runs without a stage do not pay for it.
  @inline(never)
  private func run(_ strand: UnsafeMutablePointer<Strand>, onStage stage: MachineStage) -> Signal {
    loop(strand) { instruction, r in execute(onStage: stage, instruction, strand, r) }
  }

  @inline(__always)
  private func loop(
    _ strand: UnsafeMutablePointer<Strand>, _ execute: (Instruction, UnsafeMutablePointer<Int64>) -> Outcome
  ) -> Signal {
    let r: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
    var pc = strand.pointee.pc
    var jumpsLeft = Machine.jumpsPerRun
    while true {
      let instruction = code[Int(pc)]
      if instruction.opcode.rawValue < Opcode.assert.rawValue {
        let before = pc
        let failure = Pure.step(instruction, r, constants, &pc)
        if failure != .none {
          strand.pointee.pc = before
          guard unwind(strand, failure) else { return .failed }
          pc = strand.pointee.pc
        } else if pc <= before {
          jumpsLeft &-= 1
          if jumpsLeft == 0 || needsAttention {
            strand.pointee.pc = pc
            return .safepoint
          }
        }
        continue
      }
      strand.pointee.pc = pc
      switch execute(instruction, r) {
      case .proceed: pc = strand.pointee.pc
      case .failed(let kind):
        guard unwind(strand, kind) else { return .failed }
        pc = strand.pointee.pc
      case .signal(let signal): return signal
      }
    }
  }

  /// Tries the blocked instruction once more, and only that.
  ///
  /// - Returns: `.blocked` or `.failed`, or nil when the strand can go on.
  @inline(never)
  func attempt(_ strand: UnsafeMutablePointer<Strand>) -> Signal? {
    let r: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
    let instruction = code[Int(strand.pointee.pc)]
    let outcome =
      stage.map { execute(onStage: $0, instruction, strand, r) } ?? execute(instruction, strand, r)
    switch outcome {
    case .proceed: return nil
    case .failed(let kind): return unwind(strand, kind) ? nil : .failed
    case .signal(let signal): return signal
    }
  }

  /// Whether the run wants the strand's executor to look: at a stop, at an interpreter lock asked for, or at strands that
  /// somebody woke.
  @inline(__always)
  private var needsAttention: Bool {
    if world.header.pointee.stop.load(ordering: .relaxed) == Stop.abandon { return true }
    if let loopWake { return loopWake.pointee.load(ordering: .relaxed) == LoopWake.notified }
    guard let interpreterRequest else { return false }
    return interpreterRequest.pointee.extra.load(ordering: .relaxed) != 0
  }
}

/// How an instruction other than arithmetic went.
enum Outcome {
  /// `strand.pc` is where to go on.
  case proceed
  case failed(FailureKind)
  case signal(Signal)
}
