// Takes steps of workers in a state: what each visible instruction means when every interleaving is tried.
import ScenarioModel

/// What a step has found to be wrong.
struct StepProblem: Hashable {
  enum Kind: Hashable {
    case assertFailed, taskFailed(FailureKind), alwaysViolated(check: Int)
    /// The model has no room for what the step does: a queue that grows without bound, a computation without end.
    case cannotContinue(CannotContinue)
  }
  var kind: Kind
  var worker: Int
  var pc: Int
}

enum CannotContinue: Hashable {
  case endlessComputation, tooManyItems(queue: Int), tooManyResults, tooManyReads
}

/// Changes one state in place. One per thread; its variables are never lent, so their use is not checked at run time.
final class Stepper {
  let model: ExploreModel
  /// The state that steps change.
  @exclusivity(unchecked) var s: Cells
  /// Registers of the task that steps.
  let r: UnsafeMutablePointer<Int64>
  let checkRegisters: UnsafeMutablePointer<Int64>
  @exclusivity(unchecked) var chooser = Chooser()
  /// What went wrong since `begin`.
  @exclusivity(unchecked) var problems: [StepProblem] = []
  /// Blocks of other workers may have changed too.
  @exclusivity(unchecked) var touchedOthers = false

  // Who steps.
  @exclusivity(unchecked) var worker = 0
  @exclusivity(unchecked) var strand = 0
  @exclusivity(unchecked) var block: Cells
  @exclusivity(unchecked) private var codeOfRole: UnsafeMutablePointer<RoleCode>
  /// The code of whoever steps; read where it lies, as it is large.
  @inline(__always) var code: RoleCode { codeOfRole.pointee }
  @exclusivity(unchecked) var role = 0
  @exclusivity(unchecked) var pc = 0
  /// Whether values that steps choose are noted, and those of the last step.
  @exclusivity(unchecked) var notesPicks = false
  @exclusivity(unchecked) var picks: [Pick] = []
  /// How the condition of an `await` last failed to be computed.
  @exclusivity(unchecked) var awaitFailure = FailureKind.none

  /// More instructions than this in a row, without a visible one, are taken for an endless loop.
  static let longestComputation = 10_000_000

  /// A value that a `choose` gave.
  struct Pick {
    var worker: Int
    var strand: Int
    var pc: Int
    /// Position among the step's values.
    var position: Int
  }

  /// - Precondition: the model has a role.
  init(_ model: ExploreModel, state: Cells) {
    self.model = model
    s = state
    block = state
    codeOfRole = model.codes
    r = .allocate(capacity: model.maxRegisters)
    r.initialize(repeating: 0, count: model.maxRegisters)
    checkRegisters = .allocate(capacity: model.maxRegisters)
    checkRegisters.initialize(repeating: 0, count: model.maxRegisters)
  }

  deinit {
    r.deallocate()
    checkRegisters.deallocate()
  }

  /// Turns to a worker's strand in the state `s`.
  @inline(__always)
  func select(_ worker: Int, _ strand: Int) {
    let place = model.workers[worker]
    self.worker = worker
    self.strand = strand
    role = Int(place.role)
    codeOfRole = model.codes + role
    block = s + place.base
  }

  var cell: StrandCell {
    @inline(__always) get { StrandCell(block[strand]) }
    @inline(__always) set { block[strand] = newValue.bits }
  }

  /// Takes the step that the selected strand is at, in the way that the chooser says.
  ///
  /// - Precondition: `isEnabled`.
  func step() {
    if !problems.isEmpty { problems.removeAll(keepingCapacity: true) }
    if notesPicks { picks = [] }
    touchedOthers = false
    let first = block[0]
    if first < 0 {
      if first == StrandCell.idle { return takeTask() }
      return stepDelivery()
    }
    loadRegisters()
    pc = cell.pc
    code.covered[pc] = 1
    if execute(code.code[pc]) { settle() }
  }

  /// Goes on after the instruction.
  @inline(__always)
  func next() -> Bool {
    pc += 1
    return true
  }

  // MARK: Registers

  @inline(__always)
  func loadRegisters() {
    let saved = block + code.firstRegister
    for slot in 0..<code.rememberedCount { r[Int(code.remembered[slot])] = saved[slot] }
    if code.readsCounts { loadCounts() }
  }

  private func loadCounts() {
    r[Int(Program.GivenRegister.tasks.rawValue)] = max(0, code.taskCount)
    r[Int(Program.GivenRegister.workers.rawValue)] = Int64(code.workers)
  }

  /// Keeps what is alive at the places of the task's strands; what is not becomes zero.
  @inline(__always)
  func saveRegisters() {
    let saved = block + code.firstRegister
    if code.strands == 1, code.maskWords == 1 {
      var live = code.liveMasks[pc]
      for slot in 0..<code.rememberedCount {
        saved[slot] = live & 1 != 0 ? r[Int(code.remembered[slot])] : 0
        live >>= 1
      }
      return
    }
    for slot in 0..<code.rememberedCount {
      var isLive = false
      for other in 0..<code.strands {
        let cell = StrandCell(block[other])
        guard cell.exists else { continue }
        if code.liveMasks[cell.pc * code.maskWords + slot / 64] >> UInt64(slot % 64) & 1 != 0 { isLive = true }
      }
      saved[slot] = isLive ? r[Int(code.remembered[slot])] : 0
    }
  }

  // MARK: Up to the next visible instruction

  /// Runs what nobody else can see, then leaves the strand at its next visible instruction.
  func settle() {
    var budget = Stepper.longestComputation
    while true {
      let i = code.code[pc]
      code.covered[pc] = 1
      switch code.facts[pc].kind {
      case .pure:
        let before = Int32(pc)
        var at = before
        let failure = Pure.step(i, r, code.constants, &at)
        pc = Int(at)
        if failure != .none {
          pc = Int(before)
          guard unwind(failure) else { return }
        }
      case .own: guard settleOwn(i) else { return }
      case .visible:
        var cell = self.cell
        cell.pc = pc
        self.cell = cell
        return saveRegisters()
      }
      budget -= 1
      if budget == 0 {
        report(.cannotContinue(.endlessComputation))
        cell = StrandCell(pc: pc, parent: 0)
        return
      }
    }
  }

  /// - Returns: whether there is more to run at `pc`, of this task or of the worker's next.
  private func settleOwn(_ i: Instruction) -> Bool {
    switch i.opcode {
    case .load:
      r[Int(i.a)] = model.initialWords[Int(~i.b) + (i.isIndexed ? Int(r[Int(i.c)]) : 0)]
    case .assert: guard r[Int(i.a)] != 0 else { return unwind(.assertion) }
    case .fail: return unwind(.failed)
    case .tally: if let counters = model.layout.counters { s[counters + Int(i.a)] += 1 }
    case .choose:
      let position = chooser.pick(among: Int(i.c))
      if notesPicks { picks.append(Pick(worker: worker, strand: strand, pc: pc, position: position)) }
      r[Int(i.a)] = code.constants[Int(i.b) + position]
    case .draw: r[Int(i.a)] = 0
    case .call: r[Int(i.a)] = model.result(of: Int(i.b), role: role, &chooser)
    case .rethrow: return unwind(.failed)
    case .fork:
      fork(i)
      return false
    case .endBranch:
      endBranch(failure: StrandCell.notFailing)
      return false
    case .end: return endTask(i.a < 0 ? 0 : r[Int(i.a)])
    default: break
    }
    pc += 1
    return true
  }

  // MARK: Failing

  /// The strand fails: on to the innermost clean-up around it, else it ends.
  ///
  /// - Returns: whether there is more to run at `pc`.
  func unwind(_ kind: FailureKind, isReported: Bool = false) -> Bool {
    var cell = self.cell
    if cell.failing == StrandCell.notFailing {
      cell.failing = kind == .assertion ? StrandCell.assertion : StrandCell.otherFailure
      self.cell = cell
      if !isReported { report(kind == .assertion ? .assertFailed : .taskFailed(kind)) }
    }
    for index in 0..<code.handlerCount {
      let handler = code.handlers[index]
      if Int(handler.lower) <= pc, pc < Int(handler.upper) {
        pc = Int(handler.handler)
        return true
      }
    }
    if strand == 0 { return endTask(nil) }
    endBranch(failure: cell.failing)
    return false
  }

  func report(_ kind: StepProblem.Kind) {
    problems.append(StepProblem(kind: kind, worker: worker, pc: pc))
    guard let cell = model.layout.problems else { return }
    switch kind {
    case .assertFailed: s[cell] |= 1
    case .taskFailed: s[cell] |= 2
    case .alwaysViolated(let check): s[cell] |= 1 << Int64(2 + min(60, check))
    case .cannotContinue: break
    }
  }

  func endBranch(failure: Int64) {
    let parent = cell.parent
    for hold in 0..<code.holdCells { block[code.firstHold + strand * code.holdCells + hold] = 0 }
    block[strand] = 0
    var above = StrandCell(block[parent])
    above.children -= 1
    above.childFailure = max(above.childFailure, failure)
    block[parent] = above.bits
    guard above.children == 0, code.code[above.pc].opcode == .join else { return saveRegisters() }
    // Nobody can tell when the task notices that its last branch has ended.
    strand = parent
    pc = above.pc
    code.covered[pc] = 1
    if join() { settle() }
  }
}
