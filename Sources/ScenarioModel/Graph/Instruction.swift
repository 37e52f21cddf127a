// One instruction of a task's program: 16 bytes, plain data, the same in every process.

/// What an instruction does. `r` are the task's registers; `b[c]` is object or word `b`, plus `r[c]` when `indexed`.
///
/// *Pure* instructions touch registers only and run at once. A *visible* one touches what workers share or lets time pass:
/// it either completes or is not yet possible, and then it is tried again, unchanged, when its object has changed. That is
/// all an executor has to know of it.
package enum Opcode: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  // Pure. `c` is an immediate value when `immediate` is set, else a register.
  /// r[a] = constants[b]
  case constant
  /// r[a] = r[b]
  case move
  case add, subtract, multiply, divide, remainder  // r[a] = r[b] op c; overflow and division by zero fail the task
  case negate, not, absolute  // r[a] = op r[b]
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual  // r[a] = r[b] op c
  case minimum, maximum  // r[a] = op(r[b], c)
  /// pc = a
  case jump
  /// if r[a] == 0 then pc = b
  case jumpIfZero
  /// if r[a] != 0 then pc = b
  case jumpIfNotZero
  /// fails the task unless 0 <= r[a] < b
  case checkIndex
  /// a check of the task's own: fails the run's check (verdict `violated`) and ends the task if r[a] == 0;
  /// texts[b] is its condition as written
  case assert
  /// fails the task with texts[a]
  case fail
  /// adds one to counter a
  case tally
  /// traces texts-template a with values r[b ..< b+c]
  case log
  /// r[a] = one of constants[b ..< b+c], drawn by seed, explored exhaustively
  case choose
  /// r[a] = a duration in nanoseconds drawn from distribution b, by seed
  case draw

  // Visible: shared words.
  /// r[a] = word b[c]
  case load
  /// word b[c] = r[a]
  case store
  /// r[a] = word b[c], and the pure instructions up to the matching `atomicCommit` compute from it
  case atomicBegin
  /// word b[c] = r[a] if it still is what `atomicBegin` read, else back to it; `extra` is the distance back
  case atomicCommit
  /// r[a] = (word b[c] == r[a+1]); if so the word becomes r[a+2]
  case compareAndSwap
  /// evaluates the instructions that follow up to pc = c over one consistent view of the shared words; goes on at c when
  /// r[a] != 0, else is not yet possible; `b` is the program's await object
  case await

  // Visible: synchronisation. `b[c]` is the lock, semaphore, condition, barrier. A reentrant lock given back by
  // `conditionEnter` is acquired as often as it was held: r[a] says so when `immediate` is set.
  case acquireMutex, acquireReentrant, acquireRead, acquireWrite, acquirePermit
  case releaseMutex, releaseReentrant, releaseRead, releaseWrite, releasePermit
  /// r[a] = 1 and acquired, or r[a] = 0; never waits
  case tryMutex, tryReentrant, tryRead, tryWrite, tryPermit
  /// r[a] = a ticket of condition b, and its lock is released in the same step; then `conditionAwait` and an acquire follow
  case conditionEnter
  /// possible when ticket r[a] of condition b has been served
  case conditionAwait
  case signal, broadcast  // condition b
  /// r[a] = the generation of barrier b arrived at
  case barrierArrive
  /// possible when generation r[a] of barrier b is complete
  case barrierAwait

  // Visible: queues.
  /// puts r[a] into queue b; possible when there is room, or at once when the queue drops or fails
  case put
  /// r[a+1] = ticket of the item r[a] offered to rendezvous queue b
  case offer
  /// possible when ticket r[a] of rendezvous queue b has been taken
  case awaitTaken
  /// r[a] = an item of queue b; when it is closed and drained, goes to pc = c, or fails the task if c < 0
  case get
  case close  // queue b
  /// r[a] = items in queue b
  case queueCount

  // Visible: time, native code, branches.
  /// waits r[a] nanoseconds without the CPU
  case sleep
  /// uses r[a] nanoseconds of CPU time
  case compute
  case yield
  /// r[a] = result of native kernel b for this task
  case call
  /// starts the branches of fork table b
  case fork
  /// possible when all branches started by this strand have ended; fails the task if one failed
  case join
  /// ends this branch
  case endBranch
  /// goes on failing after the clean-up that a failure entered
  case rethrow
  /// ends the task with result r[a], or no result (0) if a < 0
  case end

  /// Whether executing it can be observed by, or depend on, another worker or the clock.
  package var isVisible: Bool { rawValue >= Opcode.load.rawValue && self != .rethrow }
}

/// An instruction and its operands; which operand means what is said at each `Opcode`.
package struct Instruction: Sendable, Hashable, BitwiseCopyable {
  package var opcode: Opcode
  package var flags: Flags
  package var extra: Int16
  package var a: Int32
  package var b: Int32
  package var c: Int32

  package struct Flags: OptionSet, Sendable, Hashable, BitwiseCopyable {
    package var rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Operand `c` is the value itself.
    package static let immediate = Flags(rawValue: 1)
    /// Register `c` is added to `b`; a `checkIndex` has gone before.
    package static let indexed = Flags(rawValue: 2)
  }

  /// Asked for by every interpreter at every step: read without a call.
  @inlinable package var isImmediate: Bool { flags.rawValue & 1 != 0 }
  @inlinable package var isIndexed: Bool { flags.rawValue & 2 != 0 }

  package init(_ opcode: Opcode, a: Int32 = 0, b: Int32 = 0, c: Int32 = 0, flags: Flags = [], extra: Int16 = 0) {
    self.opcode = opcode
    self.flags = flags
    self.extra = extra
    self.a = a
    self.b = b
    self.c = c
  }
}
