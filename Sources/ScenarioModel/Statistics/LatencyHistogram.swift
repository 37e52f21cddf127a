// Latencies counted in constant memory: merged from workers after a run, asked for quantiles.

/// A latency histogram as a value; the hot path counts into raw blocks of `LatencyLayout` instead.
///
/// Every question is answered with nil while nothing was counted: no figure stands for "no sample".
package struct LatencyHistogram: Equatable, Sendable {
  /// One block of `LatencyLayout`.
  private var words: [UInt64]

  /// An empty histogram.
  package init() {
    words = Array(repeating: 0, count: LatencyLayout.wordCount)
  }

  /// Counts one latency, in ns.
  package mutating func record(_ value: Int64) {
    words.withUnsafeMutableBufferPointer { LatencyLayout.record(value, into: $0.baseAddress!) }
  }

  /// Adds a worker's block of `LatencyLayout.wordCount` words, which its owner no longer writes.
  package mutating func merge(_ block: UnsafePointer<UInt64>) {
    for index in words.indices {
      switch index {
      case LatencyLayout.maximumWord, LatencyLayout.minimumWord: words[index] = max(words[index], block[index])
      default: words[index] &+= block[index]
      }
    }
  }

  /// Adds all that `other` has counted.
  package mutating func merge(_ other: LatencyHistogram) {
    other.words.withUnsafeBufferPointer { merge($0.baseAddress!) }
  }

  /// How many latencies were counted.
  package var count: UInt64 {
    words[..<LatencyLayout.bucketCount].reduce(0, &+)
  }

  /// How many of them were negative or above an hour and were counted as 0 or as an hour.
  package var clamped: UInt64 { words[LatencyLayout.clampedWord] }

  /// The exact smallest latency, in ns.
  package var minimum: Int64? {
    count == 0 ? nil : Int64(bitPattern: ~words[LatencyLayout.minimumWord])
  }

  /// The exact largest latency, in ns.
  package var maximum: Int64? {
    count == 0 ? nil : Int64(bitPattern: words[LatencyLayout.maximumWord])
  }

  /// The exact sum of all, in ns.
  package var sum: Int64 { Int64(bitPattern: words[LatencyLayout.sumWord]) }

  /// The exact mean, in ns.
  package var mean: Double? {
    let total = count
    return total == 0 ? nil : Double(words[LatencyLayout.sumWord]) / Double(total)
  }

  /// The quantile `p` by nearest rank, in ns: the largest value of the bucket that holds the sample of rank
  /// `ceil(p n)`, so never below that sample and at most 1/64 above it, and never above the maximum.
  ///
  /// - Parameter p: within `0 ... 1`; 0.5 is the median, 1 the exact maximum.
  package func quantile(_ p: Double) -> Int64? {
    let total = count
    guard total > 0, let maximum else { return nil }
    let rank = UInt64(Quantile.nearestRank(count: Int(clamping: total), p))
    var seen: UInt64 = 0
    for bucket in 0..<LatencyLayout.bucketCount {
      seen &+= words[bucket]
      if seen >= rank { return min(Int64(LatencyLayout.highest(in: bucket)), maximum) }
    }
    return maximum
  }

  /// The percentiles that reports show; nil when nothing was counted.
  package var percentiles: LatencyPercentiles? {
    guard let p50 = quantile(0.5), let p90 = quantile(0.9), let p95 = quantile(0.95), let p99 = quantile(0.99),
      let p999 = quantile(0.999), let maximum
    else { return nil }
    return LatencyPercentiles(p50: p50, p90: p90, p95: p95, p99: p99, p999: p999, maximum: maximum)
  }
}

/// The percentiles of a latency histogram, in ns, as `LatencyHistogram.quantile` defines them.
package struct LatencyPercentiles: Equatable, Sendable {
  /// The median.
  package let p50: Int64
  /// Nine of ten tasks took no longer.
  package let p90: Int64
  /// 95 of 100 tasks took no longer.
  package let p95: Int64
  /// 99 of 100 tasks took no longer.
  package let p99: Int64
  /// 999 of 1,000 tasks took no longer.
  package let p999: Int64
  /// The exact largest latency.
  package let maximum: Int64
}
