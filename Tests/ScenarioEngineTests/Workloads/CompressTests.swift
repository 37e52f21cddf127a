// zlib over generated text: what comes back is what went in, and no two executors disagree.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("compress and decompress")
struct CompressTests {
  @Test("texts of any size come back whole", arguments: [1, 2, 1000, 32_768, 32_769, 200_000], [Int32(1), 9])
  func roundTrip(size: Int, level: Int32) throws {
    let text = GeneratedText.bytes(size, seed: 7)
    #expect(text.count == size)
    var compressed = [UInt8](repeating: 0, count: Deflate.bound(size))
    var restored = [UInt8](repeating: 0, count: size)
    try text.withUnsafeBufferPointer { text in
      try compressed.withUnsafeMutableBufferPointer { compressed in
        let packed = try Deflate.compress(text, level: level, into: compressed) {}
        if size > 1000 { #expect(packed < size / 2) }
        let length = try restored.withUnsafeMutableBufferPointer { restored in
          try Deflate.decompress(UnsafeBufferPointer(rebasing: compressed[..<packed]), into: restored) {}
        }
        #expect(length == size)
      }
    }
    #expect(restored == text)
  }

  @Test("text of any length begins as a shorter one does, and is repeated where that is too far back for zlib to see")
  func longText() {
    let period = GeneratedText.period
    let long = GeneratedText.bytes(2 * period + 100)
    #expect(long.count == 2 * period + 100)
    #expect(long[..<5000].elementsEqual(GeneratedText.bytes(5000)))
    #expect(long[period..<2 * period].elementsEqual(long[..<period]))
    #expect(long[(2 * period)...].elementsEqual(long[..<100]))
  }

  @Test("bytes that are damaged or cut short are refused", arguments: [0, 100])
  func damage(position: Int) throws {
    let text = GeneratedText.bytes(10_000)
    var compressed = [UInt8](repeating: 0, count: Deflate.bound(text.count))
    let size = try text.withUnsafeBufferPointer { text in
      try compressed.withUnsafeMutableBufferPointer { try Deflate.compress(text, level: 6, into: $0) {} }
    }
    var restored = [UInt8](repeating: 0, count: text.count)
    var broken = compressed
    broken[position] ^= 0x55
    for input in [Array(broken[..<size]), Array(compressed[..<(size - 1)])] {
      #expect(throws: TaskError.self) {
        try input.withUnsafeBufferPointer { input in
          try restored.withUnsafeMutableBufferPointer { try Deflate.decompress(input, into: $0) {} }
        }
      }
    }
  }

  @Test("the result depends on the task and the level, and not on when it is asked for")
  func results() throws {
    let (fast, _, _) = try compile("compress", ["size": .size(20_000), "level": .integer(1)])
    let (small, _, _) = try compile("compress", ["size": .size(20_000), "level": .integer(9)])
    #expect(try runBlocking(fast, task: 3) == runBlocking(fast, task: 3))
    #expect(try runBlocking(fast, task: 3) != runBlocking(fast, task: 4))
    #expect(try runBlocking(fast, task: 3) != runBlocking(small, task: 3))
    let (back, _, _) = try compile("decompress", ["size": .size(20_000), "level": .integer(1)])
    #expect(try runBlocking(back, task: 1) == runBlocking(back, task: 5))
    #expect(try runBlocking(back, task: 1) != runBlocking(back, task: 2))
  }

  @Test("a run that is over ends it within a slice", arguments: ["compress", "decompress"])
  func stopping(name: String) throws {
    let (program, _, _) = try compile(name, ["size": .size(1_000_000), "level": .integer(6)])
    #expect(throws: Stopped.self) { _ = try runBlocking(program, safepoint: { true }) }
  }
}
