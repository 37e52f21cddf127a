// How each state was reached: its parent and the move from there, enough to walk the way again.

/// One step of one worker, and the way it went where it could go in several.
struct Move: Hashable, BitwiseCopyable {
  /// 1 bit: steps were passed through before it; 12 the worker, 5 its strand, 14 the choice.
  let bits: UInt32

  static let mostStrands = 32, mostChoices = 1 << 14

  @inline(__always)
  init(worker: Int, strand: Int, choice: Int, isChained: Bool = false) {
    bits = UInt32(worker) | UInt32(strand) << 12 | UInt32(choice) << 17 | (isChained ? 1 << 31 : 0)
  }

  init(bits: UInt32) { self.bits = bits }

  var worker: Int { Int(bits & 0xfff) }
  var strand: Int { Int(bits >> 12 & 0x1f) }
  var choice: Int { Int(bits >> 17 & 0x3fff) }
  var isChained: Bool { bits >> 31 != 0 }
}

/// Parents and moves by the states' numbers, which start at 1. Pages are used as they are touched.
final class StateLog: @unchecked Sendable {
  private let arena: Arena
  private let parents: UnsafeMutablePointer<UInt32>
  private let moves: UnsafeMutablePointer<UInt32>
  /// Numbers that there is room for.
  let capacity: Int
  static let bytesPerState = 8

  init(capacity: Int) throws {
    self.capacity = capacity
    arena = try Arena.make(size: (capacity + 1) * StateLog.bytesPerState, shared: false)
    parents = arena.base.bindMemory(to: UInt32.self, capacity: capacity + 1)
    moves = (arena.base + (capacity + 1) * 4).bindMemory(to: UInt32.self, capacity: capacity + 1)
  }

  deinit { arena.unmap() }

  /// - Parameter parent: 0 for a beginning.
  @inline(__always)
  func record(_ number: UInt32, parent: UInt32, move: Move) {
    parents[Int(number)] = parent
    moves[Int(number)] = move.bits
  }

  /// The moves from a beginning to a state; the first says by its choice which beginning.
  func path(to number: UInt32) -> [Move] {
    var path: [Move] = []
    var at = number
    while at != 0 {
      path.append(Move(bits: moves[Int(at)]))
      at = parents[Int(at)]
    }
    return path.reversed()
  }
}
