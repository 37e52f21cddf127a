// Paths as text: made absolute and plain without asking the file system.

package enum FilePath {
  /// An absolute path without `.`, `..` and doubled slashes. Links are not followed, so `..` means the name before it.
  ///
  /// - Parameter directory: absolute; what a relative path starts from.
  package static func absolute(_ path: String, from directory: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : "\(directory)/\(path)").split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
