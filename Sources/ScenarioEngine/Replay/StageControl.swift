// The order that a replay forces, as it lies in the arena: whose turn it is, and who is at it.
import Synchronization

/// Workers take turns on a stage: an entry is a turn, and the next begins only when everybody has come to rest.
///
/// Who takes a turn holds a token; so does every branch it starts. A strand gives its token back when it has come to
/// where it would need a turn again, or has ended. When none is left, the next entry's turn has come.
struct StageControl: ~Copyable {
  /// Entries done << 16 | tokens in hands.
  let state: Atomic<Int64>
  /// The entry that could not be taken, plus one; 0 while all could.
  let stuck: Atomic<Int64>
  var count: Int64
  /// Byte offsets: `StageEntry`s, `StagePick`s, a count of tokens for each worker's strands, a `StageRole` for each role.
  var entries: Int
  var picks: Int
  var tokens: Int
  var roles: Int
  /// Strands that a worker has tokens for.
  var strands: Int
}

/// What a role's workers need to know of the stage.
struct StageRole: BitwiseCopyable {
  /// Position of its worker 0 among all workers.
  var firstWorker: Int
  var workers: Int
  /// Byte offset of a byte for each instruction: 1 where it needs a turn.
  var visible: Int
  /// A free worker takes the next task without a turn.
  var claimsAtOnce: Bool
}

/// One turn.
struct StageEntry: BitwiseCopyable {
  enum Kind: Int32 {
    /// A worker begins: takes its first task, or finds that there is none.
    case begin
    /// A free worker takes the source's next task.
    case claim
    /// A free worker takes an item of the queue at position `value` of its sources.
    case take
    /// A worker puts a result, or sees that its offer was taken.
    case deliver
    /// A strand executes the instruction at `pc`.
    case instruction
    /// A free worker sees that nothing will come any more.
    case leave
  }
  var kind: Kind
  var worker: Int32
  var strand: Int32 = 0
  var pc: Int32 = -1
  /// Of a wait for a condition: the ticket to wait with.
  var value: Int64 = 0
  /// The values chosen in the turn.
  var firstPick: Int32 = 0
  var pickCount: Int32 = 0
}

/// A value that a `choose` shall give.
struct StagePick: BitwiseCopyable {
  var strand: Int32
  var pc: Int32
  /// Position among the step's values.
  var position: Int32
  var isUsed = false
}

extension World {
  /// nil when no order is forced.
  @inline(__always)
  var stage: UnsafeMutablePointer<StageControl>? { layout.stage == 0 ? nil : at(layout.stage) }

  private func stageRole(_ role: Int, _ stage: UnsafeMutablePointer<StageControl>) -> StageRole {
    at(stage.pointee.roles, as: StageRole.self)[role]
  }

  private func tokens(
    _ stage: UnsafeMutablePointer<StageControl>, role: Int, worker: Int, strand: Int
  ) -> UnsafeMutablePointer<Atomic<Int32>> {
    let place = stageRole(role, stage).firstWorker + worker
    return at(stage.pointee.tokens, as: Atomic<Int32>.self) + place * stage.pointee.strands + strand
  }

  // MARK: Turns

  /// Gives the strand's token back, and takes the turn if it is this strand's now.
  ///
  /// - Parameter fits: whether an entry is what the strand would do.
  /// - Returns: whether it may go on; always when the order has come to its end. If not: wait for the stage's object.
  func takeTurn(role: Int, worker: Int, strand: Int, _ fits: (StageEntry) -> Bool) -> Bool {
    guard let stage else { return true }
    release(role: role, worker: worker, strand: strand)
    let place = Int32(stageRole(role, stage).firstWorker + worker)
    while true {
      let state = stage.pointee.state.load(ordering: .sequentiallyConsistent)
      let cursor = state >> 16
      if cursor >= stage.pointee.count { return true }
      guard state & 0xffff == 0, stage.pointee.stuck.load(ordering: .sequentiallyConsistent) == 0 else { return false }
      let entry = at(stage.pointee.entries, as: StageEntry.self)[Int(cursor)]
      guard entry.worker == place, Int(entry.strand) == strand, fits(entry) else { return false }
      guard
        stage.pointee.state.compareExchange(expected: state, desired: state | 1, ordering: .sequentiallyConsistent)
          .exchanged
      else { continue }
      tokens(stage, role: role, worker: worker, strand: strand).pointee.add(1, ordering: .sequentiallyConsistent)
      return true
    }
  }

  /// A strand that is about to be started, or to be woken, gets a token. Called by one that has one.
  func addToken(role: Int, worker: Int, strand: Int) {
    guard let stage, !isStageOver else { return }
    tokens(stage, role: role, worker: worker, strand: strand).pointee.add(1, ordering: .sequentiallyConsistent)
    stage.pointee.state.add(1, ordering: .sequentiallyConsistent)
  }

  /// A strand has come to rest, or ended: gives one token back, if it has one. The last one ends the turn.
  func release(role: Int, worker: Int, strand: Int) {
    guard let stage else { return }
    let own = tokens(stage, role: role, worker: worker, strand: strand)
    guard own.pointee.load(ordering: .sequentiallyConsistent) > 0 else { return }
    own.pointee.subtract(1, ordering: .sequentiallyConsistent)
    var state = stage.pointee.state.load(ordering: .sequentiallyConsistent)
    while true {
      let isLast = state & 0xffff == 1
      let result = stage.pointee.state.compareExchange(
        expected: state, desired: isLast ? (state >> 16 + 1) << 16 : state - 1, ordering: .sequentiallyConsistent)
      if result.exchanged {
        // Who has started branches waits for each to come to rest.
        notify(layout.stageObject, all: true)
        return
      }
      state = result.original
    }
  }

  /// Tokens in hands.
  var tokensOut: Int64 { stage.map { $0.pointee.state.load(ordering: .sequentiallyConsistent) & 0xffff } ?? 0 }

  /// The strand whose turn it is finds that it cannot take it.
  func noteStuck() {
    guard let stage else { return }
    let cursor = stage.pointee.state.load(ordering: .sequentiallyConsistent) >> 16
    _ = stage.pointee.stuck.compareExchange(expected: 0, desired: cursor + 1, ordering: .sequentiallyConsistent)
  }

  /// Everybody goes on as they like.
  var isStageOver: Bool {
    guard let stage else { return true }
    return stage.pointee.state.load(ordering: .sequentiallyConsistent) >> 16 >= stage.pointee.count
  }

  /// The entry at which the order could not be kept; nil when it has come to its end.
  var stuckEntry: Int? {
    guard let stage, !isStageOver else { return nil }
    let stuck = stage.pointee.stuck.load(ordering: .sequentiallyConsistent)
    return Int(stuck > 0 ? stuck - 1 : stage.pointee.state.load(ordering: .sequentiallyConsistent) >> 16)
  }

  // MARK: Tasks and results

  /// Whether a free worker may ask its source for a task now.
  func mayClaim(role: Int, worker: Int) -> Bool {
    guard let stage else { return true }
    if stageRole(role, stage).claimsAtOnce,
      tokens(stage, role: role, worker: worker, strand: 0).pointee.load(ordering: .sequentiallyConsistent) > 0
    {
      return true
    }
    return takeTurn(role: role, worker: worker, strand: 0) { [.begin, .claim, .take, .leave].contains($0.kind) }
  }

  /// A free worker takes its next task without a turn.
  func claimsAtOnce(role: Int) -> Bool { stage.map { stageRole(role, $0).claimsAtOnce } ?? false }

  /// Who, of some workers that are all free, may ask for a task now; nil: nobody.
  func claimer(role: Int, among workers: Range<Int>) -> Int? {
    guard let stage else { return nil }
    let state = stage.pointee.state.load(ordering: .sequentiallyConsistent)
    guard state >> 16 < stage.pointee.count else { return nil }
    let entry = at(stage.pointee.entries, as: StageEntry.self)[Int(state >> 16)]
    let worker = Int(entry.worker) - stageRole(role, stage).firstWorker
    guard workers.contains(worker), mayClaim(role: role, worker: worker), !isStageOver else { return nil }
    return worker
  }

  /// Which of its queues the worker whose turn it is takes from; nil when that is its own affair.
  var queueToTakeFrom: Int? { currentEntry.flatMap { $0.kind == .take ? Int($0.value) : nil } }

  func mayDeliver(role: Int, worker: Int) -> Bool {
    takeTurn(role: role, worker: worker, strand: 0) { $0.kind == .deliver }
  }

  /// The turn that is being taken. Only who takes it may ask.
  var currentEntry: StageEntry? {
    guard let stage, !isStageOver else { return nil }
    let cursor = stage.pointee.state.load(ordering: .sequentiallyConsistent) >> 16
    return at(stage.pointee.entries, as: StageEntry.self)[Int(cursor)]
  }

  /// Which value a `choose` shall give in this turn; nil when the order does not say.
  func pick(strand: Int, pc: Int32) -> Int? {
    guard let stage, let entry = currentEntry else { return nil }
    let picks = at(stage.pointee.picks, as: StagePick.self) + Int(entry.firstPick)
    for index in 0..<Int(entry.pickCount)
    where !picks[index].isUsed && Int(picks[index].strand) == strand && picks[index].pc == pc {
      picks[index].isUsed = true
      return Int(picks[index].position)
    }
    return nil
  }
}
