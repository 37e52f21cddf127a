// Where in a block of words a latency is counted: arithmetic on integers, so that the block may lie in any memory.

/// The bucket layout of HdrHistogram (Gil Tene, hdrhistogram.org) with 128 sub-buckets, for 0 ns to one hour.
///
/// Values below 128 have a bucket each; above, every power of two is divided into 64 equal buckets. A bucket is thus
/// at most 1/64 (1.6 %) as wide as its smallest value. 2,345 buckets and four more words are 18.8 kB per histogram.
///
/// A block is `wordCount` words of `UInt64`, all zero when empty, written by one owner at a time. Blocks of several
/// workers are merged word by word afterwards, by `LatencyHistogram`. After the buckets come the exact sum, the
/// exact maximum, the complement of the exact minimum (zero then means none, and merging is again a maximum), and
/// the number of values that had to be clamped.
@frozen
package enum LatencyLayout {
  /// The logarithm of half the number of sub-buckets: every power of two above them has `2^6` buckets.
  @inlinable package static var halfBits: Int { 6 }
  /// The largest value counted as it is, in ns: one hour. Larger ones are clamped to it.
  @inlinable package static var largest: Int64 { 3_600_000_000_000 }
  /// A bucket's width never exceeds its lowest value times this.
  @inlinable package static var relativeError: Double { 1 / 64 }
  /// The number of buckets, the first words of a block.
  @inlinable package static var bucketCount: Int { 2345 }
  /// The word that holds the sum of all values (clamped ones as clamped), in ns.
  @inlinable package static var sumWord: Int { bucketCount }
  /// The word that holds the largest value.
  @inlinable package static var maximumWord: Int { bucketCount + 1 }
  /// The word that holds `UInt64.max` less the smallest value.
  @inlinable package static var minimumWord: Int { bucketCount + 2 }
  /// The word that counts the clamped values.
  @inlinable package static var clampedWord: Int { bucketCount + 3 }
  /// The number of 64-bit words in a block.
  @inlinable package static var wordCount: Int { bucketCount + 4 }

  /// The bucket of a value within `0 ... largest`.
  @inlinable
  package static func bucket(of value: Int) -> Int {
    // The position of the highest bit, but never below the seven bits that are counted one by one.
    let shift = 63 &- (value | 127).leadingZeroBitCount &- halfBits
    return (shift &<< halfBits) &+ (value &>> shift)
  }

  /// The smallest value that falls into `bucket`.
  @inlinable
  package static func lowest(in bucket: Int) -> Int {
    let shift = max(0, (bucket &>> halfBits) &- 1)
    return (bucket &- (shift &<< halfBits)) &<< shift
  }

  /// The largest value that falls into `bucket`.
  @inlinable
  package static func highest(in bucket: Int) -> Int {
    lowest(in: bucket) &+ (1 &<< max(0, (bucket &>> halfBits) &- 1)) &- 1
  }

  /// Counts one value, in ns, in the block at `words`. A negative value counts as 0, one above an hour as an hour.
  @inlinable
  package static func record(_ value: Int64, into words: UnsafeMutablePointer<UInt64>) {
    let kept = min(max(value, 0), largest)
    if kept != value { words[clampedWord] &+= 1 }
    words[bucket(of: Int(kept))] &+= 1
    let bits = UInt64(bitPattern: kept)
    words[sumWord] &+= bits
    words[maximumWord] = max(words[maximumWord], bits)
    words[minimumWord] = max(words[minimumWord], ~bits)
  }
}
