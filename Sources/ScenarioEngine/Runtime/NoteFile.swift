// A file to which several processes add lines, and one reads them when the others have ended.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Names a file; nothing is kept open.
struct NoteFile: Sendable {
  let path: String

  /// Adds lines, which must have no line breaks; all of them at once, so that those of several processes do not mix. What
  /// cannot be written is lost.
  func append(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    let number = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard number >= 0 else { return }
    let file = Descriptor(owning: number)
    _ = Array(lines.map { $0 + "\n" }.joined().utf8).withUnsafeBytes { file.write($0) }
  }

  /// All lines; none if there is no file.
  func lines() -> [String] {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return [] }
    let file = Descriptor(owning: number)
    var bytes: [UInt8] = []
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      while case .bytes(let count) = file.read(into: buffer) { bytes.append(contentsOf: buffer[..<count]) }
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
