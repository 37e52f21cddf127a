// The generators against their reference vectors; streams are independent and reproducible.

import Testing

@testable import ScenarioModel

@Suite struct SeededGeneratorTests {
  @Test("SplitMix64 produces the reference sequence")
  func splitMix() {
    var generator = SplitMix64(seed: 1_234_567)
    let drawn = (0..<5).map { _ in generator.next() }
    #expect(
      drawn == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("xoshiro256** produces the reference sequence from state 1, 2, 3, 4")
  func xoshiro() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let drawn = (0..<6).map { _ in generator.next() }
    #expect(
      drawn == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600])
  }

  @Test("a recorded seed keeps its meaning")
  func recorded() {
    var generator = SeededGenerator(seed: 7, stream: 1)
    #expect(generator.permutation(count: 8) == [7, 0, 3, 1, 4, 2, 5, 6])
    #expect((0..<3).map { _ in generator.exponential(mean: 1e6) } == [141_725, 176_183, 1_782_728])
  }

  @Test("seeds, streams and parts all lead to different sequences")
  func distinct() {
    var firsts: Set<UInt64> = []
    for seed in 0..<20 as Range<UInt64> {
      for stream in 0..<20 as Range<UInt64> {
        let generator = SeededGenerator(seed: seed, stream: stream)
        for var one in [generator, generator.split(0), generator.split(1)] { firsts.insert(one.next()) }
      }
    }
    #expect(firsts.count == 20 * 20 * 3)
  }

  @Test("splitting leaves the generator as it was")
  func splitting() {
    var split = SeededGenerator(seed: 3)
    var plain = split
    _ = split.split(5)
    #expect(split == plain)
    #expect(split.next() == plain.next())
    #expect(split != SeededGenerator(seed: 3))
  }

  @Test("neighbouring streams are uncorrelated")
  func correlation() {
    var a = SeededGenerator(seed: 1, stream: 0)
    var b = SeededGenerator(seed: 1, stream: 1)
    var sum = 0.0
    let count = 4000
    for _ in 0..<count { sum += (a.unit() - 0.5) * (b.unit() - 0.5) * 12 }
    // The correlation of independent numbers has a standard deviation of 1 / sqrt(count); four of them allowed.
    #expect((sum / Double(count)).magnitude < 4 / Double(count).squareRoot())
  }
}
