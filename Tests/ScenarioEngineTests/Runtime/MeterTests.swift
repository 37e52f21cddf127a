// Counting into histograms that several threads share.
import ScenarioModel
import Synchronization
import Testing

@testable import ScenarioEngine

@Suite("the meter of a kernel")
struct MeterTests {
  @Test("values that many threads record are all counted, in the right histogram")
  func threads() throws {
    let size = 2 * LatencyLayout.wordCount
    let blocks = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: size)
    defer { blocks.deallocate() }
    UnsafeMutableRawPointer(blocks).initializeMemory(as: UInt64.self, repeating: 0, count: size)
    let meter = Meter(blocks: blocks)
    let threads = try (0..<8).map { thread in
      try NativeThread.start {
        for value in 0..<1000 { meter.record(Int64(thread * 1000 + value), as: thread % 2) }
      }
    }
    for thread in threads { thread.join() }
    for measure in 0..<2 {
      var histogram = LatencyHistogram()
      let words = UnsafeMutableRawPointer(blocks).assumingMemoryBound(to: UInt64.self)
      histogram.merge(words + measure * LatencyLayout.wordCount)
      #expect(histogram.count == 4000)
      #expect(histogram.minimum == Int64(measure * 1000))
      #expect(histogram.maximum == Int64(6000 + measure * 1000 + 999))
      #expect(histogram.mean == Double(measure * 1000) + 3499.5)
    }
  }

  @Test("outside of a run nothing is counted")
  func none() { Meter.none.record(1, as: 3) }
}
