// Where a kernel counts what it measures of itself: histograms in its agent's block of the arena.
import ScenarioModel
import Synchronization

/// Unchecked: it points into the arena, which outlives every kernel, and only adds to atomics there.
package struct Meter: @unchecked Sendable {
  private let blocks: UnsafeMutablePointer<Atomic<UInt64>>?

  /// Counts nothing; for kernels outside of a run.
  package static let none = Meter(blocks: nil)

  /// - Parameter blocks: the first of the kernel's blocks of `LatencyLayout`, one for each measure.
  init(blocks: UnsafeMutablePointer<Atomic<UInt64>>?) { self.blocks = blocks }

  /// Counts a value of a measure. Any thread may call it: event loops have several threads work for one agent.
  ///
  /// - Parameters:
  ///   - value: in the measure's unit, not negative; above 3.6 * 10^12 it counts as that.
  ///   - measure: its position in the descriptor's list.
  package func record(_ value: Int64, as measure: Int) {
    guard let blocks else { return }
    let words = blocks + measure * LatencyLayout.wordCount
    let kept = min(max(value, 0), LatencyLayout.largest)
    if kept != value { words[LatencyLayout.clampedWord].wrappingAdd(1, ordering: .relaxed) }
    words[LatencyLayout.bucket(of: Int(kept))].wrappingAdd(1, ordering: .relaxed)
    let bits = UInt64(bitPattern: kept)
    words[LatencyLayout.sumWord].wrappingAdd(bits, ordering: .relaxed)
    raise(words + LatencyLayout.maximumWord, to: bits)
    raise(words + LatencyLayout.minimumWord, to: ~bits)
  }

  /// By hand, because `Atomic<UInt64>.max` compares as if the numbers had signs (Swift 6.3).
  private func raise(_ word: UnsafeMutablePointer<Atomic<UInt64>>, to bits: UInt64) {
    var old = word.pointee.load(ordering: .relaxed)
    while old < bits {
      let result = word.pointee.weakCompareExchange(expected: old, desired: bits, ordering: .relaxed)
      if result.exchanged { return }
      old = result.original
    }
  }
}
