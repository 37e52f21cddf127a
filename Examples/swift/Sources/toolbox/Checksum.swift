// The workload `checksum`: each task reads a block of memory once, and a processor is busy with it.
import ScenarioKit

struct Checksum: ScenarioWorkload {
  static let description = WorkloadDescription(
    name: "checksum", summary: "Computes the FNV-1a checksum of a block of memory; the result is the checksum",
    boundBy: .processor,
    parameters: [.size("size", in: 1...1 << 30, default: 1 << 20, "How much each task reads")])

  private let bytes: [UInt8]

  init(_ parameters: ParameterValues, at site: WorkSite) {
    bytes = (0..<Int(parameters.size("size"))).map { UInt8(truncatingIfNeeded: $0 &* 167) }
  }

  func run(_ task: borrowing TaskContext) throws -> Int64 {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(bitPattern: task.task)
    for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
      try task.checkpoint()
      for byte in bytes[start..<min(start + 1 << 16, bytes.count)] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return Int64(bitPattern: sum)
  }
}
