// Files of the project that the tests belong to.
import FoundationEssentials

enum Project {
  /// The text of a file by its path from the project's root; nil when there is none.
  static func text(of path: String, source: String = #filePath) -> String? {
    let root = source.split(separator: "/").dropLast(3).joined(separator: "/")
    return FileManager.default.contents(atPath: "/\(root)/\(path)").map { String(decoding: $0, as: UTF8.self) }
  }

  /// The paths of all lessons, from the project's root.
  static func scenarios(source: String = #filePath) -> [String] {
    let root = "/" + source.split(separator: "/").dropLast(3).joined(separator: "/")
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/Scenarios")) ?? []
    return all.filter { $0.hasSuffix(".yaml") && !$0.contains("Invalid/") }.map { "Scenarios/\($0)" }.sorted()
  }
}
