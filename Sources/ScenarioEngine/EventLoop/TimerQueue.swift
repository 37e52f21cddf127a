// When sleeping strands are to be woken: a queue for deadlines that come in order, a heap for those that do not.

/// Tasks that all sleep equally long ask for ever later deadlines: these are simply appended to a list, which costs no
/// memory and no comparison. Only a deadline before the list's last one goes into the heap.
///
/// An entry is good while its strand still waits for that very time; who gives up a deadline leaves its entry behind. Of
/// equal deadlines the line goes first, so an entry left behind never finds its strand still standing in line.
struct TimerQueue: ~Copyable {
  private struct Entry {
    var deadline: Int64
    /// Equal deadlines are served in the order asked for.
    var order: UInt32
    var handle: Int32

    @inline(__always)
    static func precedes(_ left: Entry, _ right: Entry) -> Bool {
      left.deadline != right.deadline
        ? left.deadline < right.deadline : Int32(bitPattern: left.order &- right.order) < 0
    }
  }

  private var line = StrandList()
  private var firstOfLine = Int64.max
  private var lastOfLine = Int64.min
  private var heap: UnsafeMutablePointer<Entry>
  private var count = 0
  private var capacity = 16
  private var order: UInt32 = 0

  init() { heap = .allocate(capacity: capacity) }
  deinit { heap.deallocate() }

  /// The earliest deadline; `.max` when there is none.
  @inline(__always)
  var next: Int64 { count == 0 ? firstOfLine : min(firstOfLine, heap[0].deadline) }

  /// The strand sleeps until `deadline`, whatever else happens.
  @inline(__always)
  mutating func sleep(_ handle: Int32, until deadline: Int64, _ slab: borrowing StrandSlab) {
    slab[handle].pointee.time = deadline
    guard line.isEmpty || deadline >= lastOfLine else { return push(handle, at: deadline) }
    if line.isEmpty { firstOfLine = deadline }
    line.append(handle, slab)
    lastOfLine = deadline
  }

  /// The strand's operation wants to go on at `deadline`, unless something else comes first.
  mutating func alarm(_ handle: Int32, at deadline: Int64, _ slab: borrowing StrandSlab) {
    slab[handle].pointee.time = deadline
    push(handle, at: deadline)
  }

  /// Takes out the next strand that waited for a time up to `now`; nil when there is none.
  @inline(__always)
  mutating func popDue(_ now: Int64, _ slab: borrowing StrandSlab) -> Int32? {
    while next <= now {
      if firstOfLine == next, let handle = line.popFirst(slab) {
        firstOfLine = line.isEmpty ? .max : slab[line.head].pointee.time
        return handle
      }
      let entry = popHeap()
      let strand = slab[entry.handle]
      let isWaiting = strand.pointee.phase == .sleeping || strand.pointee.phase == .operating
      if isWaiting, strand.pointee.time == entry.deadline { return entry.handle }
    }
    return nil
  }
}

// MARK: - A 4-ary heap: half as deep as a binary one, and four children lie in one cache line

extension TimerQueue {
  private mutating func push(_ handle: Int32, at deadline: Int64) {
    if count == capacity { grow() }
    let entry = Entry(deadline: deadline, order: order, handle: handle)
    order &+= 1
    var child = count
    count += 1
    while child > 0 {
      let parent = (child - 1) / 4
      guard Entry.precedes(entry, heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = entry
  }

  private mutating func popHeap() -> Entry {
    let top = heap[0]
    count -= 1
    let moving = heap[count]
    var parent = 0
    while true {
      let first = 4 * parent + 1
      guard first < count else { break }
      var least = first
      for child in (first + 1)..<max(first + 1, min(first + 4, count)) where Entry.precedes(heap[child], heap[least]) {
        least = child
      }
      guard Entry.precedes(heap[least], moving) else { break }
      heap[parent] = heap[least]
      parent = least
    }
    heap[parent] = moving
    return top
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: heap, count: count)
    heap.deallocate()
    heap = larger
    capacity *= 2
  }
}
