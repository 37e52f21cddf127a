// Expected output kept in files, so that a change of wording shows in a diff.

import FoundationEssentials

/// A file that holds what some output shall be.
///
/// With `UPDATE_GOLDEN=1` in the environment, files are written instead of compared: look at the diff before you commit.
package enum Golden {
  /// Compares a text with a file.
  /// - Parameters:
  ///   - path: relative to the folder of the test's source file.
  ///   - source: that source file.
  /// - Returns: nil if they are equal, else what to show: the first line that differs, or that the file is missing.
  package static func difference(_ text: String, from path: String, source: String = #filePath) -> String? {
    let file = folder(of: source) + "/" + path
    if isUpdating {
      do {
        try Data(text.utf8).write(to: URL(filePath: file))
        return nil
      } catch {
        return "cannot write \(path): \(error)"
      }
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      return "\(path) is missing; UPDATE_GOLDEN=1 writes it"
    }
    return firstDifference(text, String(decoding: data, as: UTF8.self), name: path)
  }

  /// The bytes of a file beside a test's source file.
  package static func bytes(of path: String, source: String = #filePath) -> [UInt8]? {
    FileManager.default.contents(atPath: folder(of: source) + "/" + path).map { [UInt8]($0) }
  }

  /// The names of the files in a folder beside a test's source file that end in a suffix, sorted, the suffix removed.
  package static func names(in path: String, suffix: String, source: String = #filePath) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder(of: source) + "/" + path)) ?? []
    return all.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  /// Whether files are written instead of compared.
  private static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" }

  private static func folder(of source: String) -> String {
    source.lastIndex(of: "/").map { String(source[..<$0]) } ?? "."
  }

  private static func firstDifference(_ found: String, _ expected: String, name: String) -> String? {
    if Array(found.utf8) == Array(expected.utf8) { return nil }
    let (left, right) = (lines(found), lines(expected))
    let line =
      zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(left.count, right.count)
    let found = line < left.count ? left[line] : "(the end)"
    let expected = line < right.count ? right[line] : "(the end)"
    return "\(name):\(line + 1) differs\n  expected: \(expected)\n  found:    \(found)"
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
