// The generator that turns one seed into the state of others.

/// SplitMix64: a counter passed through a bijective mix. Every seed is good, also zero.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants of
/// Vigna's public-domain `splitmix64.c`.
@frozen
package struct SplitMix64: RandomNumberGenerator, Equatable, Sendable {
  /// The counter; the next output is a function of it alone.
  package var state: UInt64

  /// Starts at `seed`.
  @inlinable
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  @inlinable
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SplitMix64.mix(state)
  }

  /// The bijection behind `next`: close arguments have unrelated results.
  @inlinable
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
