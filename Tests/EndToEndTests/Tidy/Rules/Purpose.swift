// Whoever opens a file learns at once what it is for.

extension HouseRule {
  static let purpose = HouseRule("each Swift file begins with a line that says its purpose") { file in
    guard file.isSwift, file.name != "Package.swift" else { return [] }
    let first = file.lines.first ?? ""
    let words = first.dropFirst(3).split(separator: " ")
    let isSentence = first.hasPrefix("// ") && words.count >= 3
    return isSentence ? [] : [file.breach(line: 1, "begins with '\(first)'")]
  }
}
