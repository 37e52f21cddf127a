// The project's own files, as they lie around the tests' sources.
import FoundationEssentials

/// The tree that these tests were compiled from.
enum ProjectTree {
  /// Absolute, without a final slash.
  static let root: String = {
    var folders = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    folders.removeLast(3)
    return folders.joined(separator: "/")
  }()

  /// The text of a file, nil where there is none or it is not UTF-8.
  static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).flatMap { String(data: $0, encoding: .utf8) }
  }

  /// Names in a folder, sorted, hidden ones left out; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Paths of all files below a folder, relative to the root, in order. The empty path is the root itself.
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

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) && isFolder
  }
}
