// Small files by which the system tells about itself.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum SystemText {
  /// The text of a small file such as /proc/stat; nil where it cannot be read.
  static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = chunk.withUnsafeMutableBytes { platformRead(descriptor, $0) }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func platformRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  /// The words of the first line that begins with `prefix`, without it.
  static func words(in path: String, after prefix: String) -> [Substring]? {
    read(path)?.split(separator: "\n").first { $0.hasPrefix(prefix) }?
      .dropFirst(prefix.count).split { $0 == " " || $0 == "\t" || $0 == ":" }
  }
}
