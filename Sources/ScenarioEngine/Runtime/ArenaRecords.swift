// The records that lie in the arena: plain words and atomics, the same layout in every process.
import Synchronization

/// At the start of the arena: the run's control words and where everything else lies (byte offsets).
struct ArenaHeader: ~Copyable {
  /// Byte offsets of the futex words; a test holds them to the layout.
  static let stopOffset = 0, gateOffset = 4, eventOffset = 8

  /// 0 running, 1 draining (start nothing new), 2 abandon everything. A futex that sleepers wait on.
  let stop: Atomic<UInt32>
  /// 0 closed, 1 open: workers wait here until all are ready.
  let gate: Atomic<UInt32>
  /// Bumped when the coordinator should look: a worker is ready, ended, or the last one parked.
  let event: Atomic<UInt32>
  /// Held while a word that a check over several words reads is written, or an `await` over several words is evaluated.
  let guardLock: Atomic<UInt32>
  let ready: Atomic<Int32>
  /// Agents that have started and not ended.
  let live: Atomic<Int32>
  /// Of those, how many are parked.
  let parked: Atomic<Int32>
  let inFlight: Atomic<Int64>
  let peakInFlight: Atomic<Int64>
  /// Monotonic time at which the gate opened.
  let start: Atomic<Int64>
  var seed: UInt64
  /// Pause instructions to spend before parking.
  var spinLimit: Int32
  var layout: ArenaLayout
}

/// A thing that a strand can wait for: a lock, semaphore, condition, barrier, `await`, queue side, join.
///
/// Whoever changes it so that a waiter may go on bumps `sequence` if there are waiters; a waiter registers, tries once
/// more, and only then sleeps while `sequence` is what it was. So no wake-up is lost, and a parked waiter whose
/// `sequence` has not moved cannot go on by itself: that is how a deadlock is proved.
struct SyncObject: ~Copyable {
  static let sequenceOffset = 16

  /// Mutex, reentrant: owner's strand id + 1 or 0. Read-write: readers, or -1. Semaphore: permits. Condition: next
  /// ticket. Barrier: generation << 32 | arrived.
  let value: Atomic<Int64>
  /// Reentrant: depth. Read-write: writer's strand id + 1. Condition: tickets served.
  let extra: Atomic<Int64>
  let sequence: Atomic<UInt32>
  let waiters: Atomic<Int32>
  /// Bit i: event loop i has strands that wait here.
  let loops: Atomic<UInt64>
  /// Barrier: parties.
  var parties: Int64
  /// Waiters wait for different things here, so that a wake-up must reach them all.
  var wakesAll: Bool
  private let padding: (Int64, Int64) = (0, 0)
}

/// One strand of execution: a task, or one branch of it.
struct Strand {
  /// Byte offset of the task's registers from the arena's base (an event loop's strands have theirs outside of it).
  var registers: Int = 0
  var id: Int64 = 0
  var pc: Int32 = 0
  /// While a failure unwinds: 0 or the `FailureKind`.
  var failing: UInt8 = 0
  /// Which of the task's strands this is: 0 is the task itself.
  var branch: UInt16 = 0
  /// What the last signal is about: object index, nanoseconds, kernel or fork index, result.
  var payload: Int64 = 0
  /// How many values it has drawn so far: with the seed and its id that fixes the next one.
  var draws: Int64 = 0
  var heldCount: Int32 = 0
  /// The join object of the branches it has started, as an object index; event loops count on their own.
  var join: Int32 = 0
  /// Of a branch: the join object of the strand that started it.
  var parentJoin: Int32 = 0
  /// The objects held, newest last: object index << 32 | pc of the acquisition.
  var held: (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0, 0, 0)
}

/// Identity of a strand, positive and unique in a run: role, task and branch.
enum StrandID {
  static let maximumTask: Int64 = 1 << 44
  static func make(role: Int, task: Int64, branch: Int) -> Int64 {
    Int64(role) << 54 | task << 10 | Int64(branch)
  }
  static func role(_ id: Int64) -> Int { Int(id >> 54) }
  static func task(_ id: Int64) -> Int64 { (id >> 10) & (maximumTask - 1) }
  static func branch(_ id: Int64) -> Int { Int(id & 1023) }
}

/// A worker's own block: what it is doing, and what it has counted. Written by its owner; read by others after the run,
/// except for the atomics.
struct AgentRecord: ~Copyable {
  enum Status { static let unused: UInt32 = 0, live: UInt32 = 1, ended: UInt32 = 2 }
  /// What `park` says, in place of an object, of an event loop that waits for nothing but wake-ups.
  static let loopPark: UInt64 = 0xffff_ffff
  /// Keeps the first word free: the thread sanitizer takes a write to any plain field for a write to the first word.
  private let reserved: Int64 = 0
  let status: Atomic<UInt32>
  /// Epoch << 32 | (object + 1), or epoch << 32 while not parked.
  let park: Atomic<UInt64>
  /// `sequence` of the object when the last attempt failed; the number of a parked event loop.
  let parkSequence: Atomic<UInt32>
  /// What a dispatcher hands over; `Status.live` says that it is there.
  var assignedTask: Int64
  var assignedInput: Int64
  var assignedDue: Int64
  var role: Int32
  var worker: Int32
  var process: Int32
  var thread: Int64
  /// Nanoseconds.
  var entered: Int64
  var ended: Int64
  /// Sum over all its lives, from the gate to the end.
  var alive: Int64
  var sleeping: Int64
  var idle: Int64
  /// Waiting for branches that it has started.
  var joining: Int64
  var cpu: Int64
  /// Ready to run, and without a processor.
  var queued: Int64
  /// Since when it is parked, or else sleeps; 0 when it does neither. For one that is killed then.
  var waitingSince: Int64
  /// Of a worker process: the most memory that it had resident, in bytes; 0 when it did not come to say so.
  var peakMemory: Int64
  /// The strand it drives, agent << 16 | slot, plus one; 0 for none. An event loop knows its own strands.
  let current: Atomic<Int64>
  var tasksStarted: Int64
  var tasksCompleted: Int64
  var tasksFailed: Int64
  /// Of a helper: branches of others' tasks that it has begun.
  var branchesStarted: Int64
  var digest: UInt64
  var failureCount: Int64
  /// Things that its strands held when they ended.
  var leftCount: Int64
  var accessCount: Int64
  var logCount: Int64
  var resultCount: Int64
  /// Strands of parallel branches in use, bit per branch slot.
  let branches: Atomic<UInt64>
}

/// An agent's use of one object.
struct ObjectUse {
  var acquisitions: Int64 = 0
  /// Acquisitions that had to wait.
  var contended: Int64 = 0
  /// Waits that the run's end cut short.
  var unserved: Int64 = 0
  /// Nanoseconds.
  var wait: Int64 = 0
}

/// What went wrong in a task.
enum FailureKind: UInt8 {
  case none, overflow, divisionByZero, index, assertion, failed, queueClosed, queueFull, notHeld, kernel
  case branch, badDuration, permits
}

/// A failure as its agent recorded it; the text follows for kernels.
struct FailureRecord {
  static let textCapacity = 488
  var strand: Int64 = 0
  var pc: Int32 = 0
  var kind: UInt8 = 0
  var textLength: UInt16 = 0
  var worker: Int32 = 0
  /// The queue that refused a result of the role; -1 where the instruction at `pc` says all.
  var queue: Int32 = -1
  /// What the instruction at `pc` was applied to: operands, a computed index.
  var left: Int64 = 0
  var right: Int64 = 0
}

/// Something that a strand held when it ended.
struct LeftRecord {
  var strand: Int64 = 0
  var object: Int32 = 0
  /// The acquisition.
  var pc: Int32 = 0
  var worker: Int32 = 0
}

/// A read or write of a watched word.
struct AccessRecord {
  var time: Int64 = 0
  var strand: Int64 = 0
  /// Word << 1 | 1 for a write.
  var word: Int32 = 0
  var pc: Int32 = 0
  var worker: Int32 = 0
  var value: Int64 = 0
}

struct LogRecord {
  var time: Int64 = 0
  var strand: Int64 = 0
  var pc: Int32 = 0
  var count: Int32 = 0
  var worker: Int32 = 0
  var values: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
}

struct ResultRecord {
  var time: Int64 = 0
  var task: Int64 = 0
  var value: Int64 = 0
}

/// What a check has seen; one per check.
struct CheckRecord: ~Copyable {
  let evaluations: Atomic<Int64>
  let violations: Atomic<Int64>
  /// 0 none, 1 being written, 2 written: the first violation.
  let first: Atomic<UInt32>
  var strand: Int64
  var pc: Int32
  var time: Int64
}

/// How many of each bounded record an agent keeps.
enum Keep {
  static let failures = 8
  static let left = 16
  static let accesses = 64
  static let logs = 256
  static let results = 64
}
