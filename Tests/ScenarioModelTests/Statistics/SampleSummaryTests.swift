// Medians, spreads, intervals and outliers of durations.

import Testing

@testable import ScenarioModel

@Suite struct SampleSummaryTests {
  @Test("the figures of ten samples are those worked out by hand")
  func worked() throws {
    let summary = try #require(SampleSummary([10, 12, 11, 13, 9, 14, 8, 15, 7, 100]))
    #expect(summary.count == 10)
    #expect(summary.median == 11)  // between 11 and 12, rounded down
    #expect(summary.deviation == 2)  // distances 0 1 1 2 2 3 3 4 4 89: between 2 and 3, rounded down
    #expect(summary.minimum == 7)
    #expect(summary.maximum == 100)
    #expect(summary.interval?.rank == 2)
    #expect(summary.bounds == 8...15)
    #expect(summary.outliers.count == 1)
    #expect(summary.outliers.above == 1)
  }

  @Test("below six samples there is a range and no interval", arguments: 1...5)
  func few(count: Int) throws {
    let summary = try #require(SampleSummary((1...Int64(count)).map { $0 * 10 }))
    #expect(summary.interval == nil)
    #expect(summary.bounds == 10...Int64(count) * 10)
  }

  @Test("no samples have no summary")
  func none() {
    #expect(SampleSummary([]) == nil)
  }

  @Test(
    "ranks and confidence are those of the binomial distribution",
    arguments: [
      (6, 1, 0.96875), (7, 1, 0.984375), (9, 2, 0.9609375), (10, 2, 0.978515625), (15, 4, 0.96484375),
      (25, 8, 0.956714), (100, 40, 0.964800), (2000, 956, 0.953447),
    ])
  func ranks(count: Int, rank: Int, confidence: Double) throws {
    let found = try #require(MedianInterval.rank(count: count))
    #expect(found.rank == rank)
    #expect((found.confidence - confidence).magnitude < 1e-6)
  }

  @Test("five samples admit no interval at 95 %")
  func five() {
    #expect(MedianInterval.rank(count: 5) == nil)
    #expect(MedianInterval.rank(count: 0) == nil)
  }

  @Test("the order of the samples does not matter", arguments: 1...20 as ClosedRange<UInt64>)
  func orderInvariance(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let samples = (0..<Int(1 + generator.below(30))).map { _ in generator.exponential(mean: 1e6) }
    let shuffled = generator.permutation(count: samples.count).map { samples[$0] }
    #expect(SampleSummary(samples) == SampleSummary(shuffled), "seed \(seed)")
  }

  @Test("adding a constant moves the figures and leaves the spread", arguments: 1...10 as ClosedRange<UInt64>)
  func shift(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let samples = (0..<12).map { _ in generator.lognormal(median: 1e6, sigma: 1) }
    let plain = try #require(SampleSummary(samples))
    let moved = try #require(SampleSummary(samples.map { $0 + 1_000_000_000 }))
    #expect(moved.median == plain.median + 1_000_000_000, "seed \(seed)")
    #expect(moved.deviation == plain.deviation, "seed \(seed)")
    #expect(moved.outliers.count == plain.outliers.count, "seed \(seed)")
  }

  @Test("the interval covers the true median as often as it says", arguments: [6, 10, 25])
  func coverage(count: Int) throws {
    let seed: UInt64 = 2024
    var generator = SeededGenerator(seed: seed, stream: UInt64(count))
    let trials = 2000
    var covered = 0
    for _ in 0..<trials {
      let samples = (0..<count).map { _ in generator.exponential(mean: 1e9) }.sorted()
      let interval = try #require(MedianInterval(sorted: samples))
      if (interval.low...interval.high).contains(693_147_181) { covered += 1 }
    }
    let share = Double(covered) / Double(trials)
    let promised = try #require(MedianInterval.rank(count: count)).confidence
    #expect((0.93...0.99).contains(share), "seed \(seed), covered \(share)")
    // Four standard errors around the exact confidence.
    let allowed = 4 * (promised * (1 - promised) / Double(trials)).squareRoot()
    #expect((share - promised).magnitude < allowed, "seed \(seed), covered \(share), promised \(promised)")
  }

  @Test("equal samples have no spread and no outliers")
  func equal() throws {
    let summary = try #require(SampleSummary(Array(repeating: 5, count: 2000)))
    #expect(summary.deviation == 0)
    #expect(summary.outliers.count == 0)
    #expect(summary.bounds == 5...5)
  }

  @Test("outliers are counted on both sides and kept in the figures")
  func outliers() throws {
    let summary = try #require(SampleSummary([0, 50, 51, 52, 53, 54, 55, 56, 57, 200, 300]))
    #expect(summary.outliers.below == 1)
    #expect(summary.outliers.above == 2)
    #expect(summary.minimum == 0)
    #expect(summary.maximum == 300)
  }
}
