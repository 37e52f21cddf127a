// A growable run of plain records in memory that nothing else counts references to.

/// Owns its memory. Appending is as cheap as in C: no uniqueness check, no bounds check in release.
///
/// Sendable because it is changed only by its single owner; once the owner is immutable, so is the memory.
struct RawList<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private(set) var count = 0
  private var capacity: Int
  private var base: UnsafeMutablePointer<Element>

  init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  subscript(_ index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    (base + count).initialize(to: element)
    count += 1
  }

  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress, !elements.isEmpty else { return }
    if count + elements.count > capacity { grow(to: count + elements.count) }
    // The same as initializing element by element, without a call into the standard library.
    UnsafeMutableRawPointer(base + count).copyMemory(
      from: source, byteCount: elements.count * MemoryLayout<Element>.stride)
    count += elements.count
  }

  /// Drops everything from `newCount` on.
  mutating func truncate(to newCount: Int) {
    assert(newCount <= count)
    count = newCount
  }

  /// A view of a part; valid until the next change.
  func slice(_ start: Int, _ length: Int) -> UnsafeBufferPointer<Element> {
    assert(start >= 0 && length >= 0 && start + length <= count)
    return UnsafeBufferPointer(start: base + start, count: length)
  }

  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity * 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    moved.moveInitialize(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
