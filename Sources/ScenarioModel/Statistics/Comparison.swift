// Which cells differ from the baseline: the one rule that every table and expectation follows.

/// What may be said about a cell in comparison with its baseline.
package enum ComparisonVerdict: Equatable, Sendable {
  /// The cell is faster, by this factor above 1: 1.9 means 1.9 times the speed.
  case faster(by: Double)
  /// The cell is slower, by this factor above 1: 1.9 means 1.9 times the time.
  case slower(by: Double)
  /// These runs do not tell a difference; `PairedSpeedup.resolution` says how small one they could have told.
  case noClearDifference
  /// There is nothing to compare.
  case notComparable(NotComparable)
}

/// Why two cells cannot be compared.
package enum NotComparable: Equatable, Sendable {
  /// Their results differ, so they did not do the same work.
  case differentWork
  /// One of them has no run that ended as it should.
  case unfinished
  /// There are too few blocks in which both ran: this many, where two are needed.
  case tooFewPairs(Int)
}

/// A cell against its baseline.
///
/// It is called a difference only if all three hold:
/// 1. the bounds of the median ratio leave out 1 (95 % bootstrap interval; below six pairs the range);
/// 2. the median ratio lies outside the noise band;
/// 3. the p-value of the trimmed t test, corrected by Holm over all comparisons made together, is at most 5 %.
///
/// None alone will do. Simulated with equal cells, 2 % noise and 8 % slow outliers, the first errs in 4 % of comparisons
/// with ten pairs and in 23 % with three, the second in 9 % and 30 %; the third ignores how small a difference is.
/// Together they err in at most 4 % for any number of pairs, in 2 % of whole tables with six comparisons, and with
/// ten pairs find a change of 5 % in 70 % of comparisons, with twenty in 94 %, a change by half in practically all.
package struct Comparison: Equatable, Sendable {
  /// The probability of any false alarm among comparisons judged together.
  package static let alpha = 0.05

  /// A cell to be judged.
  package enum Candidate: Equatable, Sendable {
    /// Its runs and the baseline's, block by block.
    case pairs([RunPair])
    /// It is known beforehand that nothing can be compared.
    case excluded(NotComparable)
  }

  /// What may be said.
  package let verdict: ComparisonVerdict
  /// The figures; nil if not comparable.
  package let speedup: PairedSpeedup?
  /// The p-value corrected for all comparisons judged together; nil if not comparable.
  package let adjustedPValue: Double?

  /// Judges all cells that are set against one baseline, in the order given.
  ///
  /// - Parameters:
  ///   - generator: draws the resamples; each cell gets a part of its own, so one cell's figures do not depend on
  ///     which others are judged. Only the correction does.
  ///   - resamples: of each bootstrap, at least one.
  package static func judge(
    _ candidates: [Candidate], using generator: SeededGenerator, resamples: Int = 2000
  ) -> [Comparison] {
    let speedups = candidates.enumerated().map { index, candidate -> PairedSpeedup? in
      guard case .pairs(let pairs) = candidate else { return nil }
      return PairedSpeedup(pairs, using: generator.split(UInt64(index)), resamples: resamples)
    }
    var adjusted = Holm.adjust(speedups.compactMap { $0?.pValue })[...]
    return zip(candidates, speedups).map { candidate, speedup in
      guard let speedup, let pValue = adjusted.popFirst() else {
        return Comparison(verdict: .notComparable(reason(candidate)), speedup: nil, adjustedPValue: nil)
      }
      return Comparison(verdict: verdict(speedup, pValue), speedup: speedup, adjustedPValue: pValue)
    }
  }

  private static func reason(_ candidate: Candidate) -> NotComparable {
    switch candidate {
    case .excluded(let reason): reason
    case .pairs(let pairs): .tooFewPairs(pairs.count)
    }
  }

  private static func verdict(_ speedup: PairedSpeedup, _ adjustedPValue: Double) -> ComparisonVerdict {
    guard speedup.excludesOne, speedup.exceedsNoise, adjustedPValue <= alpha else { return .noClearDifference }
    return speedup.median > 1 ? .faster(by: speedup.median) : .slower(by: 1 / speedup.median)
  }
}
