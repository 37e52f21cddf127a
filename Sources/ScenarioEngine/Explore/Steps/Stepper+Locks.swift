// Locks and permits in the explorer. Who holds what is noted in the holder's own block.
import ScenarioModel

extension Stepper {
  // MARK: What a strand holds

  @inline(__always)
  private func holdCell(_ lock: Int, of strand: Int) -> (cell: Cells, shift: Int64) {
    let field = code.holdFields[lock]
    return (block + code.firstHold + strand * code.holdCells + Int(field.cell), Int64(field.shift))
  }

  func holdsExclusively(_ lock: Int) -> Bool {
    let (cell, shift) = holdCell(lock, of: strand)
    return cell.pointee >> shift & 1 != 0
  }

  private func setHolds(_ lock: Int, _ holds: Bool) {
    let (cell, shift) = holdCell(lock, of: strand)
    cell.pointee = cell.pointee & ~(1 << shift) | (holds ? 1 << shift : 0)
  }

  private func readHolds(_ lock: Int) -> Int64 {
    let (cell, shift) = holdCell(lock, of: strand)
    return cell.pointee >> (shift + 1) & HoldField.mostReads
  }

  /// In whatever way.
  func holds(_ lock: Int) -> Bool {
    holdsExclusively(lock) || model.graph.shared.locks[lock].kind == .readWrite && readHolds(lock) > 0
  }

  private func addReadHold(_ lock: Int, _ change: Int64) {
    let (cell, shift) = holdCell(lock, of: strand)
    cell.pointee += change << (shift + 1)
  }

  // MARK: Instructions

  @inline(__always)
  func acquireExclusively(_ lock: Int) {
    let cell = model.layout.locks + lock
    s[cell] = model.graph.shared.locks[lock].kind == .readWrite ? -1 : 1
    setHolds(lock, true)
  }

  /// - Returns: false when the strand does not hold it.
  @inline(__always)
  func releaseExclusively(_ lock: Int) -> Bool {
    guard holdsExclusively(lock) else { return false }
    s[model.layout.locks + lock] = 0
    setHolds(lock, false)
    return true
  }

  /// While a failure is cleaned up, a lock that the body gave back itself is no second failure.
  func notHeld() -> Bool { cell.failing != StrandCell.notFailing ? next() : unwind(.notHeld) }

  func lock(_ i: Instruction, _ at: Int) -> Bool {
    let state = s + model.layout.locks + at
    switch i.opcode {
    case .acquireReentrant:
      state.pointee += i.isImmediate ? ConditionTicket.depth(r[Int(i.a)]) : 1
      setHolds(at, true)
      return next()
    case .acquireRead: return acquireRead(at) ? next() : stuck(.tooManyReads)
    case .acquirePermit:
      s[model.layout.permits + at] -= 1
      return next()
    case .releaseReentrant:
      guard holdsExclusively(at) else { return notHeld() }
      state.pointee -= 1
      if state.pointee == 0 { setHolds(at, false) }
      return next()
    case .releaseRead:
      guard readHolds(at) > 0 else { return notHeld() }
      addReadHold(at, -1)
      state.pointee -= 1
      return next()
    case .releasePermit:
      guard s[model.layout.permits + at] < .max else { return unwind(.permits) }
      s[model.layout.permits + at] += 1
      return next()
    default: return attempt(i, at, state)
    }
  }

  private func acquireRead(_ lock: Int) -> Bool {
    guard readHolds(lock) < HoldField.mostReads else { return false }
    addReadHold(lock, 1)
    s[model.layout.locks + lock] += 1
    return true
  }

  /// A bare `try`: what would have to wait is answered with 0.
  private func attempt(_ i: Instruction, _ at: Int, _ state: Cells) -> Bool {
    var got = false
    switch i.opcode {
    case .tryMutex, .tryWrite:
      got = state.pointee == 0
      if got { acquireExclusively(at) }
    case .tryReentrant:
      got = state.pointee == 0 || holdsExclusively(at)
      if got {
        state.pointee += 1
        setHolds(at, true)
      }
    case .tryRead:
      got = state.pointee >= 0
      if got, !acquireRead(at) { return stuck(.tooManyReads) }
    default:
      got = s[model.layout.permits + at] > 0
      if got { s[model.layout.permits + at] -= 1 }
    }
    r[Int(i.a)] = got ? 1 : 0
    return next()
  }

  /// The model has no room for the step; what follows is not explored.
  func stuck(_ why: CannotContinue) -> Bool {
    report(.cannotContinue(why))
    return next()
  }

  // MARK: Conditions and barriers

  func waitOrWake(_ i: Instruction, _ at: Int) -> Bool {
    switch i.opcode {
    case .conditionEnter:
      let lock = model.conditionLocks[at]
      guard holdsExclusively(lock) else { return unwind(.notHeld) }
      let state = s + model.layout.locks + lock
      r[Int(i.a)] = ConditionTicket.make(0, depth: state.pointee)
      state.pointee = 0
      setHolds(lock, false)
      return next()
    case .conditionAwait, .barrierAwait:
      setServed(false)
      return next()
    case .signal:
      let waiting = count(waiting: .conditionAwait, on: at)
      if waiting > 0 { serve(.conditionAwait, on: at, only: chooser.pick(among: waiting)) }
      return next()
    case .broadcast:
      serve(.conditionAwait, on: at, only: nil)
      return next()
    default:
      r[Int(i.a)] = 0
      let state = s + model.layout.barriers + at
      state.pointee += 1
      if state.pointee == model.parties[at] {
        state.pointee = 0
        serve(.barrierAwait, on: at, only: nil)
        // Who completes a barrier finds it complete.
        setServed(true)
      }
      return next()
    }
  }

  func setServed(_ isServed: Bool) {
    var cell = self.cell
    cell.isServed = isServed
    self.cell = cell
  }

  private func count(waiting opcode: Opcode, on object: Int) -> Int {
    var count = 0
    forEachStrand(at: opcode, of: object) { _ in count += 1 }
    return count
  }

  /// Lets strands go on that wait for an object: one of them, or all.
  private func serve(_ opcode: Opcode, on object: Int, only: Int?) {
    var position = 0
    forEachStrand(at: opcode, of: object) { cell in
      if only == nil || only == position {
        var served = StrandCell(cell.pointee)
        served.isServed = true
        cell.pointee = served.bits
      }
      position += 1
    }
    touchedOthers = true
  }

  /// Every strand that waits at such an instruction and has not been served; the one that steps is past it.
  func forEachStrand(at opcode: Opcode, of object: Int, _ body: (Cells) -> Void) {
    for worker in 0..<model.workerCount {
      let place = model.workers[worker]
      let base = s + place.base
      guard base[0] > 0 else { continue }
      let code = model.codes + Int(place.role)
      for strand in 0..<code.pointee.strands {
        let cell = StrandCell(base[strand])
        guard cell.exists, !cell.isServed else { continue }
        let i = code.pointee.code[cell.pc]
        if i.opcode == opcode, Int(i.b) == object, worker != self.worker || strand != self.strand {
          body(base + strand)
        }
      }
    }
  }
}
