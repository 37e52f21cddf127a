// Shares of runs with their intervals, and what "none" proves.

import Testing

@testable import ScenarioModel

@Suite struct ProportionTests {
  @Test(
    "Wilson's interval agrees with reference values",
    arguments: [
      (37, 200, 0.137302, 0.244571), (0, 200, 0, 0.018845), (1, 1, 0.206549, 1), (5, 10, 0.236593, 0.763407),
    ])
  func wilson(hits: Int, total: Int, low: Double, high: Double) throws {
    let proportion = try #require(Proportion(hits, of: total))
    #expect((proportion.low - low).magnitude < 1e-6)
    #expect((proportion.high - high).magnitude < 1e-6)
  }

  @Test("nothing in 200 runs leaves room for 1.5 %")
  func none() throws {
    let bound = try #require(Proportion(0, of: 200)?.boundIfNone)
    #expect((bound - 0.014867).magnitude < 1e-6)
    #expect(Proportion(1, of: 200)?.boundIfNone == nil)
  }

  @Test("contradictory numbers have no proportion")
  func impossible() {
    #expect(Proportion(0, of: 0) == nil)
    #expect(Proportion(3, of: 2) == nil)
    #expect(Proportion(-1, of: 2) == nil)
  }

  @Test("hits and misses mirror each other, and the share lies within", arguments: [1, 7, 50, 1000])
  func mirror(total: Int) throws {
    for hits in stride(from: 0, through: total, by: max(1, total / 20)) {
      let one = try #require(Proportion(hits, of: total))
      let other = try #require(Proportion(total - hits, of: total))
      #expect((one.low - (1 - other.high)).magnitude < 1e-12)
      #expect(0 <= one.low && one.low <= one.share && one.share <= one.high && one.high <= 1)
    }
  }

  @Test("the interval covers the true rate about as often as it says", arguments: [0.05, 0.2, 0.5])
  func coverage(rate: Double) throws {
    // Exactly, over all outcomes of 100 runs, weighted by the binomial distribution.
    let total = 100
    var covered = 0.0
    var weight = Elementary.exp(Double(total) * Elementary.log(1 - rate))
    for hits in 0...total {
      let proportion = try #require(Proportion(hits, of: total))
      if proportion.low <= rate && rate <= proportion.high { covered += weight }
      weight *= Double(total - hits) / Double(hits + 1) * rate / (1 - rate)
    }
    #expect((0.93...0.99).contains(covered), "covered \(covered)")
  }
}
