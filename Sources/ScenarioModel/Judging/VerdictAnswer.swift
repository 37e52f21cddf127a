// `verdict == …` for one cell: the worst of its repetitions, with how often it was seen.

enum VerdictAnswer {
  /// `== ok` holds only if all repetitions were ok; `==` any other verdict holds if one repetition had it; `!=` holds if
  /// none had it.
  static func of(_ expectation: ExpectationDeclaration, cell: CellSummary) -> CellAnswer {
    guard case .verdict(let bound) = expectation.bound, let worst = cell.verdict else {
      return .noSample("a verdict is compared with the name of a verdict")
    }
    let seen = cell.verdicts.first { $0.verdict == bound }?.count ?? 0
    let value = seen > 0 && bound != .ok ? told(bound, seen, cell) : told(worst, count(worst, cell), cell)
    switch expectation.comparison {
    case .equal: return CellAnswer(holds: bound == .ok ? seen == cell.runs : seen > 0, value: value)
    case .notEqual: return CellAnswer(holds: seen == 0, value: value)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return CellAnswer(holds: nil, value: value, reason: "a verdict is compared by == or !=")
    }
  }

  private static func count(_ verdict: Verdict, _ cell: CellSummary) -> Int {
    cell.verdicts.first { $0.verdict == verdict }?.count ?? 0
  }

  private static func told(_ verdict: Verdict, _ seen: Int, _ cell: CellSummary) -> String {
    seen == cell.runs ? verdict.rawValue : "\(verdict.rawValue) in \(seen) of \(cell.runs) runs"
  }
}
