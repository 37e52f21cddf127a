// A file of the project as the house rules look at it.

/// A file's path and text, and its code without what only looks like code.
struct SourceText: Sendable {
  /// Relative to the project.
  let path: String
  let text: String
  /// The text's lines; of Swift files with comments and string literals blanked out.
  let code: [Substring]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    let code = path.hasSuffix(".swift") ? SwiftMask.mask(text) : text
    self.code = code.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var isSwift: Bool { path.hasSuffix(".swift") }
  var name: Substring { path.split(separator: "/").last ?? "" }
  /// `ScenarioModel` of `Sources/ScenarioModel/Run/Verdict.swift`; nil of files that are not part of the product.
  var room: Substring? {
    let folders = path.split(separator: "/")
    return folders.count > 2 && folders[0] == "Sources" ? folders[1] : nil
  }

  /// Whether the file lies below this folder.
  func lies(below folder: String) -> Bool { path.hasPrefix(folder + "/") }

  func breach(line: Int, _ message: String) -> Breach { Breach(path: path, line: line, message: message) }
}

/// A place where a rule is not kept.
struct Breach: Sendable, CustomStringConvertible {
  let path: String
  /// From 1.
  let line: Int
  let message: String
  var description: String { "\(path):\(line): \(message)" }
}
