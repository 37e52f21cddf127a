// Numbers for states, handed out to threads in blocks.
import Synchronization

/// Numbers start at 1. Those of one depth are all above those of the depths before it.
final class StateNumbers: Sendable {
  private let last = Atomic<UInt32>(0)

  /// Every number handed out so far is at most this.
  var highest: UInt32 { last.load(ordering: .relaxed) }

  /// Takes back the numbers above one, which nobody has used; only between depths.
  func giveBack(after number: UInt32) { last.store(number, ordering: .relaxed) }

  /// A thread's own block.
  struct Block {
    private var next: UInt32 = 1
    private var end: UInt32 = 0

    /// The last number that was taken from this block; 0 before the first.
    var last: UInt32 { next - 1 }

    @inline(__always)
    mutating func next(_ numbers: StateNumbers) -> UInt32 {
      if next > end { refill(numbers) }
      defer { next += 1 }
      return next
    }

    private mutating func refill(_ numbers: StateNumbers) {
      end = numbers.last.wrappingAdd(Block.size, ordering: .relaxed).newValue
      next = end - Block.size + 1
    }

    static let size: UInt32 = 64
  }
}
