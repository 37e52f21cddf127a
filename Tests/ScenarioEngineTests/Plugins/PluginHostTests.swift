// A plug-in at work: results, batches, many workers, parameters, and pings.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioEngine

@Suite("A plug-in at work", .timeLimit(.minutes(3)))
struct PluginHostTests {
  @Test("gives each task its own result, whoever asks and in whatever order answers come")
  func manyWorkers() throws {
    // Keeps the first answer back until the second is there.
    let plugin = ShellPlugin(
      run: """
        answer="{\\"done\\":[{\\"id\\":$id,\\"result\\":$((task * 2))}]}"
        if [ -n "$kept" ] || [ $id = 1 ]; then echo "$answer"; [ -n "$kept" ] && echo "$kept"; kept=; else kept=$answer; fi
        """)
    let host = try PluginHost.start(plugin.words, strategy: "thread") { $0.batch = 1 }
    #expect(try host.run(task: 100) == 200)
    let results = Guarded<[Int64: Int64]>([:])
    let threads = try (Int64(0)..<8).map { task in
      try NativeThread.start {
        let result = try? host.run(task: task)
        results.with { $0[task] = result }
      }
    }
    for thread in threads { thread.join() }
    #expect(results.with { $0 } == Dictionary(uniqueKeysWithValues: (Int64(0)..<8).map { ($0, 2 * $0) }))
    #expect(host.close().problems == [])
  }

  @Test("is given its parameters with defaults, and what the run is like")
  func start() throws {
    let hello = """
      echo '{"hello":{"version":1,"name":"shell","bound_by":"disk","strategies":["serial"],"parameters":{\
      "limit":{"type":"integer","default":7,"description":"A limit"},\
      "wait":{"type":"duration","default":"1ms","description":"A wait"},\
      "way":{"type":"choice","choices":["up","down"],"default":"up","description":"A way"}}}}'
      """
    let expected =
      #"{"start":{"in_flight":4,"parameters":{"limit":9,"wait":1000000,"way":"up"},"seed":3,"strategy":"serial"}}"#
    let host = try PluginHost.start(
      ShellPlugin(
        hello: hello, start: "[ \"$line\" = '\(expected)' ] && echo '{\"ready\":{}}' || echo '{\"refuse\":\"no\"}'"
      ).words
    ) {
      $0.parameters = ["limit": .integer(9)]
      $0.seed = 3 << 11
    }
    #expect(host.introduction == "plug-in 'shell' says that it is bound by the disk")
    _ = host.close()
    for (parameters, words) in [
      (["limit": ParameterValue.text("x")], "'limit' needs a whole number"),
      (["limits": .integer(1)], "unknown key 'limits'"),
      (["way": .text("left")], "'way'"), (["wait": .integer(5)], "'wait'"),
    ] {
      let said = message { _ = try PluginHost.start(ShellPlugin(hello: hello).words) { $0.parameters = parameters } }
      #expect(said.contains("cannot be given these parameters: ") && said.contains(words), "\(said)")
    }
  }

  @Test("answers pings while it is idle, and its silence before the first is no fault")
  func pings() throws {
    let host = try PluginHost.start(ShellPlugin().words) { $0.limits.quiet = 1_000_000 }
    Clock.sleep(milliseconds: 300)
    #expect(try host.run(task: 4) == 8)
    #expect(host.close().problems == [])
  }

  @Test("a task that was given up does not disturb the next")
  func givenUp() throws {
    let host = try PluginHost.start(ShellPlugin().words)
    let operation = try PluginOperation(host.books, KernelContext(task: 1, input: 1, worker: 0) { false })
    operation.cancel()
    #expect(try host.run(task: 2) == 4)
    #expect(host.close().problems == [])
  }

  @Test("gets everything that was ever put into a message; a property with random answers")
  func answers() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed, stream: 1)
    for _ in 0..<300 {
      var bytes = Array("{\"done\":[{\"id\":1,\"result\":5,\"ns\":7},{\"id\":2,\"error\":\"x\"}]}".utf8)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 32...126, using: &generator)
      }
      // Never a crash: a message, or a mistake in words.
      do {
        _ = try PluginAnswer(bytes)
      } catch {
        #expect(!error.message.isEmpty, "seed \(seed)")
      }
    }
  }
}
