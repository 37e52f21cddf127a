// The layout's arithmetic holds for every bucket, and the histogram's answers stay within the stated error.

import Testing

@testable import ScenarioModel

@Suite struct LatencyLayoutTests {
  @Test("buckets tile the whole range without gaps or overlaps")
  func tiling() {
    var next = 0
    for bucket in 0..<LatencyLayout.bucketCount {
      let lowest = LatencyLayout.lowest(in: bucket)
      let highest = LatencyLayout.highest(in: bucket)
      #expect(lowest == next)
      #expect(highest >= lowest)
      #expect(LatencyLayout.bucket(of: lowest) == bucket)
      #expect(LatencyLayout.bucket(of: highest) == bucket)
      #expect(Double(highest - lowest) <= Double(lowest) * LatencyLayout.relativeError)
      next = highest + 1
    }
    #expect(LatencyLayout.bucket(of: Int(LatencyLayout.largest)) == LatencyLayout.bucketCount - 1)
  }

  @Test("small values have a bucket each")
  func small() {
    for value in 0..<128 { #expect(LatencyLayout.bucket(of: value) == value) }
    #expect(LatencyLayout.bucket(of: 128) == LatencyLayout.bucket(of: 129))
    #expect(LatencyLayout.bucket(of: 129) != LatencyLayout.bucket(of: 130))
  }

  @Test("a worker's block fits into 20 kB")
  func size() {
    #expect(LatencyLayout.wordCount * 8 <= 20_000)
  }
}

@Suite struct LatencyHistogramTests {
  private let asked = [0.0, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0]

  @Test("an empty histogram answers nothing")
  func empty() {
    let histogram = LatencyHistogram()
    #expect(histogram.count == 0)
    #expect(histogram.quantile(0.5) == nil)
    #expect(histogram.mean == nil)
    #expect(histogram.minimum == nil)
    #expect(histogram.maximum == nil)
    #expect(histogram.percentiles == nil)
  }

  @Test("quantiles lie at most 1/64 above the sample of their rank", arguments: 1...10 as ClosedRange<UInt64>)
  func error(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let samples = (0..<(1 + Int(generator.below(1500)))).map { _ in generator.lognormal(median: 1e6, sigma: 4) }
    var histogram = LatencyHistogram()
    for sample in samples { histogram.record(sample) }
    let sorted = samples.sorted()
    for p in asked {
      let exact = sorted[Quantile.nearestRank(count: sorted.count, p) - 1]
      let answer = try #require(histogram.quantile(p))
      let within = exact...exact + Int64(Double(exact) * LatencyLayout.relativeError)
      #expect(within.contains(answer), "seed \(seed), p \(p), exact \(exact), answer \(answer)")
    }
    #expect(histogram.maximum == sorted.last, "seed \(seed)")
    #expect(histogram.minimum == sorted.first, "seed \(seed)")
    let mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
    #expect((try #require(histogram.mean) - mean).magnitude <= 1e-9 * mean, "seed \(seed)")
  }

  @Test("blocks of several workers merge into what one would have counted", arguments: 1...5 as ClosedRange<UInt64>)
  func merging(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let blocks = UnsafeMutablePointer<UInt64>.allocate(capacity: 3 * LatencyLayout.wordCount)
    defer { blocks.deallocate() }
    blocks.initialize(repeating: 0, count: 3 * LatencyLayout.wordCount)
    var whole = LatencyHistogram()
    for index in 0..<300 {
      let sample = generator.exponential(mean: 1e12)
      whole.record(sample)
      // The third worker counts nothing: an empty block must not disturb the minimum.
      LatencyLayout.record(sample, into: blocks + (index % 2) * LatencyLayout.wordCount)
    }
    var merged = LatencyHistogram()
    for worker in [2, 1, 0] { merged.merge(blocks + worker * LatencyLayout.wordCount) }
    #expect(merged == whole, "seed \(seed)")
    var twice = whole
    twice.merge(merged)
    #expect(twice.count == 600, "seed \(seed)")
    #expect(twice.quantile(0.5) == whole.quantile(0.5), "seed \(seed)")
  }

  @Test("values out of range are clamped and counted as such")
  func clamping() {
    var histogram = LatencyHistogram()
    for value in [-5, 0, 7, LatencyLayout.largest, LatencyLayout.largest + 1, .max] { histogram.record(value) }
    #expect(histogram.count == 6)
    #expect(histogram.clamped == 3)
    #expect(histogram.minimum == 0)
    #expect(histogram.maximum == LatencyLayout.largest)
    #expect(histogram.quantile(1) == LatencyLayout.largest)
  }

  @Test("percentiles of 1 to 1,000 are the nearest ranks within a bucket")
  func percentiles() throws {
    var histogram = LatencyHistogram()
    for value in 1...1000 as ClosedRange<Int64> { histogram.record(value) }
    let percentiles = try #require(histogram.percentiles)
    #expect(percentiles.p50 == 503)  // 500 shares the bucket 500 ... 503
    #expect(percentiles.p90 == 903)  // 900 ... 903
    #expect(percentiles.p95 == 951)  // 944 ... 951 holds 950: buckets are 8 wide from 512
    #expect(percentiles.p99 == 991)  // 984 ... 991
    #expect(percentiles.p999 == 999)  // 992 ... 999
    #expect(percentiles.maximum == 1000)
    #expect(histogram.mean == 500.5)
  }
}
