// The source of everything drawn in a run: one seed, any number of independent streams.

/// xoshiro256**, seeded through SplitMix64 by a seed and a stream number.
///
/// Two consumers that must not disturb each other (the order of blocks, the arrivals of a role, the choices of a
/// task) take different streams of the same seed; how much one draws then never changes what the other sees.
/// Thirty-two bytes without references, so it may lie in memory that processes share. One owner at a time.
///
/// Source: Blackman, Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.
@frozen
package struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// The generator of stream `stream` under `seed`. Any values are fine, also zero for both.
  @inlinable
  package init(seed: UInt64, stream: UInt64 = 0) {
    // The stream is mixed before it meets the seed: (1, 2) and (2, 1) must differ, and so must neighbours.
    var words = SplitMix64(seed: SplitMix64.mix(seed &+ 0x9E37_79B9_7F4A_7C15) &+ SplitMix64.mix(~stream))
    self.init(state: (words.next(), words.next(), words.next(), words.next()))
  }

  /// Continues from a known state, which must not be all zeros.
  @inlinable
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    (s0, s1, s2, s3) = state
    // The all-zero state is the one fixed point of the recurrence.
    if s0 | s1 | s2 | s3 == 0 { s0 = 1 }
  }

  /// The next 64 bits.
  @inlinable
  package mutating func next() -> UInt64 {
    let result = SeededGenerator.rotate(s1 &* 5, by: 7) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = SeededGenerator.rotate(s3, by: 45)
    return result
  }

  /// A generator of its own for part `part`, for example a task's from its role's.
  ///
  /// It depends on this generator's present state and on `part`, and leaves this generator as it is.
  @inlinable
  package func split(_ part: UInt64) -> SeededGenerator {
    SeededGenerator(seed: s0 ^ SplitMix64.mix(s1) ^ SplitMix64.mix(s2 &+ SplitMix64.mix(s3)), stream: part)
  }

  @inlinable
  static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}
