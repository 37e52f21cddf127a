// One visible step of one strand, and the pure instructions after it, in the reference explorer.
import ScenarioModel

/// Works on a copy of a state. Gives every state that the step can lead to; none if it is not yet possible.
struct ReferenceStep {
  let explorer: ReferenceExplorer
  var state: ReferenceState
  let key: StrandKey
  private let role: GraphRole
  private var task: Int
  private var strand: Int

  init(_ explorer: ReferenceExplorer, _ state: ReferenceState, _ key: StrandKey) {
    self.explorer = explorer
    self.state = state
    self.key = key
    role = explorer.graph.roles[key.role]
    task = state.index(of: key) ?? 0
    strand = state.tasks[task].strands.firstIndex { $0.id == key.strand } ?? 0
  }

  /// More pure instructions than this in a row are taken for an endless loop.
  private static let longestComputation = 20_000

  // MARK: Access

  private var program: Program { role.program }
  private var pc: Int {
    get { state.tasks[task].strands[strand].pc }
    set { state.tasks[task].strands[strand].pc = newValue }
  }
  private func register(_ index: Int32) -> Int64 { state.tasks[task].registers[Int(index)] }
  private mutating func set(_ index: Int32, _ value: Int64) { state.tasks[task].registers[Int(index)] = value }
  private var instruction: Instruction { program.instructions[pc] }
  private func object(_ i: Instruction) -> Int { i.object(state.tasks[task].registers) }

  /// Goes on after the instruction and up to the next visible one.
  private func passed() throws -> [ReferenceState] {
    var next = self
    next.pc += 1
    return try next.settled()
  }

  private func passed(setting index: Int32, to value: Int64) throws -> [ReferenceState] {
    var next = self
    next.set(index, value)
    return try next.passed()
  }

  // MARK: Pure instructions

  /// Runs pure instructions up to a visible one; several states where something is chosen.
  func settled() throws -> [ReferenceState] {
    var now = self
    for _ in 0..<ReferenceStep.longestComputation {
      let i = now.instruction
      switch i.opcode {
      case .assert:
        if now.register(i.a) == 0 { return try now.failed(.assertion) }
        now.pc += 1
      case .fail: return try now.failed(.other)
      case .tally:
        now.state.counters[Int(i.a)] += 1
        now.pc += 1
      case .log: now.pc += 1
      case .draw:
        // Time may pass as it likes anyway.
        now.set(i.a, 0)
        now.pc += 1
      case .choose:
        let values = Set(now.program.constants[Int(i.b)..<Int(i.b + i.c)]).sorted()
        return try values.flatMap { try now.passed(setting: i.a, to: $0) }
      case .rethrow: return try now.failed(now.state.tasks[now.task].strands[now.strand].failing ?? .other)
      default:
        guard i.opcode.rawValue < Opcode.assert.rawValue else { return [now.cleaned()] }
        guard now.runPure(i) else { return try now.failed(.other) }
      }
    }
    throw ReferenceExplorer.Unsupported(what: "an endless computation")
  }

  private mutating func runPure(_ i: Instruction) -> Bool {
    var pc = self.pc
    defer { self.pc = pc }
    return ReferencePure.run(i, program, &state.tasks[task].registers, &pc)
  }

  /// Forgets registers that no strand of the task can read any more.
  private func cleaned() -> ReferenceState {
    guard explorer.dropsDeadRegisters else { return state }
    var state = state
    let liveness = explorer.liveness[key.role]
    let places = state.tasks[task].strands.map(\.pc)
    for register in state.tasks[task].registers.indices where state.tasks[task].registers[register] != 0 {
      if !places.contains(where: { liveness.isLive(Int32(register), at: $0) }) {
        state.tasks[task].registers[register] = 0
      }
    }
    return state
  }

  // MARK: Failing

  /// The strand fails: on to the innermost clean-up around it, else it ends.
  private func failed(_ failure: ReferenceState.Failure, isRecorded: Bool = false) throws -> [ReferenceState] {
    var next = self
    if next.state.tasks[task].strands[strand].failing == nil {
      next.state.tasks[task].strands[strand].failing = failure
      if !isRecorded { next.state.problems.insert(failure == .assertion ? .assertFailed : .taskFailed) }
    }
    if let handler = program.handlers.first(where: { $0.lower <= pc && pc < $0.upper }) {
      next.pc = Int(handler.handler)
      return try next.settled()
    }
    let kind = next.state.tasks[task].strands[strand].failing ?? failure
    if key.strand == 0 { return [explorer.ended(next.state, key, nil)] }
    return [next.endingBranch(kind)]
  }

  private func endingBranch(_ failure: ReferenceState.Failure?) -> ReferenceState {
    var state = state
    let ended = state.tasks[task].strands.remove(at: strand)
    guard let parent = state.tasks[task].strands.firstIndex(where: { $0.id == ended.parent }) else { return state }
    state.tasks[task].strands[parent].children -= 1
    if let failure {
      // A failed task outweighs a failed assert.
      let before = state.tasks[task].strands[parent].childFailure
      state.tasks[task].strands[parent].childFailure = before == .other ? .other : failure
    }
    return state
  }

  private var isFailing: Bool { state.tasks[task].strands[strand].failing != nil }

  // MARK: Visible instructions

  /// Every state that the strand's visible instruction can lead to.
  func results() throws -> [ReferenceState] {
    let i = instruction
    switch i.opcode {
    case .load: return try passed(setting: i.a, to: state.words[object(i)])
    case .store: return try writing(register(i.a), to: object(i)).passed()
    case .atomicBegin: return try atomic(i)
    case .compareAndSwap:
      let isEqual = state.words[object(i)] == register(i.a + 1)
      let written = isEqual ? writing(register(i.a + 2), to: object(i)) : self
      return try written.passed(setting: i.a, to: isEqual ? 1 : 0)
    case .await: return try awaiting(i)
    case .sleep, .compute, .yield: return try passed()
    case .call: return try passed(setting: i.a, to: explorer.result(program.kernels[Int(i.b)]))
    case .fork: return try forked(i)
    case .join: return try joined()
    case .endBranch: return [endingBranch(nil)]
    case .end: return [explorer.ended(state, key, i.a < 0 ? 0 : register(i.a))]
    case .put, .offer, .awaitTaken, .get, .close, .queueCount: return try queue(i)
    case .conditionEnter, .conditionAwait, .signal, .broadcast, .barrierArrive, .barrierAwait:
      return try waiting(i)
    default: return try lock(i)
    }
  }

  private func writing(_ value: Int64, to word: Int) -> ReferenceStep {
    var next = self
    next.state.words[word] = value
    explorer.checkAlways(&next.state, words: [word])
    return next
  }

  /// The read, the computation and the write are one step.
  private func atomic(_ i: Instruction) throws -> [ReferenceState] {
    var now = self
    now.set(i.a, state.words[object(i)])
    now.pc += 1
    while now.instruction.opcode != .atomicCommit {
      guard now.runPure(now.instruction) else { return try now.failed(.other) }
    }
    let commit = now.instruction
    return try now.writing(now.register(commit.a), to: now.object(commit)).passed()
  }

  /// The whole condition is evaluated at one moment.
  private func awaiting(_ i: Instruction) throws -> [ReferenceState] {
    var now = self
    now.pc += 1
    while now.pc < Int(i.c) {
      let inner = now.instruction
      if inner.opcode == .load {
        now.set(inner.a, state.words[now.object(inner)])
        now.pc += 1
      } else if inner.opcode == .queueCount {
        now.set(inner.a, Int64(state.queues[Int(inner.b)].items.count))
        now.pc += 1
      } else if !now.runPure(inner) {
        return try failed(.other)
      }
    }
    return now.register(i.a) != 0 ? try now.settled() : []
  }

  private func forked(_ i: Instruction) throws -> [ReferenceState] {
    var now = self
    now.state.tasks[task].strands[strand].childFailure = nil
    var starts: [StrandKey] = []
    for entry in program.forks[Int(i.b)] {
      let used = Set(now.state.tasks[task].strands.map(\.id))
      let id = (1...).first { !used.contains($0) } ?? 1
      now.state.tasks[task].strands.append(.init(id: id, pc: Int(entry), parent: key.strand))
      starts.append(StrandKey(role: key.role, task: key.task, strand: id))
    }
    now.state.tasks[task].strands.sort { $0.id < $1.id }
    guard let me = now.state.tasks[task].strands.firstIndex(where: { $0.id == key.strand }) else { return [] }
    now.state.tasks[task].strands[me].children += starts.count
    now.state.tasks[task].strands[me].pc += 1
    // Each branch begins with its pure instructions.
    return try starts.reduce([now.state]) { states, start in
      try states.flatMap { try ReferenceStep(explorer, $0, start).settled() }
    }
  }

  private func joined() throws -> [ReferenceState] {
    guard state.tasks[task].strands[strand].children == 0 else { return [] }
    guard let failure = state.tasks[task].strands[strand].childFailure else { return try passed() }
    return try failed(failure, isRecorded: true)
  }

  // MARK: Locks

  private func lock(_ i: Instruction) throws -> [ReferenceState] {
    var next = self
    let at = object(i)
    switch i.opcode {
    case .acquireMutex, .acquireReentrant, .acquireRead, .acquireWrite, .acquirePermit:
      return next.acquire(i.opcode, at) ? try next.passed() : []
    case .tryMutex: return try next.attempt(.acquireMutex, at, i.a)
    case .tryReentrant: return try next.attempt(.acquireReentrant, at, i.a)
    case .tryRead: return try next.attempt(.acquireRead, at, i.a)
    case .tryWrite: return try next.attempt(.acquireWrite, at, i.a)
    case .tryPermit: return try next.attempt(.acquirePermit, at, i.a)
    default:
      // While a failure is cleaned up, a lock that the body gave back itself is no second failure.
      return next.release(i.opcode, at) || isFailing ? try next.passed() : try failed(.other)
    }
  }

  private mutating func attempt(_ opcode: Opcode, _ at: Int, _ target: Int32) throws -> [ReferenceState] {
    let got = acquire(opcode, at)
    return try passed(setting: target, to: got ? 1 : 0)
  }

  private mutating func acquire(_ opcode: Opcode, _ at: Int) -> Bool {
    switch opcode {
    case .acquirePermit:
      guard state.permits[at] > 0 else { return false }
      state.permits[at] -= 1
    case .acquireRead:
      guard state.locks[at].owner == nil else { return false }
      state.locks[at].readers.append(key)
      state.locks[at].readers.sort()
    case .acquireReentrant:
      guard state.locks[at].owner == nil || state.locks[at].owner == key else { return false }
      state.locks[at].owner = key
      state.locks[at].depth += 1
    default:
      guard state.locks[at].owner == nil, state.locks[at].readers.isEmpty else { return false }
      state.locks[at].owner = key
      state.locks[at].depth = 1
    }
    return true
  }

  private mutating func release(_ opcode: Opcode, _ at: Int) -> Bool {
    switch opcode {
    case .releasePermit: state.permits[at] += 1
    case .releaseRead:
      guard let place = state.locks[at].readers.firstIndex(of: key) else { return false }
      state.locks[at].readers.remove(at: place)
    default:
      guard state.locks[at].owner == key else { return false }
      state.locks[at].depth -= 1
      if state.locks[at].depth == 0 { state.locks[at].owner = nil }
    }
    return true
  }

  // MARK: Conditions and barriers

  private func waiting(_ i: Instruction) throws -> [ReferenceState] {
    var next = self
    let at = Int(i.b)
    switch i.opcode {
    case .conditionEnter:
      let lock = explorer.graph.shared.conditions[at].lock
      guard state.locks[lock].owner == key else { return try failed(.other) }
      next.state.locks[lock] = .init()
      next.state.conditions[at].waiting.append(key)
      next.state.conditions[at].waiting.sort()
      return try next.passed()
    case .conditionAwait:
      guard let place = state.conditions[at].served.firstIndex(of: key) else { return [] }
      next.state.conditions[at].served.remove(at: place)
      return try next.passed()
    case .signal:
      let waiting = state.conditions[at].waiting
      if waiting.isEmpty { return try passed() }
      return try waiting.indices.flatMap { try serving([$0], at).passed() }
    case .broadcast: return try serving(Array(state.conditions[at].waiting.indices), at).passed()
    case .barrierArrive:
      let generation = state.barriers[at].generation
      next.state.barriers[at].arrived += 1
      if next.state.barriers[at].arrived == explorer.graph.shared.barriers[at].parties {
        next.state.barriers[at] = .init(arrived: 0, generation: generation + 1)
      }
      return try next.passed(setting: i.a, to: generation)
    default: return state.barriers[at].generation > register(i.a) ? try passed() : []
    }
  }

  private func serving(_ waiters: [Int], _ at: Int) -> ReferenceStep {
    var next = self
    for waiter in waiters.reversed() {
      next.state.conditions[at].served.append(next.state.conditions[at].waiting.remove(at: waiter))
    }
    next.state.conditions[at].served.sort()
    return next
  }

  // MARK: Queues

  private func queue(_ i: Instruction) throws -> [ReferenceState] {
    var next = self
    let at = Int(i.b)
    switch i.opcode {
    case .put, .offer:
      return try explorer.puttings(register(i.a), state, at, by: key).flatMap { state, outcome in
        var next = self
        next.state = state
        switch outcome {
        case .notYet: return [ReferenceState]()
        case .failed: return try next.failed(.other)
        case .done: return i.opcode == .put ? try next.passed() : try next.passed(setting: i.a + 1, to: 0)
        case .dropped: return i.opcode == .put ? try next.passed() : try next.passed(setting: i.a + 1, to: -1)
        }
      }
    case .awaitTaken:
      if register(i.a) < 0 { return try passed() }
      return explorer.acknowledge(&next.state, at, key) ? try next.passed() : []
    case .get:
      if let item = explorer.take(&next.state, at) { return try next.passed(setting: i.a, to: item) }
      guard state.queues[at].isClosed else { return [] }
      guard i.c >= 0 else { return try failed(.other) }
      next.pc = Int(i.c)
      return try next.settled()
    case .close:
      next.state.queues[at].isClosed = true
      return try next.passed()
    default: return try passed(setting: i.a, to: Int64(state.queues[at].items.count))
    }
  }
}
