// Files of the project that the tests belong to.
import FoundationEssentials

/// The tree that these tests were compiled from. Paths are relative to its root.
enum Project {
  /// Absolute, without a final slash.
  static let root: String = {
    var folders = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    folders.removeLast(3)
    return folders.joined(separator: "/")
  }()

  /// The text of a file; nil where there is none or it is not UTF-8.
  static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).flatMap { String(data: $0, encoding: .utf8) }
  }

  /// The paths of all lessons.
  static func scenarios() -> [String] {
    files(below: "Scenarios").filter { $0.hasSuffix(".yaml") && !$0.contains("/Invalid/") }
  }

  /// Paths of all files below a folder, in order. The empty path is the root itself.
  ///
  /// Hidden folders hold what tools have made, apart from the one for continuous integration; so does the file that a
  /// work tree has in the place of git's folder.
  static func files(below folder: String) -> [String] {
    var files: [String] = []
    let all = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    for name in all.sorted() where name != ".git" {
      let path = folder.isEmpty ? name : folder + "/" + name
      if !isFolder(path) {
        files.append(path)
      } else if !name.hasPrefix(".") || name == ".ci" {
        files += self.files(below: path)
      }
    }
    return files
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root + "/" + path) }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) && isFolder
  }
}
