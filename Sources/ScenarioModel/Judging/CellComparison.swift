// A cell against the first one: equal work first, then paired times.

/// How many times as fast as the first cell a cell is, from repetitions of one block, both `ok`.
package struct Speedup: Sendable, Equatable {
  /// What is known beside the ratio itself.
  package enum Certainty: Sendable, Equatable {
    /// One pair of runs: a ratio without any bounds.
    case single
    /// The smallest and the largest ratio of two to five pairs.
    case range(low: Double, high: Double)
    /// The 95 % interval of the median ratio.
    case interval(low: Double, high: Double)
  }
  /// The median of first cell's time over this cell's: above 1 this one is faster.
  package let ratio: Double
  /// How far the ratio can be trusted.
  package let certainty: Certainty
  /// How many pairs of runs, at least 1.
  package let pairs: Int
  /// Whether it is more than noise; nil when one pair is all there is.
  package let verdict: ComparisonVerdict?
  /// The smallest change that these runs would have shown: 0.03 is 3 %; nil when one pair is all there is.
  package let resolution: Double?

  /// Faster, and by more than noise.
  package var isFaster: Bool { if case .faster = verdict { true } else { false } }
  /// Slower, and by more than noise.
  package var isSlower: Bool { if case .slower = verdict { true } else { false } }
  /// The lower bound of what is known, where there are bounds.
  package var low: Double? {
    switch certainty {
    case .single: nil
    case .range(let low, _), .interval(let low, _): low
    }
  }
  /// The upper bound of what is known, where there are bounds.
  package var high: Double? {
    switch certainty {
    case .single: nil
    case .range(_, let high), .interval(_, let high): high
    }
  }
}

/// A cell's comparison with the first cell.
struct CellComparison {
  let comparability: Comparability
  let speedup: Speedup?

  /// Compares all cells with the first, together, because the more comparisons are made the stricter each must be.
  static func all(_ cells: [CellRecord], seed: UInt64) -> [CellComparison] {
    guard let baseline = cells.first else { return [] }
    let others = cells.dropFirst().map { (comparability: comparability($0, baseline), pairs: pairs($0, baseline)) }
    let candidates = others.map { other in
      other.comparability == .comparable ? Comparison.Candidate.pairs(other.pairs) : .excluded(.differentWork)
    }
    let judged = Comparison.judge(candidates, using: SeededGenerator(seed: seed, stream: resamplingStream))
    let first = CellComparison(comparability: .baseline, speedup: nil)
    return [first]
      + zip(others, judged).map { other, comparison in
        let speedup =
          other.comparability == .comparable ? Speedup(other.pairs, comparison, comparisons: others.count) : nil
        return CellComparison(comparability: other.comparability, speedup: speedup)
      }
  }

  /// A stream of its own, so that resampling never repeats what the runs have drawn.
  private static let resamplingStream: UInt64 = 0x6A75_6467_65  // "judge"

  private static func comparability(_ cell: CellRecord, _ baseline: CellRecord) -> Comparability {
    let own = WorkDigest(cell.runs)
    let other = WorkDigest(baseline.runs)
    if case .different = other { return .unstableWork(inBaseline: true) }
    if case .different = own { return .unstableWork(inBaseline: false) }
    if own != .none, other != .none, own != other { return .unequalWork }
    return pairs(cell, baseline).isEmpty ? .noPairs : .comparable
  }

  /// Repetition i of both cells ran in the same block.
  private static func pairs(_ cell: CellRecord, _ baseline: CellRecord) -> [RunPair] {
    zip(baseline.runs, cell.runs)
      .filter { $0.verdict == .ok && $1.verdict == .ok && $0.elapsed > 0 && $1.elapsed > 0 }
      .filter { $0.exploration == nil && $1.exploration == nil }
      .map { RunPair(baseline: $0.elapsed, cell: $1.elapsed) }
  }
}

extension Speedup {
  fileprivate init?(_ pairs: [RunPair], _ comparison: Comparison, comparisons: Int) {
    guard let first = pairs.first else { return nil }
    self.pairs = pairs.count
    guard let figures = comparison.speedup else {
      ratio = Double(first.baseline) / Double(first.cell)
      certainty = .single
      verdict = nil
      resolution = nil
      return
    }
    ratio = figures.median
    switch figures.bounds {
    case .range: certainty = .range(low: figures.low, high: figures.high)
    case .interval: certainty = .interval(low: figures.low, high: figures.high)
    }
    verdict = comparison.verdict
    resolution = figures.resolution(comparisons: comparisons)
  }
}
