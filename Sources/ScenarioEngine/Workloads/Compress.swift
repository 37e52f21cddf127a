// The compress workload: zlib over generated text, each result decompressed again and compared.
import ScenarioModel

/// The result is the checksum of the compressed bytes, so it is the same under every executor.
enum Compress: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "compress",
    summary:
      "Compresses generated text with zlib and verifies that it decompresses to the same; the result is a checksum",
    boundBy: .processor, fields: CompressedText.fields("What every task compresses"),
    compile: { CompressedText.compile($0, &$1) })

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) -> Kernel {
    let text = CompressedText(specification)
    return .blocking { context in
      let input = text.input(of: context.task)
      return try text.withBuffers { compressed, restored in
        try input.withUnsafeBufferPointer { input in
          let size = try Deflate.compress(input, level: text.level, into: compressed) { try context.checkpoint() }
          let result = UnsafeBufferPointer(rebasing: compressed[..<size])
          let length = try Deflate.decompress(result, into: restored) { try context.checkpoint() }
          guard length == input.count,
            Deflate.checksum(UnsafeBufferPointer(rebasing: restored[..<length])) == Deflate.checksum(input)
          else {
            throw TaskError("what was compressed does not decompress to the same")
          }
          return Deflate.checksum(result)
        }
      }
    }
  }
}

/// What both directions share: a text, its level, and where each task begins in it.
struct CompressedText: Sendable {
  let level: Int32
  let size: Int
  private let text: [UInt8]
  /// Tasks begin at different places, so that no two compress quite the same.
  private static let places = 1024

  init(_ specification: KernelSpecification) {
    level = Int32(specification.integer("level") ?? 6)
    size = Int(specification.size("size") ?? 0)
    text = GeneratedText.bytes(size + CompressedText.places)
  }

  func input(of task: Int64) -> ArraySlice<UInt8> {
    let start = Int(UInt64(bitPattern: task) % UInt64(CompressedText.places))
    return text[start..<start + size]
  }

  /// Memory for one task: for what is compressed, and for what is decompressed.
  func withBuffers<Result>(
    _ body: (UnsafeMutableBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let compressed = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Deflate.bound(size))
    let restored = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size)
    defer {
      compressed.deallocate()
      restored.deallocate()
    }
    return try body(compressed, restored)
  }

  static func fields(_ what: String) -> [Field] {
    [
      Field(
        "size", .size(1...1 << 30), default: "256KiB", summary: "\(what): so much text like prose",
        examples: ["64KiB", "4MiB"]),
      Field(
        "level", .integer(1...9), default: "6", summary: "How hard zlib tries: 1 is fast, 9 is small", examples: ["1"]),
    ]
  }

  static func compile(_ declaration: WorkloadDeclaration, _ builder: inout ProgramBuilder) -> Int32 {
    builder.call(
      KernelSpecification(
        workload: declaration.type.value, parameters: declaration.parameters.mapValues(\.value), isComputing: true,
        form: .blocking))
  }
}
