// How one run ended, and the order of badness among the ends.

/// The verdict of a run, from best to worst; a cell's verdict is the worst of its runs.
package enum Verdict: String, Sendable, CaseIterable, Codable, Comparable {
  case ok
  /// A bound was reached, or nothing was there to judge.
  case inconclusive
  /// A check or an assert failed.
  case violated
  /// A task failed.
  case error
  case deadlock
  case timeout
  /// A worker died.
  case lost
  case interrupted

  package static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }
  private var rank: Int { Verdict.allCases.firstIndex(of: self)! }
}
