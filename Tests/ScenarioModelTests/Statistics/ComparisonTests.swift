// Speedups and the verdict on them: known figures, symmetries, and how often the verdict errs.

import Testing

@testable import ScenarioModel

/// A machine with 2 % noise and 8 % of runs slowed down by a fifth up to double, as measured on shared ones.
private struct NoisyMachine {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed, stream: 77) }

  mutating func time(_ nominal: Double) -> Int64 {
    let noise = 1 + 0.02 * generator.normal()
    let slow = generator.unit() < 0.08 ? 1.2 + 0.8 * generator.unit() : 1
    return Int64(nominal * noise * slow)
  }

  /// Blocks of a baseline of 100 ms and a cell `speedup` times as fast.
  mutating func pairs(_ count: Int, speedup: Double) -> [RunPair] {
    (0..<count).map { _ in RunPair(baseline: time(1e8), cell: time(1e8 / speedup)) }
  }
}

extension ComparisonVerdict {
  fileprivate var isDifference: Bool {
    switch self {
    case .faster, .slower: true
    case .noClearDifference, .notComparable: false
    }
  }
}

@Suite struct ComparisonTests {
  private let seed: UInt64 = 42
  private var generator: SeededGenerator { SeededGenerator(seed: seed, stream: 1) }

  private func judge(_ pairs: [RunPair]) throws -> Comparison {
    try #require(Comparison.judge([.pairs(pairs)], using: generator, resamples: 300).first)
  }

  /// The share of `trials` in which a difference is told.
  private func told(_ trials: Int, pairs: Int, speedup: Double) throws -> Double {
    var machine = NoisyMachine(seed: seed &+ UInt64(pairs))
    let found = try (0..<trials).count { _ in
      try judge(machine.pairs(pairs, speedup: speedup)).verdict.isDifference
    }
    return Double(found) / Double(trials)
  }

  @Test("a clear speedup is told with its factor, also from three pairs")
  func clear() throws {
    let pairs = [
      RunPair(baseline: 190, cell: 100), RunPair(baseline: 200, cell: 100), RunPair(baseline: 210, cell: 100),
    ]
    let comparison = try judge(pairs)
    let speedup = try #require(comparison.speedup)
    guard case .faster(let factor) = comparison.verdict else {
      Issue.record("\(comparison.verdict)")
      return
    }
    #expect((factor - 2).magnitude < 1e-12)
    #expect((speedup.low - 1.9).magnitude < 1e-12)
    #expect((speedup.high - 2.1).magnitude < 1e-12)
    #expect(speedup.bounds == .range)
    #expect(speedup.count == 3)
  }

  @Test("a slowdown is told as a factor above 1")
  func slower() throws {
    let verdict = try judge(Array(repeating: RunPair(baseline: 100, cell: 250), count: 6)).verdict
    guard case .slower(let factor) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect((factor - 2.5).magnitude < 1e-12)
  }

  @Test("a difference below one percent is no difference, however regular")
  func tooSmall() throws {
    let comparison = try judge(Array(repeating: RunPair(baseline: 1008, cell: 1000), count: 50))
    #expect(comparison.verdict == .noClearDifference)
    #expect(comparison.adjustedPValue == 0)
    #expect(comparison.speedup?.excludesOne == true)
    #expect(comparison.speedup?.exceedsNoise == false)
  }

  @Test("what cannot be compared says why and does not disturb the others")
  func notComparable() {
    let clear = Comparison.Candidate.pairs(Array(repeating: RunPair(baseline: 200, cell: 100), count: 6))
    let judged = Comparison.judge(
      [.excluded(.differentWork), clear, .pairs([RunPair(baseline: 2, cell: 1)]), .pairs([]), .excluded(.unfinished)],
      using: generator)
    #expect(judged[0].verdict == .notComparable(.differentWork))
    #expect(judged[1].verdict.isDifference)
    #expect(judged[2].verdict == .notComparable(.tooFewPairs(1)))
    #expect(judged[3].verdict == .notComparable(.tooFewPairs(0)))
    #expect(judged[4].verdict == .notComparable(.unfinished))
    #expect(judged[0].speedup == nil && judged[0].adjustedPValue == nil)
  }

  @Test("the order of the blocks does not matter", arguments: 1...10 as ClosedRange<UInt64>)
  func orderInvariance(seed: UInt64) {
    var machine = NoisyMachine(seed: seed)
    let pairs = machine.pairs(2 + Int(seed), speedup: 1.1)
    let shuffled = machine.generator.permutation(count: pairs.count).map { pairs[$0] }
    let one = PairedSpeedup(pairs, using: generator, resamples: 200)
    #expect(one != nil && one == PairedSpeedup(shuffled, using: generator, resamples: 200), "seed \(seed)")
  }

  @Test("exchanging baseline and cell gives the reciprocal", arguments: 2...11 as ClosedRange<UInt64>)
  func reciprocal(seed: UInt64) throws {
    var machine = NoisyMachine(seed: seed)
    let pairs = machine.pairs(Int(seed), speedup: 1.3)
    let one = try #require(PairedSpeedup(pairs, using: generator))
    let swapped = pairs.map { RunPair(baseline: $0.cell, cell: $0.baseline) }
    let other = try #require(PairedSpeedup(swapped, using: generator))
    #expect((one.median * other.median - 1).magnitude < 1e-12, "seed \(seed)")
    #expect((one.pValue - other.pValue).magnitude < 1e-9, "seed \(seed)")
    #expect((one.noise - other.noise).magnitude < 1e-9, "seed \(seed)")
    // The bounds are reciprocal up to the chance of the resamples, which may move them by a rank.
    #expect((one.low * other.high - 1).magnitude < 0.25, "seed \(seed)")
  }

  @Test("equal cells are called different in at most six of a hundred comparisons", arguments: [2, 3, 5, 6, 10])
  func falseAlarms(pairs: Int) throws {
    let share = try told(400, pairs: pairs, speedup: 1)
    #expect(share <= 0.06, "seed \(seed), false alarms \(share)")
  }

  @Test("a table of six equal cells shows any difference in at most six of a hundred cases")
  func familyWise() {
    var machine = NoisyMachine(seed: seed)
    let trials = 100
    let alarms = (0..<trials).count { _ in
      let baseline = (0..<10).map { _ in machine.time(1e8) }
      let cells = (0..<6).map { _ in
        Comparison.Candidate.pairs(baseline.map { RunPair(baseline: $0, cell: machine.time(1e8)) })
      }
      return Comparison.judge(cells, using: generator, resamples: 300).contains { $0.verdict.isDifference }
    }
    #expect(Double(alarms) / Double(trials) <= 0.06, "seed \(seed), \(alarms) alarms")
  }

  @Test(
    "real changes are found as often as documented",
    arguments: [
      (10, 1.05, 0.62), (20, 1.05, 0.9), (10, 1 / 1.05, 0.62), (5, 2.0, 0.9), (6, 2.0, 0.93), (10, 2.0, 0.98),
    ])
  func power(pairs: Int, speedup: Double, atLeast: Double) throws {
    let share = try told(300, pairs: pairs, speedup: speedup)
    #expect(share >= atLeast, "seed \(seed), found \(share)")
  }

  @Test("a drifting machine misleads runs in sequence and not runs in blocks")
  func drift() throws {
    var machine = NoisyMachine(seed: seed)
    let count = 10
    var inSequence = 0
    var inBlocks = 0
    for _ in 0..<200 {
      // Twenty equal runs while the machine slows down by 6 %: paired as they lie, or first half with second half.
      let times = (0..<2 * count).map { machine.time(1e8 * (1 + 0.06 * Double($0) / Double(2 * count))) }
      let blocks = (0..<count).map { index -> RunPair in
        let flipped = machine.generator.below(2) == 0
        return RunPair(baseline: times[2 * index + (flipped ? 1 : 0)], cell: times[2 * index + (flipped ? 0 : 1)])
      }
      let sequence = (0..<count).map { RunPair(baseline: times[$0], cell: times[$0 + count]) }
      if try judge(blocks).verdict.isDifference { inBlocks += 1 }
      if try judge(sequence).verdict.isDifference { inSequence += 1 }
    }
    #expect(inBlocks <= 12, "seed \(seed)")
    #expect(inSequence >= 40, "seed \(seed)")
  }

  @Test("the interval covers the true speedup as often as it says", arguments: [6, 10, 25])
  func coverage(pairs: Int) throws {
    var machine = NoisyMachine(seed: seed &+ UInt64(pairs))
    let trials = 400
    let covered = try (0..<trials).count { _ in
      let speedup = try #require(
        PairedSpeedup(machine.pairs(pairs, speedup: 1.5), using: machine.generator, resamples: 300))
      return speedup.low <= 1.5 && 1.5 <= speedup.high
    }
    let share = Double(covered) / Double(trials)
    #expect((0.93...0.99).contains(share), "seed \(seed), covered \(share)")
  }

  @Test("a change under the resolution does not show, one of twice its size mostly does")
  func resolution() throws {
    var machine = NoisyMachine(seed: seed)
    var sizes: [Double] = []
    for _ in 0..<100 {
      let equal = try #require(PairedSpeedup(machine.pairs(10, speedup: 1), using: generator, resamples: 300))
      sizes.append(equal.resolution())
      #expect(equal.resolution(comparisons: 6) >= equal.resolution())
    }
    let typical = Quantile.median(sorted: sizes.sorted())
    #expect((0.01...0.1).contains(typical), "seed \(seed), typically \(typical)")
    #expect(try told(200, pairs: 10, speedup: 1 + typical / 2) < 0.25, "seed \(seed), typically \(typical)")
    #expect(try told(200, pairs: 10, speedup: 1 + 2 * typical) > 0.7, "seed \(seed), typically \(typical)")
  }
}
