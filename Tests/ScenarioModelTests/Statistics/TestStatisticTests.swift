// Student's t, the trimmed test, Holm's correction, the noise band and the bootstrap against reference values.

import Testing

@testable import ScenarioModel

@Suite struct TestStatisticTests {
  @Test(
    "tail probabilities of Student's t agree with SciPy",
    arguments: [
      (2.0, 1, 0.2951672353008665), (2, 2, 0.18350341907227397), (2, 3, 0.13932596855884305),
      (2.5, 5, 0.05449009934237626), (3, 10, 0.01334365502256957), (-1.5, 29, 0.14442369604038574), (0, 4, 1),
    ])
  func tails(t: Double, freedom: Int, expected: Double) {
    #expect((StudentT.twoSided(t, freedom: freedom) - expected).magnitude < 1e-13)
  }

  @Test(
    "critical values of Student's t agree with SciPy",
    arguments: [
      (0.05, 1, 12.706204736174705), (0.05, 5, 2.5705818356363155), (0.05 / 6, 5, 4.2193091158834255),
      (0.05, 199, 1.9719565442517537),
    ])
  func critical(alpha: Double, freedom: Int, expected: Double) {
    #expect((StudentT.critical(alpha, freedom: freedom) - expected).magnitude < 1e-9 * expected)
  }

  @Test("the trimmed test agrees with SciPy's ttest_ind(trim: 0.2)")
  func trimmed() throws {
    let sorted = [0.01, 0.03, 0.05, 0.04, 0.06, 0.02, 0.05, 0.30, 0.045, -0.2].sorted()
    let test = try #require(TrimmedTest(sorted: sorted))
    #expect((test.mean - 0.03916666666666666).magnitude < 1e-15)
    #expect((test.standardError - 0.007444237144709099).magnitude < 1e-15)
    #expect(test.freedom == 5)
    #expect((test.pValue - 0.0032952233197883255).magnitude < 1e-12)
    #expect((test.threshold(alpha: test.pValue) - test.mean).magnitude < 1e-9)
  }

  @Test("differences without spread are certain, no differences are none")
  func degenerate() {
    #expect(TrimmedTest(sorted: [0.5, 0.5, 0.5])?.pValue == 0)
    #expect(TrimmedTest(sorted: [0, 0, 0])?.pValue == 1)
    #expect(TrimmedTest(sorted: [0.5]) == nil)
    #expect(TrimmedTest(sorted: []) == nil)
  }

  @Test("Holm's adjustment is that of R's p.adjust()")
  func holm() {
    let adjusted = Holm.adjust([0.01, 0.04, 0.03, 0.005])
    for (found, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect((found - expected).magnitude < 1e-15)
    }
    #expect(Holm.adjust([0.9, 0.8]) == [1, 1])
    #expect(Holm.adjust([0.02]) == [0.02])
    #expect(Holm.adjust([]) == [])
  }

  @Test("the noise band is one run's deviation, never under one percent")
  func noiseBand() {
    let sorted = [0.01, 0.03, 0.05, 0.04, 0.06, 0.02, 0.05, 0.30, 0.045, -0.2].sorted()
    #expect((NoiseBand.halfWidth(sortedLogRatios: sorted) - 0.01709276924653003).magnitude < 1e-12)
    #expect(NoiseBand.halfWidth(sortedLogRatios: [0.1, 0.1, 0.1]) == 0.01)
  }

  @Test(
    "the bootstrap's tails are Hesterberg's",
    arguments: [(6, 0.0024), (10, 0.0086), (20, 0.0159), (30, 0.0188)])
  func tail(count: Int, expected: Double) {
    #expect((Bootstrap.tail(count: count) - expected).magnitude < 5.1e-5)
  }

  @Test("the normal distribution leaves 2.5 % beyond 1.96")
  func normal() {
    #expect((Bootstrap.normalTail(1.959963984540054) - 0.025).magnitude < 1e-12)
    #expect(Bootstrap.normalTail(0) == 0.5)
    #expect(Bootstrap.normalTail(9) < 1e-12)
  }

  @Test("the bootstrap of equal samples is that sample, and its bounds are samples or their midpoints")
  func bootstrap() {
    var generator = SeededGenerator(seed: 1)
    let equal = Bootstrap.medianInterval(sorted: Array(repeating: 3, count: 7), resamples: 50, using: &generator)
    #expect(equal == (3, 3))
    let spread = Bootstrap.medianInterval(
      sorted: (0..<21).map(Double.init), resamples: 2000, using: &generator)
    // The order-statistic interval of 21 samples is 5 ... 15; the bootstrap must come close to it.
    #expect((4...6).contains(spread.low) && (14...16).contains(spread.high))
  }
}
