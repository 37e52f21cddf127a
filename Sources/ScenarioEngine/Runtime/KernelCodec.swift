// Kernels as bytes, so that a worker process can build the same ones: a tag, then the value, little-endian.
import ScenarioModel

enum KernelCodec {
  static func encode(_ kernels: [KernelSpecification]) -> [UInt8] {
    var writer = ByteWriter()
    writer.integer(Int64(kernels.count))
    for kernel in kernels {
      writer.text(kernel.workload)
      writer.integer(kernel.isComputing ? 1 : 0)
      writer.text(kernel.form.rawValue)
      writer.value(.mapping(kernel.parameters))
    }
    return writer.bytes
  }

  /// - Precondition: `bytes` came from `encode` of the same build.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [KernelSpecification] {
    var reader = ByteReader(bytes: bytes)
    return (0..<reader.integer()).map { _ in
      let workload = reader.text()
      let isComputing = reader.integer() == 1
      guard let form = KernelForm(rawValue: reader.text()) else { preconditionFailure("a kernel has a form") }
      guard case .mapping(let parameters) = reader.value() else { preconditionFailure("a kernel has a mapping") }
      return KernelSpecification(
        workload: workload, parameters: parameters, isComputing: isComputing, form: form)
    }
  }
}

private struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func integer(_ value: Int64) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

  mutating func text(_ text: String) {
    integer(Int64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func value(_ value: ParameterValue) {
    switch value {
    case .boolean(let flag): tag(0, Int64(flag ? 1 : 0))
    case .integer(let number): tag(1, number)
    case .number(let number): tag(2, Int64(bitPattern: number.bitPattern))
    case .text(let string):
      bytes.append(3)
      text(string)
    case .duration(let number): tag(4, number)
    case .size(let number): tag(5, number)
    case .rate(let number): tag(6, Int64(bitPattern: number.bitPattern))
    case .list(let items):
      tag(7, Int64(items.count))
      for item in items { self.value(item) }
    case .mapping(let entries):
      tag(8, Int64(entries.count))
      for (key, item) in entries.sorted(by: { $0.key < $1.key }) {
        text(key)
        self.value(item)
      }
    }
  }

  private mutating func tag(_ tag: UInt8, _ payload: Int64) {
    bytes.append(tag)
    integer(payload)
  }
}

private struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  var offset = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func integer() -> Int64 {
    defer { offset += 8 }
    return Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self))
  }

  mutating func text() -> String {
    let count = Int(integer())
    defer { offset += count }
    return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
  }

  mutating func value() -> ParameterValue {
    let tag = bytes[offset]
    offset += 1
    switch tag {
    case 0: return .boolean(integer() == 1)
    case 1: return .integer(integer())
    case 2: return .number(Double(bitPattern: UInt64(bitPattern: integer())))
    case 3: return .text(text())
    case 4: return .duration(integer())
    case 5: return .size(integer())
    case 6: return .rate(Double(bitPattern: UInt64(bitPattern: integer())))
    case 7: return .list((0..<integer()).map { _ in value() })
    case 8:
      var entries: [String: ParameterValue] = [:]
      for _ in 0..<integer() {
        let key = text()
        entries[key] = value()
      }
      return .mapping(entries)
    default: preconditionFailure("no parameter value has the tag \(tag)")
    }
  }
}
