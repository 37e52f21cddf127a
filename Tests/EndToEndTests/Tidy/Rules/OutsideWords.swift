// The project stands by itself: no file speaks of one machine's folders or of how the work on it was organised.

extension HouseRule {
  static let outsideWords = HouseRule("no file names a machine's folders or the organisation of the work") { file in
    file.lines.enumerated().compactMap { index, line in
      guard let word = OutsideWords.first(in: line), !OutsideWords.isExcused(line, in: file) else { return nil }
      return file.breach(line: index + 1, "speaks of '\(word)'")
    }
  }
}

/// The words are put together from pieces, so that this file keeps its own rule.
enum OutsideWords {
  private static let folder = "shared" + "/"
  /// Each begins where a word does; what must not follow makes the difference between a folder and a longer word.
  private static let paths = ["/wo" + "rk", "/tmp/" + "b-", folder, "." + "library/", "tool " + "library"]
  private static let numbered = ["issue", "session"]

  static func first(in line: Substring) -> String? {
    paths.first { occurs($0, in: line) } ?? numbered.first { isNumbered($0, in: line) }
  }

  /// The one line that says where continuous integration finds its environment.
  static func isExcused(_ line: Substring, in file: SourceText) -> Bool {
    file.path == ".ci/run" && line.contains(folder) && file.lines.count { $0.contains(folder) } == 1
  }

  private static func occurs(_ word: String, in line: Substring) -> Bool {
    var rest = line
    while let found = rest.firstRange(of: word) {
      let before = line[..<found.lowerBound].last
      let after = rest[found.upperBound...].first
      let endsWord = word.hasSuffix("/") || word.hasSuffix("-") || !(after.map(isWord) ?? false)
      if endsWord && !(before.map(isWord) ?? false) && before != "#" { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }

  /// Whether the word is followed by a number, with or without `#`: then it names one of many.
  private static func isNumbered(_ word: String, in line: Substring) -> Bool {
    var rest = Substring(line.lowercased())
    while let found = rest.firstRange(of: word) {
      rest = rest[found.upperBound...]
      let number = rest.drop { $0 == " " || $0 == "s" }
      if number.first == "#" || number.count < rest.count && number.first?.isNumber == true { return true }
    }
    return false
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }
}
