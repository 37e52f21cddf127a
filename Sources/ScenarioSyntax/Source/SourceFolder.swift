// Which folder a text lies in, symbolic links followed: the system's answer, where names alone would be deceived.

/// The folder of one file, as a boundary for others.
package struct SourceFolder: Sendable {
  /// Without links, `.` or `..`; nil if there is no such folder.
  private let path: String?

  /// - Parameter file: a path, or `-` for standard input, which lies in the current directory.
  package init(of file: String) {
    let slash = file.lastIndex(of: "/")
    path = YAMLReader.resolve(slash.map { String(file[...$0]) } ?? ".")
  }

  /// Whether a path leads to something outside of the folder. What does not exist is nowhere, so not outside.
  package func isLeft(by path: String) -> Bool {
    guard let target = YAMLReader.resolve(path) else { return false }
    guard let folder = self.path else { return true }
    return !target.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }
}
