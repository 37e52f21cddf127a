// The decompress workload: zlib over text that was compressed before the clock started.
import ScenarioModel

/// The result is the checksum of the decompressed bytes, which is compared with that of the text.
enum Decompress: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "decompress",
    summary: "Decompresses text that zlib compressed before the run and verifies it; the result is its checksum",
    boundBy: .processor, fields: CompressedText.fields("What every task decompresses to"),
    compile: { CompressedText.compile($0, &$1) })

  /// Different texts, so that tasks do not all read the same memory.
  private static let variants: Int64 = 4

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    let text = CompressedText(specification)
    let prepared = try (0..<variants).map { try compressed(text.input(of: $0), text) }
    return .blocking { context in
      let (bytes, checksum) = prepared[Int(UInt64(bitPattern: context.task) % UInt64(variants))]
      let restored = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.size)
      defer { restored.deallocate() }
      let length = try bytes.withUnsafeBufferPointer { bytes in
        try Deflate.decompress(bytes, into: restored) { try context.checkpoint() }
      }
      let result = Deflate.checksum(UnsafeBufferPointer(rebasing: restored[..<length]))
      guard length == text.size, result == checksum else {
        throw TaskError("what was decompressed is not what was compressed")
      }
      return result
    }
  }

  private static func compressed(_ input: ArraySlice<UInt8>, _ text: CompressedText) throws -> ([UInt8], Int64) {
    try input.withUnsafeBufferPointer { input in
      try text.withBuffers { compressed, _ in
        let size = try Deflate.compress(input, level: text.level, into: compressed) {}
        return (Array(compressed[..<size]), Deflate.checksum(input))
      }
    }
  }
}
