// Where a path leads when symbolic links are followed, also that of a file which is still to be made.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum SymbolicLinks {
  /// An absolute path without links, `.` and `..` that leads to the same file as this absolute one.
  ///
  /// Unlike `realpath` it needs nothing to be there, so that it also tells where a file would come to be.
  @Sendable static func follow(_ path: String) -> String {
    var place: [Substring] = []
    var rest = Array(path.split(separator: "/").reversed())
    // As many as the system follows: Linux, path_resolution(7).
    var linksLeft = 40
    while let name = rest.popLast() {
      if name == "." { continue }
      if name == ".." {
        _ = place.popLast()
        continue
      }
      place.append(name)
      guard linksLeft > 0, let target = target(of: "/" + place.joined(separator: "/")) else { continue }
      linksLeft -= 1
      if target.hasPrefix("/") { place = [] } else { place.removeLast() }
      rest += target.split(separator: "/").reversed()
    }
    return "/" + place.joined(separator: "/")
  }

  /// What a link says; nil for anything else.
  private static func target(of path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      let length = readlink(path, buffer.baseAddress!, buffer.count)
      guard length >= 0 else { return nil }
      return String(decoding: UnsafeRawBufferPointer(buffer)[..<length], as: UTF8.self)
    }
  }
}
