// What each visible instruction does in the explorer, and when it is possible.
import ScenarioModel

extension Stepper {
  /// The object or word that an instruction of the selected strand is about, from what the block remembers.
  @inline(__always)
  func object(_ i: Instruction, at pc: Int) -> Int {
    let slot = code.facts[pc].indexSlot
    return Int(i.b) + (slot < 0 ? 0 : Int(block[code.firstRegister + Int(slot)]))
  }

  /// The same once the registers have been loaded.
  @inline(__always)
  private func object(_ i: Instruction) -> Int { Int(i.b) + (i.isIndexed ? Int(r[Int(i.c)]) : 0) }

  /// Whether the selected worker's strand can take a step.
  @inline(__always)
  func isEnabled() -> Bool {
    let first = block[0]
    if first < 0 { return strand == 0 && isWorkerEnabled(first) }
    let cell = self.cell
    guard cell.exists else { return false }
    let i = code.code[cell.pc]
    switch i.opcode {
    case .load, .store, .atomicBegin, .compareAndSwap: return true
    case .acquireMutex, .acquireWrite: return s[model.layout.locks + object(i, at: cell.pc)] == 0
    default: return isRareEnabled(i, cell)
    }
  }

  private func isRareEnabled(_ i: Instruction, _ cell: StrandCell) -> Bool {
    let at = object(i, at: cell.pc)
    switch i.opcode {
    case .acquireReentrant: return s[model.layout.locks + at] == 0 || holdsExclusively(at)
    case .acquireRead: return s[model.layout.locks + at] >= 0
    case .acquirePermit: return s[model.layout.permits + at] > 0
    case .conditionAwait: return cell.isServed || model.hasSpuriousWakeUps
    case .barrierAwait, .awaitTaken: return cell.isServed
    // Its last branch lets it go on.
    case .join: return false
    case .put, .offer: return canPut(at)
    case .get:
      let queue = queueCells(at)
      return queue[StateLayout.Queue.count] > 0 || queue[StateLayout.Queue.isClosed] != 0
    case .await:
      loadRegisters()
      return evaluateAwait(i, from: cell.pc) != 0
    default: return true
    }
  }

  /// Executes the instruction at `pc`.
  ///
  /// - Returns: whether the strand goes on, at `pc`; else its cell says where it is.
  func execute(_ i: Instruction) -> Bool {
    switch i.opcode {
    case .load:
      r[Int(i.a)] = s[object(i)]
      return next()
    case .store:
      write(r[Int(i.a)], to: object(i))
      return next()
    case .acquireMutex, .acquireWrite:
      acquireExclusively(object(i))
      return next()
    case .releaseMutex, .releaseWrite: return releaseExclusively(object(i)) ? next() : notHeld()
    default: return executeRare(i)
    }
  }

  private func executeRare(_ i: Instruction) -> Bool {
    switch i.opcode {
    case .atomicBegin: return atomic(i)
    case .compareAndSwap:
      let isEqual = s[object(i)] == r[Int(i.a) + 1]
      if isEqual { write(r[Int(i.a) + 2], to: object(i)) }
      r[Int(i.a)] = isEqual ? 1 : 0
      return next()
    case .await:
      // A failure of the condition is the task's; else it holds, or the step would not be taken.
      guard evaluateAwait(i, from: pc) == 1 else { return unwind(awaitFailure) }
      pc = Int(i.c)
      return true
    case .acquireReentrant, .acquireRead, .acquirePermit, .releaseReentrant, .releaseRead, .releasePermit, .tryMutex,
      .tryReentrant, .tryRead, .tryWrite, .tryPermit:
      return lock(i, object(i))
    case .conditionEnter, .conditionAwait, .signal, .broadcast, .barrierArrive, .barrierAwait:
      return waitOrWake(i, object(i))
    case .put, .offer, .awaitTaken, .get, .close, .queueCount: return queue(i)
    default: return next()
    }
  }

  // MARK: Shared words

  /// Writes a shared word and evaluates every `always` that reads it.
  @inline(__always)
  func write(_ value: Int64, to cell: Int) {
    s[cell] = value
    let watchers = model.watchers[cell]
    if watchers != 0 { checkAlways(watchers) }
  }

  /// The read, the computation and the write are one step.
  private func atomic(_ i: Instruction) -> Bool {
    r[Int(i.a)] = s[object(i)]
    pc += 1
    while code.code[pc].opcode != .atomicCommit {
      var at = Int32(pc)
      code.covered[pc] = 1
      let failure = Pure.step(code.code[pc], r, code.constants, &at)
      guard failure == .none else { return unwind(failure) }
      pc = Int(at)
    }
    let commit = code.code[pc]
    code.covered[pc] = 1
    write(r[Int(commit.a)], to: object(commit))
    return next()
  }

  /// Evaluates an `await`'s condition at one moment, over loaded registers.
  ///
  /// - Returns: 1 if it holds, 0 if not, 2 if evaluating it fails (`awaitFailure` then says how).
  private func evaluateAwait(_ i: Instruction, from pc: Int) -> Int {
    var at = Int32(pc + 1)
    while at < i.c {
      let inner = code.code[Int(at)]
      switch inner.opcode {
      case .load:
        let index = inner.isIndexed ? Int(r[Int(inner.c)]) : 0
        r[Int(inner.a)] = inner.b < 0 ? model.initialWords[Int(~inner.b) + index] : s[Int(inner.b) + index]
        at += 1
      case .queueCount:
        r[Int(inner.a)] = itemCount(Int(inner.b))
        at += 1
      default:
        let failure = Pure.step(inner, r, code.constants, &at)
        guard failure == .none else {
          awaitFailure = failure
          return 2
        }
      }
    }
    return r[Int(i.a)] != 0 ? 1 : 0
  }

  // MARK: Branches

  /// Starts a task's branches, each up to its first visible instruction.
  func fork(_ i: Instruction) {
    let parent = strand
    var mine = cell
    mine.childFailure = StrandCell.notFailing
    mine.pc = pc + 1
    let entries = model.roles[role].graphRole.program.forks[Int(i.b)]
    mine.children += Int64(entries.count)
    cell = mine
    var branches: [Int] = []
    for entry in entries {
      guard let free = (1..<code.strands).first(where: { block[$0] == 0 }) else { break }
      block[free] = StrandCell(pc: Int(entry), parent: parent).bits
      branches.append(free)
    }
    for branch in branches {
      strand = branch
      pc = cell.pc
      settle()
      // Registers that nobody needs any more are zero from here on.
      loadRegisters()
    }
  }

  /// All branches have ended: the task goes on, or fails as one of them did.
  ///
  /// - Returns: whether it goes on at `pc`.
  func join() -> Bool {
    var cell = self.cell
    let failure = cell.childFailure
    cell.childFailure = StrandCell.notFailing
    self.cell = cell
    guard failure != StrandCell.notFailing else { return next() }
    return unwind(failure == StrandCell.assertion ? .assertion : .branch, isReported: true)
  }

  // MARK: Checks

  func checkAlways(_ watchers: UInt64) {
    for check in model.checks where check.isAlways && watchers >> UInt64(min(63, check.number)) & 1 != 0 {
      if !holds(check) { report(.alwaysViolated(check: check.number)) }
    }
  }

  /// Whether a check's condition holds in the state; one that cannot be computed does not.
  func holds(_ check: ModelCheck) -> Bool {
    let registers = checkRegisters
    var pc: Int32 = 0
    while true {
      let i = check.program[Int(pc)]
      switch i.opcode {
      case .end: return i.a < 0 || registers[Int(i.a)] != 0
      case .load:
        let index = i.isIndexed ? Int(registers[Int(i.c)]) : 0
        registers[Int(i.a)] = i.b < 0 ? model.initialWords[Int(~i.b) + index] : s[Int(i.b) + index]
        pc += 1
      default: guard Pure.step(i, registers, check.constants, &pc) == .none else { return false }
      }
    }
  }
}
