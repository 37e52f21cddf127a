// Nothing global can change: what changes has an owner.

extension HouseRule {
  static let globalState = HouseRule("nothing global or static can change") { file in
    guard file.isSwift, file.room != nil else { return [] }
    return GlobalVariables.lines(of: file.code).map { file.breach(line: $0, "global state that can change") }
  }
}

enum GlobalVariables {
  /// Line numbers of stored `static var`s, of stored variables outside of every type, and of constants that hold something
  /// that can change.
  static func lines(of code: [Substring]) -> [Int] {
    var depth = 0
    var lines: [Int] = []
    for (index, line) in code.enumerated() {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      let isShared = depth == 0 || words.contains("static")
      if isShared && (isStoredVariable(words, code[index...]) || isMutableConstant(words, line)) {
        lines.append(index + 1)
      }
      depth += line.count { $0 == "{" } - line.count { $0 == "}" }
    }
    return lines
  }

  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private", "static", "final", "override", "nonisolated", "unsafe",
    "weak", "lazy", "set", "unowned", "MainActor", "inlinable", "usableFromInline",
  ]

  private static func declares(_ keyword: String, _ words: [Substring]) -> Bool {
    words.first { !modifiers.contains($0) } == keyword[...]
  }

  /// Whether the declaration in the first of these lines keeps a value: an `=`, an observer or the end of the line comes
  /// before any accessor.
  private static func isStoredVariable(_ words: [Substring], _ rest: ArraySlice<Substring>) -> Bool {
    guard declares("var", words), let line = rest.first else { return false }
    guard let mark = line.firstIndex(where: { $0 == "{" || $0 == "=" }), line[mark] == "{" else { return true }
    let body = line[line.index(after: mark)...] + " " + rest.dropFirst().prefix(1).joined()
    let first = body.split(separator: " ").first ?? ""
    return first == "willSet" || first == "didSet"
  }

  private static func isMutableConstant(_ words: [Substring], _ line: Substring) -> Bool {
    guard declares("let", words) else { return false }
    let holders: Set<Substring> = ["Mutex", "Atomic", "UnsafeMutablePointer", "UnsafeMutableRawPointer"]
    return line.contains("nonisolated(unsafe)") || words.contains { holders.contains($0) }
  }
}
