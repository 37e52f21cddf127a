// How a strand executes visible instructions when their order is forced: each waits for its turn.
import ScenarioModel
import Synchronization

/// What a machine needs to know of the stage.
struct MachineStage {
  let role: Int
  /// 1 where an instruction needs a turn.
  let visible: UnsafePointer<UInt8>

  init?(world: World, role: Int) {
    guard let stage = world.stage else { return nil }
    self.role = role
    let own = world.at(stage.pointee.roles, as: StageRole.self)[role]
    visible = UnsafePointer(world.at(own.visible, as: UInt8.self))
  }
}

extension Machine {
  /// Executes the instruction at `strand.pc`, if the strand's turn has come or none is needed; else it is blocked on the
  /// stage's object.
  @inline(never)
  func execute(
    onStage stage: MachineStage, _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>,
    _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let pc = strand.pointee.pc
    if world.isStageOver { return execute(i, strand, r) }
    guard stage.visible[Int(pc)] != 0 else { return executeUnseen(i, strand, r) }
    let mayGo = world.takeTurn(role: stage.role, worker: Int(worker(of: strand)), strand: Int(strand.pointee.branch)) {
      $0.kind == .instruction && $0.pc == pc
    }
    guard mayGo else { return blocked(on: world.layout.stageObject, strand) }
    let entry = world.currentEntry
    let outcome = execute(i, strand, r)
    if case .signal(.blocked) = outcome, entry != nil { world.noteStuck() }
    if i.opcode == .conditionEnter, let entry {
      // A real condition wakes in the order of tickets, a schedule whomever it says: so it hands out the tickets.
      r[Int(i.a)] = ConditionTicket.make(entry.value, depth: ConditionTicket.depth(r[Int(i.a)]))
    }
    return outcome
  }

  /// What nobody else can see needs no turn; what would be drawn is given.
  private func executeUnseen(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    switch i.opcode {
    case .choose:
      guard let position = world.pick(strand: Int(strand.pointee.branch), pc: strand.pointee.pc) else { break }
      r[Int(i.a)] = constants[Int(i.b) + position]
      return next(strand)
    case .draw:
      r[Int(i.a)] = 0
      return next(strand)
    // Time only decides who comes first, and that is decided.
    case .sleep, .compute:
      guard r[Int(i.a)] >= 0 else { return .failed(.badDuration) }
      return next(strand)
    case .yield: return next(strand)
    default: break
    }
    return execute(i, strand, r)
  }
}
