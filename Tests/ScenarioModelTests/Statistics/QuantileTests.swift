// Both definitions of a quantile against values worked out by hand.

import Testing

@testable import ScenarioModel

@Suite struct QuantileTests {
  @Test(
    "type 7 interpolates as R's quantile() does",
    arguments: [(0.25, 3.25), (0.75, 7.75), (0.9, 9.1), (0, 1), (1, 10)])
  func type7(p: Double, expected: Double) {
    #expect((Quantile.type7(sorted: (1...10).map(Double.init), p) - expected).magnitude < 1e-12)
  }

  @Test("type 7 of one sample is that sample")
  func single() {
    #expect(Quantile.type7(sorted: [4], 0.3) == 4)
  }

  @Test(
    "nearest rank counts whole samples",
    arguments: [(1000, 0.999, 999), (1000, 0.5, 500), (1001, 0.5, 501), (10, 0.99, 10), (1, 0.5, 1), (10, 0, 1)])
  func nearestRank(count: Int, p: Double, expected: Int) {
    #expect(Quantile.nearestRank(count: count, p) == expected)
  }

  @Test("the median is the middle sample or the midpoint of the middle two")
  func median() {
    #expect(Quantile.median(sorted: [3] as [Int64]) == 3)
    #expect(Quantile.median(sorted: [1, 4] as [Int64]) == 2)
    #expect(Quantile.median(sorted: [1, 4, 9] as [Int64]) == 4)
    #expect(Quantile.median(sorted: [1, 4] as [Double]) == 2.5)
  }
}
