// A scenario that teaches something, kept in the program so that it is there wherever the program is.

struct Lesson: Sendable {
  /// The scenario's name.
  let name: String
  /// Its file as it lies in the project's `Scenarios`.
  let text: String

  /// The same scenario under another name. The first line, which tells editors where the schema lies in the project,
  /// would be wrong elsewhere.
  func text(named newName: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("scenario: ") ? "scenario: \(newName)" : String(line)
    }
    return lines.drop { $0.hasPrefix("# yaml-language-server:") }.joined(separator: "\n")
  }
}
