// The words for texts that ask for more than the reader gives.

/// Makes the findings about limits; each function is one kind.
enum LimitProblem {
  static func deepNesting(_ range: SourceRange, limit: Int) -> Diagnostic {
    Diagnostic(
      .tooDeep, message: "nested more than \(limit) levels deep", range: range,
      labels: [Label("level \(limit + 1) begins here", at: range)], help: "name inner parts and refer to them instead")
  }

  static func manyNodes(_ range: SourceRange, limit: Int, isAlias: Bool) -> Diagnostic {
    Diagnostic(
      .tooManyNodes, message: "more than \(grouped(limit)) values\(isAlias ? " once aliases are expanded" : "")",
      range: range, labels: [Label(isAlias ? "this alias goes beyond it" : "this one goes beyond it", at: range)],
      help: isAlias ? "repeat fewer or smaller values" : "generate tasks by 'tasks: N' instead of writing each out")
  }

  static func longScalar(_ range: SourceRange, limit: Int) -> Diagnostic {
    let start = SourceRange(file: range.file, lower: range.lower, upper: range.lower)
    return Diagnostic(
      .scalarTooLong, message: "a value longer than \(grouped(limit)) bytes", range: start,
      labels: [Label("begins here", at: start)], help: "close its quote if it is open too long, or keep it in a file")
  }

  static func manyAnchors(_ range: SourceRange, limit: Int) -> Diagnostic {
    Diagnostic(
      .tooManyAnchors, message: "more than \(grouped(limit)) anchors", range: range,
      labels: [Label("one too many", at: range)], help: "remove anchors that no alias uses")
  }

  static func manyFindings(shown: Int, suppressed: Int) -> Diagnostic {
    Diagnostic(
      .tooManyFindings, severity: .note, message: "\(grouped(suppressed)) more findings are not shown", range: nil,
      help: "mend the first \(shown) and look again")
  }

  /// A number with commas between thousands.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { text, index in
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digits[index])
    }
  }
}
