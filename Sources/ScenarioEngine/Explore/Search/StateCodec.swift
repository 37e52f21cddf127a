// States as bytes: small numbers take one, and most numbers of a state are small.

/// LEB128 over zigzag: -1, 0, 1 take a byte each. Source: the DWARF debugging format, version 5, section 7.6.
enum StateCodec {
  /// Most bytes that a state of so many cells takes.
  static func mostBytes(cells: Int) -> Int { cells * 10 }

  /// - Returns: how many bytes were written.
  @inline(__always)
  static func encode(_ cells: Cells, count: Int, into bytes: UnsafeMutablePointer<UInt8>) -> Int {
    var out = bytes
    for index in 0..<count {
      let cell = cells[index]
      var value = UInt64(bitPattern: cell << 1 ^ cell >> 63)
      while value >= 0x80 {
        out.pointee = UInt8(truncatingIfNeeded: value) | 0x80
        out += 1
        value >>= 7
      }
      out.pointee = UInt8(truncatingIfNeeded: value)
      out += 1
    }
    return out - bytes
  }

  /// - Returns: how many bytes were read.
  @inline(__always)
  @discardableResult
  static func decode(_ bytes: UnsafePointer<UInt8>, into cells: Cells, count: Int) -> Int {
    var next = bytes
    for index in 0..<count {
      var byte = next.pointee
      next += 1
      var value = UInt64(byte & 0x7f)
      var shift: UInt64 = 7
      while byte >= 0x80 {
        byte = next.pointee
        next += 1
        value |= UInt64(byte & 0x7f) << shift
        shift += 7
      }
      cells[index] = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
    return next - bytes
  }
}
