// Results and messages go through the program's console, which checks that they arrive.

extension HouseRule {
  static let printing = HouseRule("only the command line prints") { file in
    guard file.isSwift, let room = file.room, room != "ScenarioCommand" else { return [] }
    return file.code.enumerated().compactMap { index, line in
      let call = ["print", "debugPrint", "dump"].first { Calls.contains($0, in: line) }
      return call.map { file.breach(line: index + 1, "calls \($0)") }
    }
  }
}

enum Calls {
  /// Whether a function of this name is called or declared in a line of code, and not a member of something.
  static func contains(_ name: String, in line: Substring) -> Bool {
    var rest = line
    while let found = rest.firstRange(of: name + "(") {
      let before = rest[..<found.lowerBound].last
      if before.map({ !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }) ?? true { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
