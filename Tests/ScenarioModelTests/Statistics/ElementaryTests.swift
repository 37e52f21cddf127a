// The elementary functions against published digits and against each other.

import Testing

@testable import ScenarioModel

@Suite struct ElementaryTests {
  private func agree(_ value: Double, _ expected: Double, within ulps: Double = 4) -> Bool {
    (value - expected).magnitude <= ulps * expected.ulp
  }

  @Test(
    "the logarithm agrees with known values",
    arguments: [
      (2.0, 0.6931471805599453), (10, 2.302585092994046), (0.1, -2.3025850929940455),
      (1e-300, -690.7755278982137), (12345.678, 9.421061321291832),
    ])
  func logarithm(x: Double, expected: Double) {
    #expect(agree(Elementary.log(x), expected))
  }

  @Test(
    "the exponential agrees with known values",
    arguments: [
      (1.0, 2.718281828459045), (-1, 0.36787944117144233), (0.5, 1.6487212707001282), (0, 1),
      (700, 1.0142320547350045e+304), (-700, 9.859676543759770e-305),
    ])
  func exponential(x: Double, expected: Double) {
    #expect(agree(Elementary.exp(x), expected))
  }

  @Test(
    "the arc tangent agrees with known values",
    arguments: [
      (1.0, 0.7853981633974483), (-1, -0.7853981633974483), (0.5, 0.4636476090008061), (20, 1.5208379310729538),
      (1e-5, 9.9999999996666666e-06), (0, 0),
    ])
  func arcTangent(x: Double, expected: Double) {
    #expect(agree(Elementary.atan(x), expected))
  }

  @Test("the ends of the domain behave as IEEE 754 asks")
  func ends() {
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(1) == 0)
    #expect(Elementary.exp(1000) == .infinity)
    #expect(Elementary.exp(-1000) == 0)
    #expect(Elementary.exp(.nan).isNaN)
    #expect(Elementary.atan(.infinity) == .pi / 2)
  }

  @Test("the exponential undoes the logarithm")
  func inverse() {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let x = generator.unit() * 1e6 + 1e-9
      let back = Elementary.exp(Elementary.log(x))
      #expect((back - x).magnitude <= 1e-14 * x, "seed \(seed), x \(x), back \(back)")
    }
  }
}
