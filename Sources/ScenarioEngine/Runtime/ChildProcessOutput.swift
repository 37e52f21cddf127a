// What a child wrote to one of its pipes: all of it counted and digested, the last part kept.

/// Receives one stream of a child.
struct ChildProcessOutput: ~Copyable {
  /// How many bytes came in all.
  private(set) var count = 0
  private(set) var digest = StreamDigest()
  private var kept: [UInt8] = []
  private let limit: Int
  private var source: DescriptorSlot

  /// - Parameters:
  ///   - source: the reading end of a pipe, made non-blocking here.
  ///   - limit: the last so many bytes can be had as `tail`.
  init(reading source: consuming Descriptor, keeping limit: Int) {
    source.makeNonBlocking()
    self.source = DescriptorSlot(source)
    self.limit = limit
  }

  /// The descriptor to wait on, nil when nothing more can come.
  var descriptor: Int32? { source.number }

  /// The last bytes of the stream, `limit` at most.
  var tail: ArraySlice<UInt8> { kept.suffix(limit) }

  /// Takes what is there, without waiting, but not for ever from somebody who never stops writing.
  mutating func drain() {
    withUnsafeTemporaryAllocation(byteCount: Self.chunk, alignment: 16) { buffer in
      // As much as the largest pipe holds, so that after a child's end one call sees all that it wrote.
      var left = 1 << 20
      while left > 0, let count = read(into: buffer) {
        left -= count
        take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }

  /// Listens no longer; whoever still writes gets a broken pipe.
  mutating func stop() { source.close() }

  private static let chunk = 65_536

  private mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    switch source.read(into: buffer) {
    case .bytes(let count): return count
    case .notYet: return nil
    case .ended:
      stop()
      return nil
    }
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    digest.add(bytes)
    kept.append(contentsOf: bytes.suffix(limit))
    // Cut only when there is twice as much as asked for, so that a byte is moved once on average.
    if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
  }
}

/// A digest of a stream of bytes that does not depend on how it was cut into pieces.
///
/// FNV-1a with 64 bits: draft-eastlake-fnv, section 2. It finds unequal work; it is no protection against intent.
struct StreamDigest {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var state = value
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = state
  }

  mutating func add(_ number: Int32) {
    withUnsafeBytes(of: number.littleEndian) { add($0) }
  }
}
