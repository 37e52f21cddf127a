// Patterns for paths, as shells and ignore files have them.

/// `*` is any text and `?` any character within one name, `**` any text across folders, `[a-z]` and `[!a-z]` one of a
/// set, `\` takes the next character as it is.
struct Glob {
  private let pattern: [Character]
  private let isNameOnly: Bool

  init(_ pattern: String) {
    self.pattern = Array(pattern)
    isNameOnly = !pattern.contains("/")
  }

  /// Whether a path matches. A pattern without a slash is for the last name of it, with or without its `.yaml`.
  ///
  /// - Parameter path: relative to the folder that is searched.
  func matches(_ path: String) -> Bool {
    guard isNameOnly else { return matches(path[...]) }
    let name = path.split(separator: "/").last ?? ""
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    return matches(name) || matches(stem)
  }

  private func matches(_ text: Substring) -> Bool {
    let text = Array(text)
    // For every place in the pattern, the places in the text up to which it matches.
    var places: Set<Int> = [0]
    var position = 0
    while position < pattern.count, !places.isEmpty {
      let piece = piece(at: position)
      position = piece.end
      places = places.reduce(into: []) { $0.formUnion(piece.ends(in: text, from: $1)) }
    }
    return places.contains(text.count)
  }

  /// One part of a pattern and where the next begins.
  private struct Piece {
    enum Kind { case one((Character) -> Bool), run(crossesFolders: Bool) }
    var kind: Kind
    var end: Int

    /// Where it can end when it begins at `start`.
    func ends(in text: [Character], from start: Int) -> Set<Int> {
      switch kind {
      case .one(let accepts): return start < text.count && accepts(text[start]) ? [start + 1] : []
      case .run(let crossesFolders):
        let rest = text[start...]
        let end = crossesFolders ? text.count : rest.firstIndex(of: "/") ?? text.count
        return Set(start...end)
      }
    }
  }

  private func piece(at start: Int) -> Piece {
    switch pattern[start] {
    case "*":
      guard start + 1 < pattern.count, pattern[start + 1] == "*" else {
        return Piece(kind: .run(crossesFolders: false), end: start + 1)
      }
      // `**/` may also stand for no folder at all.
      let end = start + 2 < pattern.count && pattern[start + 2] == "/" ? start + 3 : start + 2
      return Piece(kind: .run(crossesFolders: true), end: end)
    case "?": return Piece(kind: .one { $0 != "/" }, end: start + 1)
    case "[": return set(at: start) ?? literal("[", end: start + 1)
    case "\\" where start + 1 < pattern.count: return literal(pattern[start + 1], end: start + 2)
    default: return literal(pattern[start], end: start + 1)
    }
  }

  private func literal(_ character: Character, end: Int) -> Piece { Piece(kind: .one { $0 == character }, end: end) }

  /// `[abc]`, `[a-z]`, `[!0-9]`; nil when it is not closed.
  private func set(at start: Int) -> Piece? {
    let isNegated = start + 1 < pattern.count && "!^".contains(pattern[start + 1])
    let first = start + (isNegated ? 2 : 1)
    guard first < pattern.count, let close = pattern[(first + 1)...].firstIndex(of: "]") else { return nil }
    var ranges: [ClosedRange<Character>] = []
    var index = first
    while index < close {
      if index + 2 < close, pattern[index + 1] == "-", pattern[index] <= pattern[index + 2] {
        ranges.append(pattern[index]...pattern[index + 2])
        index += 3
      } else {
        ranges.append(pattern[index]...pattern[index])
        index += 1
      }
    }
    let accepted = ranges
    return Piece(
      kind: .one { character in character != "/" && accepted.contains { $0.contains(character) } != isNegated },
      end: close + 1)
  }
}
