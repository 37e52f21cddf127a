// Every way in which a plug-in can go wrong is told precisely, and keeps nobody waiting.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("A plug-in that", .timeLimit(.minutes(3)))
struct PluginFaultTests {
  @Test(
    "goes wrong at the beginning is named with what it did",
    arguments: [
      (ShellPlugin(begin: "echo cannot find it >&2; exit 4"), "ended with exit code 4 (cannot find it)"),
      (ShellPlugin(begin: "kill -9 $$"), "was killed by SIGKILL instead of answering 'hello'"),
      (ShellPlugin(begin: "exec >&-; sleep 100"), "closed its standard output instead of answering 'hello'"),
      (ShellPlugin(begin: "echo ready to go"), "wrote a line that is not JSON: 'ready to go'"),
      (
        ShellPlugin(hello: "echo '{\"hello\":{\"version\":9}}'"),
        "chose version 9 of the protocol; this program speaks 1"
      ),
      (ShellPlugin(hello: "echo '{\"hello\":{}}'"), "chose version none"),
      (ShellPlugin(hello: "echo '{\"hello\":{\"version\":1,\"name\":\"x\"}}'"), "said 'hello' with a mistake: "),
      (ShellPlugin(hello: "echo '{\"done\":[]}'"), "answered 'hello' with '{\"done\":[]}'"),
      (ShellPlugin(start: "echo '{\"refuse\":\"no disk here\"}'"), "refuses to work: no disk here"),
      (ShellPlugin(start: "exit 0"), "ended with exit code 0 instead of answering 'start'"),
    ])
  func beginning(_ plugin: ShellPlugin, _ words: String) throws {
    let said = message { _ = try PluginHost.start(plugin.words) }
    #expect(said.hasPrefix("plug-in 'sh -c"))
    #expect(said.contains(words), "\(said)")
  }

  @Test("never says hello is given up")
  func silent() {
    let said = message {
      _ = try PluginHost.start(ShellPlugin(hello: ":").words) { $0.limits.handshake = 200_000_000 }
    }
    #expect(said.contains("did not answer 'hello' within 200 ms"), "\(said)")
  }

  @Test("cannot be found is said to be so")
  func missing() {
    let said = message { _ = try PluginHost.start(["/nowhere/plugin"]) }
    #expect(said == "'/nowhere/plugin' could not be started: No such file or directory")
  }

  @Test("cannot work for an executor says for which it can")
  func strategy() {
    let hello =
      #"echo '{"hello":{"version":1,"name":"x","bound_by":"cpu","strategies":["serial","process"]}}'"#
    let said = message { _ = try PluginHost.start(ShellPlugin(hello: hello).words, strategy: "thread") }
    #expect(said.contains("cannot work for 'thread', only for serial, process"), "\(said)")
  }

  @Test(
    "goes wrong with a task is named with what it did and with the task",
    arguments: [
      (ShellPlugin(run: "echo out of ideas >&2; exit 3"), "ended with exit code 3 (out of ideas); task 7 was at work"),
      (ShellPlugin(run: "kill -SEGV $$"), "was killed by SIGSEGV; task 7 was at work"),
      (ShellPlugin(run: "echo '<html>'"), "wrote a line that is not JSON: '<html>'; task 7 was at work"),
      (ShellPlugin(run: "echo '{\"hm\":1}'"), "wrote a line that is no message of the protocol: '{\"hm\":1}'; task 7"),
      (
        ShellPlugin(run: "echo '{\"done\":[{\"id\":99,\"result\":1}]}'"),
        "answered id 99, which it was never given; task 7"
      ),
      (ShellPlugin(run: "echo '{\"done\":[{\"id\":1}]}'"), "answered id 1 with neither 'result' nor 'error'"),
      (
        ShellPlugin(run: "echo '{\"done\":[{\"id\":1,\"result\":1.5}]}'"),
        "a 'result' that is no whole number of 64 bits"
      ),
      (ShellPlugin(run: "exec >&-; sleep 100"), "closed its standard output while it was still needed; task 7"),
      (ShellPlugin(run: "echo '{\"pong\":4}'"), "answered a ping that it was not sent: 4"),
      (ShellPlugin(run: "echo '{\"ready\":{}}'"), "sent what belongs to the beginning, in the middle"),
    ])
  func task(_ plugin: ShellPlugin, _ words: String) throws {
    let host = try PluginHost.start(plugin.words)
    let said = message { _ = try host.run(task: 7) }
    #expect(said.hasPrefix("plug-in 'shell' ") && said.contains(words), "\(said)")
    let later = message { _ = try host.run(task: 8) }
    #expect(later.hasPrefix("plug-in 'shell' takes no more tasks: it "), "\(later)")
    #expect(host.close().problems == [])
  }

  @Test("answers with an error fails that task alone")
  func error() throws {
    let error = #"echo "{\"done\":[{\"id\":$id,\"error\":\"no such row\"}]}""#
    let run = "if [ $task = 1 ]; then \(error); else \(ShellPlugin().run); fi"
    let host = try PluginHost.start(ShellPlugin(run: run).words)
    let said = message { _ = try host.run(task: 1) }
    #expect(said == "no such row")
    #expect(try host.run(task: 2) == 4)
    #expect(host.close().problems == [])
  }

  @Test("hangs in a task is killed after its timeout")
  func hangs() throws {
    let host = try PluginHost.start(ShellPlugin(run: "sleep 100").words) { $0.timeout = 50_000_000 }
    let said = message { _ = try host.run(task: 3) }
    #expect(
      said == "plug-in 'shell' did not answer task 3 within its timeout of 50 ms and was killed; task 3 was at work")
    #expect(host.close().problems == [])
  }

  @Test("answers late fails the task, and goes on")
  func late() throws {
    // The second task is not late, however busy the machine is: the timeout is the same, but it does not sleep.
    let host = try PluginHost.start(ShellPlugin(run: "sleep 0.25; \(ShellPlugin().run)").words) {
      $0.timeout = 200_000_000
    }
    let said = message { _ = try host.run(task: 3) }
    #expect(
      said.wholeMatch(of: /plug-in 'shell' answered \d+ [mu]s after its timeout of 200 ms/) != nil
        || said.contains("did not answer task 3 within its timeout of 200 ms"), "\(said)")
    _ = host.close()
  }

  @Test("answers twice is found out, also when nobody waits any more")
  func twice() throws {
    let host = try PluginHost.start(ShellPlugin(run: "\(ShellPlugin().run); \(ShellPlugin().run)").words)
    _ = try host.run(task: 1)
    #expect(host.close().problems == ["plug-in 'shell' answered id 1 twice"])
  }

  @Test("floods standard error is not held up by it, and it is noted")
  func flood() throws {
    let flood = "head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; echo the end >&2; \(ShellPlugin().run)"
    let host = try PluginHost.start(ShellPlugin(run: flood).words)
    #expect(try host.run(task: 2) == 4)
    let outcome = host.close()
    #expect(outcome.problems == [])
    #expect(outcome.notes.count == 1)
    #expect(outcome.notes.first?.hasPrefix("plug-in 'shell' wrote 2 MiB to standard error, the last of it: ") == true)
    #expect(outcome.notes.first?.hasSuffix("the end") == true)
  }

  @Test("writes a line without end is stopped")
  func endless() throws {
    let host = try PluginHost.start(ShellPlugin(run: "tr '\\0' 'x' </dev/zero").words)
    let said = message { _ = try host.run(task: 2) }
    #expect(said.contains("wrote a line that is not JSON: 'xxxx"), "\(said)")
    _ = host.close()
  }

  @Test("ignores being told to stop is killed, and it is noted")
  func deaf() throws {
    let host = try PluginHost.start(ShellPlugin(begin: "trap '' TERM", stop: "while :; do sleep 1; done").words) {
      $0.limits.stop = 100_000_000
    }
    _ = try host.run(task: 1)
    let outcome = host.close()
    #expect(outcome.notes == ["plug-in 'shell' did not end within 100 ms of 'stop' and was killed"])
  }

  @Test("ends badly when told to stop has a problem")
  func badEnd() throws {
    let host = try PluginHost.start(ShellPlugin(stop: "echo half of it is lost >&2; exit 5").words)
    _ = try host.run(task: 1)
    #expect(
      host.close().problems == ["plug-in 'shell' ended with exit code 5 (half of it is lost) after 'stop'"])
  }

  @Test("says something after its end was asked for has a problem")
  func lastWords() throws {
    let host = try PluginHost.start(ShellPlugin(stop: "echo bye; exit 0").words)
    #expect(host.close().problems == ["plug-in 'shell' wrote a line that is not JSON: 'bye'"])
  }

  @Test("leaves a process behind that holds its output does not keep the run from ending")
  func grandchild() throws {
    let host = try PluginHost.start(ShellPlugin(stop: "sleep 100 & exit 0").words)
    _ = try host.run(task: 1)
    let outcome = host.close()
    #expect(outcome.problems == [])
    #expect(outcome.notes.first?.contains("left a process behind that held its standard output") == true)
  }

  @Test("leaves a process behind and dies with a task at work is found out at once")
  func orphan() throws {
    let host = try PluginHost.start(ShellPlugin(run: "sleep 100 & exit 3").words)
    let said = message { _ = try host.run(task: 1) }
    #expect(said.contains("ended with exit code 3; task 1 was at work"), "\(said)")
    _ = host.close()
  }

  @Test("does not answer pings while it is idle takes no more tasks")
  func dead() throws {
    let host = try PluginHost.start(ShellPlugin(ping: ":").words) {
      $0.limits.quiet = 1_000_000
      $0.limits.pong = 50_000_000
    }
    var said = ""
    // Until the silence is noticed, tasks may still be done.
    while said.isEmpty || said == "no error" {
      said = message { _ = try host.run(task: 1) }
      Clock.sleep(milliseconds: 120)
    }
    #expect(said.contains("did not answer a ping within 50 ms and was killed"), "\(said)")
    _ = host.close()
  }

  /// As `ShellPlugin` says it, and that it answers pings also while it does tasks.
  private static let heartbeat = """
    echo '{"hello":{"version":1,"name":"shell","bound_by":"cpu","strategies":["serial"],"heartbeat":true}}'
    """

  @Test("promises a heartbeat and hangs in a task is found out long before the task's timeout")
  func noHeartbeat() throws {
    let host = try PluginHost.start(ShellPlugin(hello: Self.heartbeat, run: "sleep 100").words) {
      $0.timeout = 3_600_000_000_000
      $0.limits.quiet = 1_000_000
      $0.limits.pong = 100_000_000
    }
    let said = message { _ = try host.run(task: 7) }
    #expect(said == "plug-in 'shell' did not answer a ping within 100 ms and was killed; task 7 was at work")
    #expect(host.close().problems == [])
  }

  @Test("answers pings while it does a task may take its time")
  func heartbeat() throws {
    let pings = "pings=$((pings + 1)); \(ShellPlugin().ping)"
    // The task's result comes after some pings: it is how many there were.
    let later = #"[ $pings = 5 ] && echo "{\"done\":[{\"id\":$id,\"result\":$pings}]}""#
    let plugin = ShellPlugin(hello: Self.heartbeat, run: "pings=0", ping: "\(pings); \(later)")
    let host = try PluginHost.start(plugin.words) { $0.limits.quiet = 1_000_000 }
    #expect(try host.run(task: 7) == 5)
    #expect(host.close().problems == [])
  }

  @Test("is left alone with tasks at work, as by a run that was stopped, ends at once")
  func abandoned() throws {
    let host = try PluginHost.start(ShellPlugin(run: "sleep 100").words)
    let operation = try PluginOperation(host.books, KernelContext(task: 1, input: 1, worker: 0) { false })
    _ = try operation.advance()
    operation.cancel()
    #expect(host.close().problems == [])
  }
}
