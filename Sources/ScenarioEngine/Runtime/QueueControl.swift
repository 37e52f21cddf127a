// A queue in the arena: what all its forms have in common, and its books.
import Synchronization

/// Bounded FIFO queues are rings (`Ring`), the other forms hold a short lock (`OrderedQueue`, `Rendezvous`).
struct QueueControl: ~Copyable {
  enum Form { static let ring: Int32 = 0, lifo: Int32 = 1, priority: Int32 = 2, rendezvous: Int32 = 3 }
  enum WhenFull { static let block: Int32 = 0, drop: Int32 = 1, fail: Int32 = 2 }
  /// Set in `tail` once the queue is closed: no put can slip in after it.
  static let closedBit: Int64 = 1 << 62

  /// Items ever put, and `closedBit`.
  let tail: Atomic<Int64>
  private let padding0: (Int64, Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0, 0)
  /// Items ever taken.
  let head: Atomic<Int64>
  private let padding1: (Int64, Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0, 0)
  let dropped: Atomic<Int64>
  let peak: Atomic<Int64>
  /// Roles that may still put.
  let producers: Atomic<Int32>
  /// Guards the cells of the forms other than the ring.
  let lock: Atomic<UInt32>
  /// Rendezvous: 1 while an offer lies there.
  let offered: Atomic<Int32>
  var form: Int32
  var whenFull: Int32
  /// Room for this many; of an unbounded queue `Limits.unboundedQueue`.
  var capacity: Int64
  var isUnbounded: Bool
  var mask: Int64
  /// Byte offset of the cells.
  var cells: Int
  var room: Int32
  var items: Int32
  var taken: Int32
  /// The objects of the `await` steps that count its items: how many, and the byte offset of their list.
  var awaitCount: Int32
  var awaits: Int
}

/// A cell of a ring: `sequence` is the position it is free for, or that plus one when it holds an item; less its index.
struct RingCell: ~Copyable {
  let sequence: Atomic<Int64>
  var value: Int64
}

/// How an attempt to put or take ended.
enum PutResult { case done, full, dropped, failed, closed }
enum TakeResult {
  /// An item, and its position among all items of the queue.
  case item(Int64, position: Int64)
  case empty
  /// Closed, and nothing left.
  case drained
}
