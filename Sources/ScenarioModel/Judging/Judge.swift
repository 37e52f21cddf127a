// The judgement: did the runs show what the file says they shall?

/// Pure judgement over finished runs.
package enum Judge {
  /// Judges every expectation, then what they come to together.
  ///
  /// A cell about whose verdict no expectation speaks shall be `ok`; a worker lost or a timeout is never as expected
  /// unless an expectation names it. Both appear among the outcomes as implied expectations.
  ///
  /// - Parameters:
  ///   - expectations: as declared; names were checked against the document before.
  ///   - cells: with their measured runs; the first is the baseline.
  ///   - seed: the record's seed.
  ///   - processors: of the machine, for words about what disturbed it; 0 when not known.
  ///   - signal: the number of the signal that stopped the measurement, if one did.
  package static func judge(
    _ expectations: [ExpectationDeclaration], cells: [CellRecord], seed: UInt64, processors: Int = 0,
    signal: Int32? = nil
  ) -> Judgement {
    let summary = ScenarioSummary(cells, seed: seed)
    let isExplored = !cells.isEmpty && summary.cells.allSatisfy(\.isExplored)
    let left = expectations.filter { isExplored && $0.measure != .verdict }
    let expectations = expectations.filter { !isExplored || $0.measure == .verdict }
    let judged = expectations.map {
      ExpectationJudge.outcome(of: $0, cells: cells, summary: summary, processors: processors)
    }
    let declared = zip(expectations, judged).map { (expectation: $0, outcome: $1.outcome) }
    let implied = ImpliedExpectations.outcomes(beside: declared, cells: cells, summary: summary)
    let all = judged + implied
    let outcome = overall(all)
    let cutOff = ImpliedExpectations.cutOff(beside: expectations, summary: summary)
    let exit = ExitDecision.status(
      all, outcome: outcome, cutOff: Set(cutOff.flatMap(\.seen).map(\.verdict)), runs: cells.flatMap(\.runs),
      signal: signal)
    return Judgement(expectations: all, leftToRuns: left.map(\.text), outcome: outcome, exit: exit)
  }

  /// One surprise makes the whole unexpected; short of that, one open question leaves it open.
  private static func overall(_ outcomes: [ExpectationOutcome]) -> Outcome {
    if outcomes.contains(where: { $0.outcome == .unexpected }) { return .unexpected }
    return outcomes.isEmpty || outcomes.contains { $0.outcome == .inconclusive } ? .inconclusive : .expected
  }
}

/// What the judge found.
package struct Judgement: Sendable, Hashable {
  /// The declared expectations in their order, then implied ones.
  package let expectations: [ExpectationOutcome]
  /// Those about what only a run can show, where everything was explored and nothing run; they are not judged.
  package let leftToRuns: [String]
  /// All of them together.
  package let outcome: Outcome
  /// What the program shall end with, and why.
  package let exit: ExitStatus
}
