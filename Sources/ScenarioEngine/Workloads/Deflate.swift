// zlib's two directions over memory, in slices, so that a long task can be stopped.
import CZlib

/// The zlib format (RFC 1950). All sizes are in bytes.
enum Deflate {
  /// Input per slice: about a millisecond of work at the default level.
  private static let slice = 32 * 1024

  /// Compresses `bytes` into `output`.
  ///
  /// - Parameters:
  ///   - level: 1 (fast) to 9 (small).
  ///   - checkpoint: called before each slice.
  /// - Returns: the compressed size; `output` must have room for `bound(bytes.count)`.
  static func compress(
    _ bytes: UnsafeBufferPointer<UInt8>, level: Int32, into output: UnsafeMutableBufferPointer<UInt8>,
    checkpoint: () throws -> Void
  ) throws -> Int {
    var stream = z_stream()
    guard deflateInit_(&stream, level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw TaskError("zlib could not begin to compress")
    }
    defer { deflateEnd(&stream) }
    return try run(&stream, bytes, output, checkpoint) { deflate(&$0, $1 ? Z_FINISH : Z_NO_FLUSH) }
  }

  /// Decompresses `bytes` into `output`.
  ///
  /// - Returns: the decompressed size.
  /// - Throws: `TaskError` when the bytes are not whole, or there is too little room.
  static func decompress(
    _ bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>, checkpoint: () throws -> Void
  ) throws -> Int {
    var stream = z_stream()
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw TaskError("zlib could not begin to decompress")
    }
    defer { inflateEnd(&stream) }
    return try run(&stream, bytes, output, checkpoint) { stream, _ in inflate(&stream, Z_NO_FLUSH) }
  }

  /// Room that compressing so many bytes may need.
  static func bound(_ count: Int) -> Int { Int(compressBound(uLong(count))) }

  /// The checksum of RFC 1952.
  static func checksum(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64 {
    Int64(crc32_z(0, bytes.baseAddress, bytes.count))
  }

  private static func run(
    _ stream: inout z_stream, _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>,
    _ checkpoint: () throws -> Void, _ step: (inout z_stream, _ isLast: Bool) -> Int32
  ) throws -> Int {
    // zlib counts in 32 bits; no text is longer than a gibibyte, and compressing adds less than a percent.
    stream.next_out = output.baseAddress
    stream.avail_out = UInt32(output.count)
    var offset = 0
    while true {
      try checkpoint()
      let count = min(slice, input.count - offset)
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + offset })
      stream.avail_in = UInt32(count)
      offset += count
      let status = step(&stream, offset == input.count)
      if status == Z_STREAM_END { return output.count - Int(stream.avail_out) }
      guard status == Z_OK, offset < input.count else { throw TaskError("zlib stopped with its code \(status)") }
    }
  }
}
