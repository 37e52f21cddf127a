// One thread's part of a search: takes states of one depth, finds their successors, keeps those that are new.
import ScenarioModel

/// What all threads of a search share.
final class SearchShared: @unchecked Sendable {
  let model: ExploreModel
  let fingerprints: Fingerprints
  let table: StateTable
  let log: StateLog
  let numbers: StateNumbers
  let exact: ExactStates?
  /// Called with every end that is reached; tests compare them. Not thread-safe: one thread only.
  let onEnd: ((Cells) -> Void)?
  /// Told of every state and step. One thread only.
  let recorder: LiveGraphBuilder?

  init(
    _ model: ExploreModel, table: StateTable, log: StateLog, exact: ExactStates?, onEnd: ((Cells) -> Void)? = nil,
    recorder: LiveGraphBuilder? = nil
  ) {
    self.model = model
    self.recorder = recorder
    self.table = table
    self.log = log
    self.exact = exact
    self.onEnd = onEnd
    fingerprints = Fingerprints(model)
    numbers = StateNumbers()
  }
}

/// Successors are made in batches, so that the table's slots are on their way from memory before they are asked for. Its
/// variables are used by one thread and never lent while they are: checking that at run time took 7 % of the time.
final class Expander {
  let shared: SearchShared
  private let model: ExploreModel
  private let stepper: Stepper
  private let persistent: PersistentSets
  private let base: Cells
  private let batch: Cells
  private let batchPrints: UnsafeMutablePointer<UInt64>
  private let batchMoves: UnsafeMutablePointer<Move>
  private let batchParents: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var batchCount = 0
  private let blockPrints: UnsafeMutablePointer<UInt64>
  private let enabled: UnsafeMutablePointer<Int32>
  private let cellCount: Int
  @exclusivity(unchecked) private var numbering: StateNumbers.Block
  @exclusivity(unchecked) private(set) var writer: FrontierWriter
  @exclusivity(unchecked) var findings = SearchFindings()

  // The state that is being expanded.
  @exclusivity(unchecked) private var number: UInt32 = 0
  @exclusivity(unchecked) private var depth = 0
  /// States of the next depth have numbers above this.
  @exclusivity(unchecked) private var lastNumber: UInt32 = 0
  @exclusivity(unchecked) private var hasFoundNew = false
  @exclusivity(unchecked) private var stateCount = 0
  private var accesses: [PlainAccess] = []
  /// By lock held and lock taken.
  private var knownOrders: [Bool]

  private static let batchSize = 64

  init(_ shared: SearchShared) {
    self.shared = shared
    model = shared.model
    cellCount = max(1, model.cellCount)
    base = .allocate(capacity: cellCount)
    base.initialize(repeating: 0, count: cellCount)
    batch = .allocate(capacity: cellCount * Expander.batchSize)
    batch.initialize(repeating: 0, count: cellCount * Expander.batchSize)
    batchPrints = .allocate(capacity: Expander.batchSize)
    batchMoves = .allocate(capacity: Expander.batchSize)
    batchParents = .allocate(capacity: Expander.batchSize)
    blockPrints = .allocate(capacity: max(1, model.workerCount))
    blockPrints.initialize(repeating: 0, count: max(1, model.workerCount))
    enabled = .allocate(capacity: max(1, model.workerCount))
    enabled.initialize(repeating: 0, count: max(1, model.workerCount))
    stepper = Stepper(model, state: base)
    persistent = PersistentSets(model)
    writer = FrontierWriter(cellCount: cellCount)
    numbering = StateNumbers.Block()
    let locks = model.watchesLockOrders ? model.graph.shared.locks.count : 0
    knownOrders = Array(repeating: false, count: locks * locks)
  }

  deinit {
    persistent.deallocate()
    base.deallocate()
    batch.deallocate()
    batchPrints.deallocate()
    batchMoves.deallocate()
    batchParents.deallocate()
    blockPrints.deallocate()
    enabled.deallocate()
  }

  /// The highest number that it has given to a state.
  var lastGiven: UInt32 { max(lastOfEarlierDepths, numbering.last) }
  private var lastOfEarlierDepths: UInt32 = 0

  /// Turns to the states of a depth.
  func begin(depth: Int, after lastNumber: UInt32) {
    self.depth = depth
    self.lastNumber = lastNumber
    lastOfEarlierDepths = lastGiven
    numbering = StateNumbers.Block()
  }

  /// States that this thread has found new.
  var states: Int { stateCount }
  var frontierBytes: Int { writer.chunks.reduce(0) { $0 + $1.capacity } }

  /// What was found at this depth: the states of the next.
  func takeFrontier() -> [FrontierChunk] { writer.take() }

  // MARK: Beginnings

  /// The states in which a run can begin, or as many of them as a search may have. No other thread searches meanwhile.
  func expandBeginnings(most: Int) throws {
    number = 0
    stepper.chooser.begin()
    repeat {
      if states >= shared.table.comfortable { try shared.table.grow() }
      stepper.s = base
      stepper.begin()
      let move = Move(worker: 0, strand: 0, choice: stepper.chooser.code)
      note(stepper.problems, move, depth: 0)
      keep(base, shared.fingerprints.of(base), move, parent: 0)
    } while states < most && stepper.chooser.advance()
  }

  // MARK: Expanding

  /// Expands the states of a chunk, as long as the numbers of new ones stay below a limit.
  func expand(_ chunk: FrontierChunk, below limit: UInt32) {
    while !chunk.isDone, shared.numbers.highest < limit {
      let at = UnsafePointer(chunk.bytes) + chunk.expandedBytes
      number = UnsafeRawPointer(at).loadUnaligned(as: UInt32.self)
      chunk.expandedBytes += 4 + StateCodec.decode(at + 4, into: base, count: cellCount)
      chunk.expanded += 1
      expandState()
    }
    flush()
  }

  private func expandState() {
    guard lookAround() > 0 else { return end() }
    if model.findsRaces { noteRaces() }
    let blocks = sumOfBlocks()
    guard model.reductions.partialOrder, persistent.choose(base, enabled: enabled, total: enabledCount) else {
      for worker in 0..<model.workerCount { steps(of: worker, blocks) }
      return
    }
    // What other states have led to says nothing about this one.
    flush()
    hasFoundNew = false
    for worker in 0..<model.workerCount where persistent.contains(worker) { steps(of: worker, blocks) }
    flush()
    // Else the steps that were left out could be left out for ever.
    guard !hasFoundNew else { return }
    for worker in 0..<model.workerCount where !persistent.contains(worker) { steps(of: worker, blocks) }
  }

  @exclusivity(unchecked) private var enabledCount = 0

  /// Counts each worker's possible steps.
  private func lookAround() -> Int {
    enabledCount = 0
    stepper.s = base
    for worker in 0..<model.workerCount {
      enabled[worker] = 0
      stepper.select(worker, 0)
      let strands = stepper.block[0] > 0 ? stepper.code.strands : 1
      for strand in 0..<strands {
        if strand > 0 { stepper.select(worker, strand) }
        if stepper.isEnabled() { enabled[worker] += 1 }
      }
      enabledCount += Int(enabled[worker])
    }
    return enabledCount
  }

  private func sumOfBlocks() -> UInt64 {
    var sum: UInt64 = 0
    for worker in 0..<model.workerCount {
      blockPrints[worker] = shared.fingerprints.block(base, of: worker)
      sum &+= blockPrints[worker]
    }
    return sum
  }

  /// All steps that a worker can take, in all ways.
  private func steps(of worker: Int, _ blocks: UInt64) {
    guard enabled[worker] > 0 else { return }
    let strands = base[model.workers[worker].base] > 0 ? model.codes[Int(model.workers[worker].role)].strands : 1
    for strand in 0..<strands {
      if strands > 1 {
        stepper.s = base
        stepper.select(worker, strand)
        guard stepper.isEnabled() else { continue }
      }
      if model.watchesLockOrders { noteOrders(worker, strand) }
      stepper.chooser.begin()
      repeat {
        let next = batch + batchCount * cellCount
        next.update(from: base, count: cellCount)
        stepper.s = next
        stepper.select(worker, strand)
        stepper.step()
        findings.transitions += 1
        let move = Move(worker: worker, strand: strand, choice: stepper.chooser.code)
        if !stepper.problems.isEmpty { note(stepper.problems, move, depth: depth + 1) }
        let prints = shared.fingerprints
        var sum: UInt64 = 0
        if stepper.touchedOthers {
          for other in 0..<model.workerCount { sum &+= prints.block(next, of: other) }
        } else {
          sum = blocks &- blockPrints[worker] &+ prints.block(next, of: worker)
        }
        let print = prints.whole(shared: prints.shared(next), blocks: sum)
        shared.table.touch(print)
        batchPrints[batchCount] = print
        batchMoves[batchCount] = move
        batchParents[batchCount] = number
        batchCount += 1
        if batchCount == Expander.batchSize { flush() }
      } while stepper.chooser.advance()
    }
  }

  /// Asks the table for the batch's states.
  private func flush() {
    for index in 0..<batchCount {
      keep(batch + index * cellCount, batchPrints[index], batchMoves[index], parent: batchParents[index])
    }
    batchCount = 0
  }

  @inline(__always)
  private func keep(_ cells: Cells, _ print: UInt64, _ move: Move, parent: UInt32) {
    var mine: UInt32 = 0
    let answer: StateTable.Answer
    if let exact = shared.exact {
      let key = exact.key(of: cells)
      answer = shared.table.insert(
        print,
        number: {
          mine = numbering.next(shared.numbers)
          exact.store(key, as: mine)
          return mine
        }, isSame: { exact.isSame(key, as: $0) })
    } else {
      answer = shared.table.insert(
        print,
        number: {
          mine = numbering.next(shared.numbers)
          return mine
        })
    }
    switch answer {
    case .new:
      hasFoundNew = true
      stateCount += 1
      shared.log.record(mine, parent: parent, move: move)
      writer.append(mine, cells)
      if let recorder = shared.recorder {
        recorder.found(mine, cells)
        recorder.stepped(from: parent, move, to: mine)
      }
    case .known(let slot):
      if let recorder = shared.recorder { recorder.stepped(from: parent, move, to: shared.table.number(at: slot)) }
      guard model.reductions.partialOrder, !hasFoundNew else { return }
      let known = shared.table.number(at: slot)
      if known == 0 || known > lastNumber { hasFoundNew = true }
    }
  }

  // MARK: Findings

  private func note(_ problems: [StepProblem], _ move: Move, depth: Int) {
    for problem in problems {
      if let key = ViolationKey(problem, model) {
        findings.add(FoundViolation(key: key, state: number, move: move, depth: depth))
      } else if case .cannotContinue(let why) = problem.kind {
        findings.cannotContinue = findings.cannotContinue ?? why
      }
    }
  }

  private func noteOrders(_ worker: Int, _ strand: Int) {
    stepper.s = base
    stepper.select(worker, strand)
    stepper.forEachOrder { order, pc in
      let place = order.held * model.graph.shared.locks.count + order.taken
      guard !knownOrders[place] else { return }
      knownOrders[place] = true
      findings.warnings.orders[order] = (stepper.role, pc)
    }
  }

  private func noteRaces() {
    stepper.s = base
    stepper.forEachRace(&accesses) { race in
      findings.add(FoundViolation(key: race.key, state: number, move: nil, depth: depth))
    }
  }

  /// Nobody can go on: all have ended, or it is a deadlock.
  private func end() {
    findings.ends += 1
    shared.onEnd?(base)
    stepper.s = base
    if let deadlock = ViolationKey(deadlockIn: base, model) {
      findings.add(FoundViolation(key: deadlock, state: number, move: nil, depth: depth))
      return
    }
    for (number, queue) in model.layout.queues.enumerated() {
      let count = Int(base[queue.first + StateLayout.Queue.count])
      if count > 0 { findings.warnings.left[number] = max(count, findings.warnings.left[number] ?? 0) }
    }
    for check in model.checks where check.isFinally && !stepper.holds(check) {
      findings.add(FoundViolation(key: .finally(check: check.number), state: number, move: nil, depth: depth))
    }
  }
}
