// The strands of an event loop: fixed-size records in one growing block, found by handle, reused without an allocator.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A strand that an event loop does not run just now, in 48 bytes; its registers follow it in the slab.
///
/// While it runs, the loop unpacks it into the one `Strand` that the machine works on.
struct LoopStrand {
  enum Phase: UInt8 {
    /// Its record is free.
    case free
    case running
    /// Can go on at its pc.
    case ready
    case sleeping
    /// Its instruction is not yet possible: waits for `object`.
    case blocked
    /// Waits for the branches that it has started.
    case joining
    /// Waits for what its operation is interested in.
    case operating
    /// Its operation can go on.
    case operable
    /// Failed while another strand ran; ends when it is its turn. `object` is 1 for a failed assert.
    case failed
    /// Ended; waits for `object` to deliver its result.
    case delivering

    var isWaitingForObject: Bool { self == .blocked || self == .delivering }
  }

  var id: Int64
  /// When its task started, or was due.
  var since: Int64
  /// When it is to be woken while it sleeps or operates (`.max`: never), since when it waits while it is blocked.
  var time: Int64
  /// The next record of the list it is in; -1 at the end.
  var next: Int32
  var pc: Int32
  var draws: UInt32
  /// Index of its `StrandExtras`; -1 while it has none.
  var extras: Int32
  var object: Int32
  /// Which of the loop's roles it belongs to.
  var lane: UInt16
  var phase: Phase
  /// While a failure unwinds: 0 or the `FailureKind`.
  var failing: UInt8
}

/// Owns the records; a handle is an index. Growing moves them, so pointers are good only until the next `take`.
struct StrandSlab: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private let stride: Int
  private var capacity: Int32 = 64
  /// Records from here on have never been used.
  private(set) var used: Int32 = 0
  private var firstFree: Int32 = -1

  /// - Parameter registerCount: registers that each record has room for.
  init(registerCount: Int) {
    stride = MemoryLayout<LoopStrand>.stride + registerCount * 8
    base = StrandSlab.resize(nil, to: Int(capacity) * stride)
  }

  deinit { free(base) }

  @inline(__always)
  subscript(_ handle: Int32) -> UnsafeMutablePointer<LoopStrand> {
    (base + Int(handle) * stride).assumingMemoryBound(to: LoopStrand.self)
  }

  @inline(__always)
  func registers(_ handle: Int32) -> UnsafeMutablePointer<Int64> {
    (base + Int(handle) * stride + MemoryLayout<LoopStrand>.stride).assumingMemoryBound(to: Int64.self)
  }

  /// A record to be filled in whole by the caller.
  @inline(__always)
  mutating func take() -> Int32 {
    if firstFree >= 0 {
      let handle = firstFree
      firstFree = self[handle].pointee.next
      return handle
    }
    if used == capacity { grow() }
    used += 1
    return used - 1
  }

  @inline(__always)
  mutating func giveBack(_ handle: Int32) {
    self[handle].pointee.phase = .free
    self[handle].pointee.next = firstFree
    firstFree = handle
  }

  @inline(never)
  private mutating func grow() {
    precondition(capacity <= Int32.max / 2, "an event loop cannot hold more strands")
    capacity *= 2
    base = StrandSlab.resize(base, to: Int(capacity) * stride)
  }

  /// Large blocks grow by moving pages, not bytes, so doubling one never needs it twice.
  static func resize(_ block: UnsafeMutableRawPointer?, to bytes: Int) -> UnsafeMutableRawPointer {
    guard let grown = realloc(block, bytes) else { fatalError("out of memory for \(bytes) bytes of strands") }
    return grown
  }
}

/// A first-in-first-out list of strands, linked through their records.
struct StrandList {
  private(set) var head: Int32 = -1
  private var tail: Int32 = -1
  private(set) var count: Int32 = 0
  var isEmpty: Bool { head < 0 }

  @inline(__always)
  mutating func append(_ handle: Int32, _ slab: borrowing StrandSlab) {
    slab[handle].pointee.next = -1
    if head < 0 { head = handle } else { slab[tail].pointee.next = handle }
    tail = handle
    count += 1
  }

  /// Appends all of another list, which is not to be used any more.
  mutating func append(_ other: StrandList, _ slab: borrowing StrandSlab) {
    guard !other.isEmpty else { return }
    if head < 0 { head = other.head } else { slab[tail].pointee.next = other.head }
    tail = other.tail
    count += other.count
  }

  @inline(__always)
  mutating func popFirst(_ slab: borrowing StrandSlab) -> Int32? {
    guard head >= 0 else { return nil }
    let handle = head
    head = slab[handle].pointee.next
    count -= 1
    return handle
  }
}
