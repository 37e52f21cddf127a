// The content of rows: a function of who wrote them, so that every row can be verified.
import ScenarioModel

enum DatabaseRow {
  /// Stands for a task in rows that were there before the run.
  static let prepared: Int64 = -1

  /// The content of one row: `size` bytes that only this task and row have.
  static func content(task: Int64, row: Int64, size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var generator = SplitMix64(seed: SplitMix64.mix(UInt64(bitPattern: task)) ^ UInt64(bitPattern: row))
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      let words = size / 8
      for word in 0..<words {
        bytes.storeBytes(of: generator.next().littleEndian, toByteOffset: word * 8, as: UInt64.self)
      }
      var last = generator.next()
      for position in words * 8..<size {
        bytes[position] = UInt8(truncatingIfNeeded: last)
        last >>= 8
      }
      count = size
    }
  }

  /// Eight bytes at a time through the same mixing that makes the content, and the length.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    var sum = UInt64(bytes.count)
    let words = bytes.count / 8
    for word in 0..<words {
      sum = SplitMix64.mix(sum ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)))
    }
    var last: UInt64 = 0
    for position in words * 8..<bytes.count { last = last << 8 | UInt64(bytes[position]) }
    return Int64(bitPattern: SplitMix64.mix(sum ^ last))
  }
}
