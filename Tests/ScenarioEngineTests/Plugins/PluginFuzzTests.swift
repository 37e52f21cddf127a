// Whatever bytes a plug-in writes, in whatever pieces, the reader finds the lines in them or says what is wrong.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("What a plug-in writes at random", .timeLimit(.minutes(3)))
struct PluginFuzzTests {
  private let seed = UInt64.random(in: 0...UInt64.max)

  /// All lines of a program that shows a file in pieces of random sizes.
  private func lines(showing file: String, _ generator: inout SeededGenerator) throws -> [[UInt8]] {
    let size = Int.random(in: 1...100_000, using: &generator)
    let process = try LineProcess(["dd", "if=\(file)", "bs=\(size)", "status=none"], guardian: nil)
    defer { _ = process.finish(grace: 0) }
    var lines: [[UInt8]] = []
    while true {
      let isOpen = process.isOpen
      while let line = process.takeLine() { lines.append(line) }
      if !isOpen { return lines }
      process.receive(until: Clock.now() + 1_000_000_000)
    }
  }

  /// What the reader should make of it: cut at line ends, and where a line is too long.
  private func expected(_ bytes: [UInt8]) -> [[UInt8]] {
    let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    return bytes.last == 0x0A || bytes.isEmpty ? parts.dropLast().map(Array.init) : parts.map(Array.init)
  }

  @Test("is cut into its lines, wherever the pipe cuts it")
  func cutting() throws {
    var generator = SeededGenerator(seed: seed, stream: 1)
    let folder = try TemporaryFolder()
    for round in 0..<20 {
      let length = Int.random(in: 0...200_000, using: &generator)
      // Line ends are frequent in some rounds and rare in others.
      let last = UInt8.random(in: 11...255, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 10...last, using: &generator) }
      let file = try folder.write("bytes", bytes: bytes)
      let found = try lines(showing: file, &generator)
      #expect(found == expected(bytes), "round \(round), seed \(seed)")
    }
  }

  @Test("is cut off where a line does not end, so that no memory is used up")
  func tooLong() throws {
    var generator = SeededGenerator(seed: seed, stream: 2)
    let folder = try TemporaryFolder()
    let length = 5 << 20
    let file = try folder.write("bytes", bytes: [UInt8](repeating: 0x78, count: length))
    let found = try lines(showing: file, &generator)
    #expect(found.reduce(0) { $0 + $1.count } <= length, "seed \(seed)")
    // What is read at once may still be added to a line that was short enough before.
    #expect(found.allSatisfy { $0.count <= LineProcess.longestLine + 65_536 }, "seed \(seed)")
  }

  @Test("is an answer or a mistake in words, be it random, cut short, joined or deep")
  func parsing() throws {
    var generator = SeededGenerator(seed: seed, stream: 3)
    let messages = [
      #"{"done":[{"id":1,"result":5,"ns":7},{"id":2,"error":"x"}]}"#, #"{"pong":3}"#, #"{"ready":{}}"#,
      #"{"hello":{"version":1,"name":"x","bound_by":"cpu","strategies":["serial"]}}"#, #"{"refuse":"no"}"#,
    ].map { Array($0.utf8) }
    for _ in 0..<2000 {
      var bytes = messages[Int.random(in: 0..<messages.count, using: &generator)]
      switch Int.random(in: 0..<5, using: &generator) {
      case 0:
        bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
        }
      case 1: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
      case 2: bytes += messages[Int.random(in: 0..<messages.count, using: &generator)]
      case 3:
        bytes.insert(
          UInt8.random(in: 0...255, using: &generator), at: Int.random(in: 0...bytes.count, using: &generator))
      default: bytes = [UInt8](repeating: 0x5B, count: Int.random(in: 0...100_000, using: &generator)) + bytes
      }
      do {
        _ = try PluginAnswer(bytes)
      } catch {
        // One line that can be shown, however long the other was.
        #expect(!error.message.isEmpty && error.message.utf8.count < 1000, "seed \(seed)")
        #expect(!error.message.contains("\n"), "seed \(seed)")
      }
    }
  }

  @Test("ends a run with a reason and leaves no task waiting")
  func running() throws {
    var generator = SeededGenerator(seed: seed, stream: 4)
    let folder = try TemporaryFolder()
    for round in 0..<12 {
      let length = Int.random(in: 1...3000, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let file = try folder.write("bytes", bytes: bytes)
      let host = try PluginHost.start(ShellPlugin(run: "cat '\(file)'; exit 0").words)
      let said = message { _ = try host.run(task: 7) }
      #expect(said.contains("plug-in 'shell' ") && said.contains("task 7"), "round \(round), seed \(seed): \(said)")
      _ = host.close()
    }
  }
}
