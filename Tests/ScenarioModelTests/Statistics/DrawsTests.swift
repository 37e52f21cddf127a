// Drawn values follow their distributions and stay within their bounds.

import Testing

@testable import ScenarioModel

@Suite struct DrawsTests {
  private let count = 4000

  private func mean(seed: UInt64, _ draw: (inout SeededGenerator) -> Double) -> Double {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).reduce(0) { sum, _ in sum + draw(&generator) } / Double(count)
  }

  /// Whether `value` lies within four standard errors of `expected`.
  private func near(_ value: Double, _ expected: Double, deviation: Double) -> Bool {
    (value - expected).magnitude < 4 * deviation / Double(count).squareRoot()
  }

  @Test("uniform durations reach both ends and average their middle", arguments: [1, 2, 3] as [UInt64])
  func uniform(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let drawn = (0..<count).map { _ in generator.uniform(10, 19) }
    #expect(Set(drawn) == Set(10...19), "seed \(seed)")
    #expect(near(Double(drawn.reduce(0, +)) / Double(count), 14.5, deviation: 2.87), "seed \(seed)")
    #expect(generator.uniform(5, 5) == 5)
    _ = generator.uniform(.min, .max)
  }

  @Test("exponential durations have their mean and a median of ln 2 of it", arguments: [1, 2, 3] as [UInt64])
  func exponential(seed: UInt64) {
    #expect(near(mean(seed: seed) { Double($0.exponential(mean: 1e6)) }, 1e6, deviation: 1e6), "seed \(seed)")
    #expect(near(mean(seed: seed) { $0.exponential(mean: 1e6) < 693_147 ? 1 : 0 }, 0.5, deviation: 0.5), "seed \(seed)")
  }

  @Test("lognormal durations have their median and mean", arguments: [1, 2, 3] as [UInt64])
  func lognormal(seed: UInt64) {
    let below = mean(seed: seed) { $0.lognormal(median: 1e6, sigma: 0.5) < 1_000_000 ? 1 : 0 }
    #expect(near(below, 0.5, deviation: 0.5), "seed \(seed)")
    let average = mean(seed: seed) { Double($0.lognormal(median: 1e6, sigma: 0.5)) }
    #expect(near(average, 1e6 * Elementary.exp(0.125), deviation: 0.61e6), "seed \(seed)")
  }

  @Test("Poisson arrivals come at their rate")
  func poisson() {
    #expect(near(mean(seed: 4) { Double($0.poissonGap(perSecond: 200)) }, 5e6, deviation: 5e6))
  }

  @Test("the number of Poisson arrivals in a window has a variance equal to its mean")
  func poissonDispersion() {
    var generator = SeededGenerator(seed: 9)
    var counts: [Double] = []
    for _ in 0..<1000 {
      var arrivals = 0.0
      var time: Int64 = generator.poissonGap(perSecond: 10)
      while time < 1_000_000_000 {
        arrivals += 1
        time += generator.poissonGap(perSecond: 10)
      }
      counts.append(arrivals)
    }
    let average = counts.reduce(0, +) / 1000
    let variance = counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 999
    // The ratio's standard error is sqrt(2 / 999) = 0.045.
    #expect((variance / average - 1).magnitude < 0.18)
  }

  @Test("draws without a sensible parameter are defined")
  func degenerate() {
    var generator = SeededGenerator(seed: 1)
    #expect(generator.exponential(mean: 0) == 0)
    #expect(generator.exponential(mean: -5) == 0)
    #expect(generator.lognormal(median: 0, sigma: 1) == 0)
    #expect(generator.lognormal(median: 500, sigma: 0) == 500)
    #expect(generator.poissonGap(perSecond: 0) == .max)
    #expect(generator.lognormal(median: 1e300, sigma: 0) == .max)
  }

  @Test("every order of three is equally likely")
  func permutations() {
    var generator = SeededGenerator(seed: 12)
    var seen: [[Int]: Int] = [:]
    for _ in 0..<6000 { seen[generator.permutation(count: 3), default: 0] += 1 }
    #expect(seen.count == 6)
    // Expected 1,000 each with a standard deviation of 29.
    for (order, times) in seen { #expect((880...1120).contains(times), "\(order) came \(times) times") }
    #expect(generator.permutation(count: 0) == [])
    #expect(generator.permutation(count: 50).sorted() == Array(0..<50))
  }

  @Test("bounded integers have no bias for a bound that does not divide the range")
  func bounded() {
    // Reducing 64 random bits modulo this bound would make the lower third twice as likely as the rest.
    let bound: UInt64 = (1 << 63) + (1 << 62)
    let high = mean(seed: 6) { $0.below(bound) >= bound / 2 ? 1 : 0 }
    #expect(near(high, 0.5, deviation: 0.5))
  }
}
