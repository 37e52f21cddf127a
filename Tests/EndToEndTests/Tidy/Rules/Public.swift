// What others build on is in one place.

extension HouseRule {
  /// That all of it has its comment is a rule of the formatter's.
  static let publicSurface = HouseRule("only ScenarioKit declares anything public") { file in
    guard file.isSwift, let room = file.room, room != "ScenarioKit" else { return [] }
    return file.code.enumerated().compactMap { index, line in
      let words = line.split(separator: " ")
      let isPublic = words.contains("public") || words.starts(with: ["open", "class"])
      return isPublic ? file.breach(line: index + 1, "declares something public") : nil
    }
  }
}
