// Who of an event loop waits for which object: a list of strands for each, and the roles that wait for items.

/// Objects that somebody of the loop waits for are listed, so that a wake-up looks at those alone.
struct WaitTable: ~Copyable {
  private struct Waiters {
    var strands = StrandList()
    /// Roles whose source has nothing before the object changes.
    var sources: Int32 = 0
    /// It was changed, and the waiters have not been tried again.
    var hasChanged = false
    /// Position among the objects waited for; -1: nobody waits.
    var position: Int32 = -1
  }

  private let waiters: UnsafeMutablePointer<Waiters>
  private let objects: UnsafeMutablePointer<Int32>
  private let capacity: Int
  /// Objects waited for.
  private(set) var count = 0

  init(objectCount: Int) {
    capacity = objectCount
    waiters = .allocate(capacity: capacity)
    waiters.initialize(repeating: Waiters(), count: capacity)
    objects = .allocate(capacity: capacity)
    objects.initialize(repeating: -1, count: capacity)
  }

  deinit {
    waiters.deallocate()
    objects.deallocate()
  }

  /// The object at a position below `count`. Taking out the last waiter of one moves the last object to its position.
  func object(at position: Int) -> Int { Int(objects[position]) }

  func hasWaiters(_ object: Int) -> Bool { waiters[object].position >= 0 }

  /// Remembers that whoever waits for the object is to be tried again; nothing, if nobody waits.
  func noteChange(of object: Int) { waiters[object].hasChanged = hasWaiters(object) }

  func forgetChange(of object: Int) { waiters[object].hasChanged = false }

  func hasChanged(_ object: Int) -> Bool { waiters[object].hasChanged }

  func hasSources(_ object: Int) -> Bool { waiters[object].sources > 0 }

  mutating func add(_ handle: Int32, to object: Int, _ slab: borrowing StrandSlab) {
    waiters[object].strands.append(handle, slab)
    list(object)
  }

  mutating func addSource(to object: Int) {
    waiters[object].sources += 1
    list(object)
  }

  mutating func removeSource(from object: Int) {
    waiters[object].sources -= 1
    unlistIfEmpty(object)
  }

  /// Takes out all strands in their order; those that go on waiting are to be given back by `restore`.
  mutating func removeStrands(of object: Int) -> StrandList {
    let strands = waiters[object].strands
    waiters[object].strands = StrandList()
    unlistIfEmpty(object)
    return strands
  }

  /// Puts strands back that `removeStrands` took out, before all that came meanwhile.
  mutating func restore(_ strands: StrandList, to object: Int, _ slab: borrowing StrandSlab) {
    var all = strands
    all.append(waiters[object].strands, slab)
    waiters[object].strands = all
    list(object)
  }

  private mutating func list(_ object: Int) {
    guard waiters[object].position < 0 else { return }
    waiters[object].position = Int32(count)
    objects[count] = Int32(object)
    count += 1
  }

  private mutating func unlistIfEmpty(_ object: Int) {
    guard waiters[object].strands.isEmpty, waiters[object].sources == 0, waiters[object].position >= 0 else { return }
    count -= 1
    let last = objects[count]
    let position = waiters[object].position
    objects[Int(position)] = last
    waiters[Int(last)].position = position
    waiters[object].position = -1
    waiters[object].hasChanged = false
  }
}
