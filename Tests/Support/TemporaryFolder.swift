// A folder for one test, gone with it.
import FoundationEssentials

/// Removed, with all that is in it, when the last reference goes.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/scenario-test-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, folders above it included, and returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    let file = self / name
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  /// Writes a file of bytes right into it, and returns its path.
  package func write(_ name: String, bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: self / name))
    return self / name
  }

  /// The text of a file in it; nil when there is none.
  package func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: self / name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names of everything in it, hidden files too.
  package var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  /// The path of something in it.
  package static func / (folder: TemporaryFolder, name: String) -> String { "\(folder.path)/\(name)" }
}
