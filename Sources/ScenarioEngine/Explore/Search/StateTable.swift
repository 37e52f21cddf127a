// The states that have been seen: fingerprints in an open-addressing table that several threads fill at once.
import Synchronization

/// Linear probing over slots of a fingerprint and a state's number. Grown while nobody uses it.
final class StateTable: @unchecked Sendable {
  private typealias Slot = Atomic<UInt64>
  private var fingerprints: UnsafeMutablePointer<Slot>
  private var numbers: UnsafeMutablePointer<Atomic<UInt32>>
  private var arena: Arena
  private(set) var capacity: Int
  private var mask: Int

  /// What asking for a state comes to.
  enum Answer {
    /// It was not there; it is now.
    case new
    /// It is there; `number(at:)` tells which it is.
    case known(slot: Int)
  }

  /// - Parameter capacity: a power of two.
  init(capacity: Int) throws {
    self.capacity = capacity
    mask = capacity - 1
    arena = try StateTable.memory(capacity)
    fingerprints = arena.base.bindMemory(to: Slot.self, capacity: capacity)
    numbers = (arena.base + capacity * 8).bindMemory(to: Atomic<UInt32>.self, capacity: capacity)
  }

  deinit { arena.unmap() }

  static let slotBytes = 12
  /// Slots that can be filled before looking takes too long.
  var comfortable: Int { capacity / 10 * 6 }
  var bytes: Int { capacity * StateTable.slotBytes }

  /// Slots are asked for all over the table: with large pages, finding a page takes no memory access of its own.
  private static func memory(_ capacity: Int) throws -> Arena {
    let arena = try Arena.make(size: capacity * slotBytes, shared: false)
    arena.preferLargePages()
    return arena
  }

  /// Brings a slot near that will be asked for soon: waiting for memory was a third of the time.
  @inline(__always)
  func touch(_ fingerprint: UInt64) {
    Arena.prefetch(fingerprints + (Int(truncatingIfNeeded: fingerprint) & mask))
  }

  /// A state's number; 0 while whoever has just found it has not said.
  @inline(__always)
  func number(at slot: Int) -> UInt32 { numbers[slot].load(ordering: .relaxed) }

  /// Looks for a fingerprint, and adds it with a state's number unless it is there.
  ///
  /// - Parameter isSame: with exact storage, whether the state of a number is the one that is looked for.
  @inline(__always)
  func insert(_ fingerprint: UInt64, number: () -> UInt32, isSame: ((UInt32) -> Bool)? = nil) -> Answer {
    var place = Int(truncatingIfNeeded: fingerprint) & mask
    while true {
      let found = fingerprints[place].load(ordering: .relaxed)
      if found == 0 {
        let (isMine, original) = fingerprints[place].compareExchange(
          expected: 0, desired: fingerprint, ordering: .relaxed)
        if isMine {
          numbers[place].store(number(), ordering: .releasing)
          return .new
        }
        if original != fingerprint {
          place = (place + 1) & mask
          continue
        }
      } else if found != fingerprint {
        place = (place + 1) & mask
        continue
      }
      guard let isSame else { return .known(slot: place) }
      var known = numbers[place].load(ordering: .acquiring)
      while known == 0 { known = numbers[place].load(ordering: .acquiring) }
      if isSame(known) { return .known(slot: place) }
      place = (place + 1) & mask
    }
  }

  /// Doubles the table. Nobody else may use it meanwhile.
  func grow() throws {
    let old = (fingerprints, numbers, arena, capacity)
    let next = try StateTable.memory(2 * capacity)
    capacity *= 2
    mask = capacity - 1
    arena = next
    fingerprints = next.base.bindMemory(to: Slot.self, capacity: capacity)
    numbers = (next.base + capacity * 8).bindMemory(to: Atomic<UInt32>.self, capacity: capacity)
    for slot in 0..<old.3 {
      let fingerprint = old.0[slot].load(ordering: .relaxed)
      guard fingerprint != 0 else { continue }
      var place = Int(truncatingIfNeeded: fingerprint) & mask
      while fingerprints[place].load(ordering: .relaxed) != 0 { place = (place + 1) & mask }
      fingerprints[place].store(fingerprint, ordering: .relaxed)
      numbers[place].store(old.1[slot].load(ordering: .relaxed), ordering: .relaxed)
    }
    old.2.unmap()
  }
}
