// What few strands of an event loop need: locks held across a wait, branches, an unfinished delivery.

/// One strand's extras. Kept apart, so that a million sleeping tasks do not each carry them.
struct StrandExtras {
  /// As in `Strand`.
  var held: (Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0, 0, 0, 0)
  var heldCount: Int32 = 0
  /// Branches that it has started and that have not ended.
  var pending: Int32 = 0
  /// Of those that have: how many failed by an assert, how many otherwise.
  var failedAsserts: Int32 = 0
  var failures: Int32 = 0
  /// Of a branch: the strand that started it, and the task whose registers it uses; -1 for a task.
  var parent: Int32 = -1
  var root: Int32 = -1
  /// Of a task: its branch numbers in use, a bit each; the task itself is number 0.
  var branches: UInt64 = 1
  /// How its task ended, and how far its result has got out of the role.
  var end = TaskEnd.result(0)
  var delivery: Delivery.Progress?
}

/// The extras of a loop's strands, by index.
struct ExtrasSlab: ~Copyable {
  private var base: UnsafeMutablePointer<StrandExtras>
  private var capacity: Int32 = 16
  private var used: Int32 = 0
  private var free: [Int32] = []

  init() { base = .allocate(capacity: 16) }
  deinit { base.deallocate() }

  @inline(__always)
  subscript(_ index: Int32) -> UnsafeMutablePointer<StrandExtras> { base + Int(index) }

  mutating func take() -> Int32 {
    if let index = free.popLast() {
      base[Int(index)] = StrandExtras()
      return index
    }
    if used == capacity { grow() }
    (base + Int(used)).initialize(to: StrandExtras())
    used += 1
    return used - 1
  }

  mutating func giveBack(_ index: Int32) { free.append(index) }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<StrandExtras>.allocate(capacity: Int(capacity) * 2)
    larger.moveInitialize(from: base, count: Int(used))
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
