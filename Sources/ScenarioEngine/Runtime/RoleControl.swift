// A role as its workers see it: its program, where tasks come from, where results go, who is still at work.
import ScenarioModel
import Synchronization

/// Lies in the arena; the constants are written before the run, the atomics by the workers.
struct RoleControl: ~Copyable {
  enum SourceKind { static let count: Int32 = 0, items: Int32 = 1, open: Int32 = 2, queues: Int32 = 3 }

  /// The next task to claim (count, items, open), or the number of items taken so far (queues).
  let next: Atomic<Int64>
  private let padding0: (Int64, Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0, 0)
  /// Agents of the role that have not ended.
  let active: Atomic<Int32>
  /// Ordered delivery: the next sequence number to leave the role, and whether somebody is emitting.
  let nextOut: Atomic<Int64>
  let emitting: Atomic<UInt32>
  /// Which destination and result the emitter is at, for an emitter that had to wait.
  var sourceKind: Int32
  var taskCount: Int64
  /// Byte offsets: inputs of an items source; due times of an open source, nanoseconds since the start.
  var items: Int
  var dues: Int
  /// Queue indices. Int32 each.
  var from: Int
  var fromCount: Int32
  var into: Int
  var intoCount: Int32
  /// All queues that the role puts into, by `into` or by steps. Int32 each.
  var puts: Int
  var putsCount: Int32
  /// It takes from one first-in-first-out queue that nobody else takes from.
  var ownsItsQueue: Bool
  /// Object that takers of `from` wait on, shared by all of its queues.
  var itemsObject: Int32
  /// Results leave in the order of tasks: a window of `windowMask + 1` slots.
  var isOrdered: Bool
  var window: Int
  var windowMask: Int64
  /// Tasks may be claimed in chunks of up to this many.
  var chunkLimit: Int64
  var program: ProgramImage
  /// The encoded kernels: offset and length.
  var kernels: Int
  var kernelsLength: Int
  /// The program does nothing at all.
  var isEmpty: Bool
  var workerCount: Int64
  var firstAgent: Int32
  var agentCount: Int32
  /// The queue that hands branches to helpers; -1 without `parallel`.
  var jobs: Int32
  /// Share nothing: worker w works on copy `firstReplica + w` of the state; else on copy 0.
  var firstReplica: Int32
  var sharesState: Bool
  /// Nanoseconds; 0 without an interpreter lock.
  var interpreterInterval: Int64

  /// Gives a task's registers what every task is given; its own begin at 0.
  @inline(__always)
  borrowing func prepare(_ registers: UnsafeMutablePointer<Int64>, task: Int64, worker: Int64, input: Int64) {
    registers[Int(Program.GivenRegister.task.rawValue)] = task
    registers[Int(Program.GivenRegister.worker.rawValue)] = worker
    registers[Int(Program.GivenRegister.tasks.rawValue)] = taskCount
    registers[Int(Program.GivenRegister.workers.rawValue)] = workerCount
    registers[Int(Program.GivenRegister.input.rawValue)] = input
    let given = Program.GivenRegister.allCases.count
    (registers + given).update(repeating: 0, count: Int(program.registerCount) - given)
  }
}

/// A slot in the window of ordered results.
struct WindowSlot: ~Copyable {
  /// sequence number + 1 when the result is there; negative: the task failed and has none.
  let state: Atomic<Int64>
  var value: Int64
}
