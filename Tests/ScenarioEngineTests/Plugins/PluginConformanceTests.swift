// The conformance suite itself: it passes what keeps the protocol, and names each thing that does not.
import Testing

@testable import ScenarioEngine

@Suite("The conformance suite", .timeLimit(.minutes(3)))
struct PluginConformanceTests {
  /// Does all tasks of a message, in shell.
  private static let all = """
    rest=$line
    while [ "${rest#*'"id":'}" != "$rest" ]; do
      rest=${rest#*'"id":'}; id=${rest%%[!0-9]*}
      rest=${rest#*'"input":'}; input=${rest%%[!0-9-]*}
      echo "{\\"done\\":[{\\"id\\":$id,\\"result\\":$((input * 2))}]}"
    done
    """

  private func failures(_ plugin: ShellPlugin, patience: Int64 = 20_000_000_000) -> [String: String] {
    var failures: [String: String] = [:]
    for check in PluginConformance(plugin.words, patience: patience).run() {
      if case .failed(let reason) = check.outcome { failures[check.name] = reason }
    }
    return failures
  }

  @Test("passes a plug-in that keeps the protocol, and checks each of its strategies")
  func fine() {
    let checks = PluginConformance(ShellPlugin(run: Self.all).words, patience: 20_000_000_000).run()
    #expect(checks.filter(\.isFailure) == [])
    #expect(checks.filter { $0.name.hasPrefix("works for ") }.count == 4)
  }

  @Test("names what a plug-in does wrong")
  func wrong() {
    var plugin = ShellPlugin(run: Self.all)
    plugin.ping = "echo '{\"pong\":0}'"
    #expect(failures(plugin)["answers a ping when it has nothing to do"] != nil)
    plugin = ShellPlugin(run: Self.all, stop: "echo bye; exit 0")
    #expect(failures(plugin)["writes nothing that nothing has asked for"]?.contains("'bye'") == true)
    plugin = ShellPlugin(run: Self.all, stop: "exit 3")
    #expect(failures(plugin)["ends by itself with exit code 0 when told to stop"] == "ended with exit code 3")
    plugin = ShellPlugin(run: Self.all.replacing("$((input * 2))", with: "$$"))
    #expect(failures(plugin)["gives equal results for equal tasks"]?.hasPrefix("answered task 0 with ") == true)
    plugin = ShellPlugin(run: Self.all + "; " + Self.all)
    #expect(failures(plugin).values.contains { $0.contains("twice") })
  }

  @Test(
    "tells every way in which a plug-in goes wrong, and ends",
    arguments: [
      ("dies with a task", "echo out of ideas >&2; exit 3", "ended with exit code 3 (out of ideas)"),
      ("is killed with a task", "kill -9 $$", "was killed by SIGKILL"),
      ("hangs", "sleep 100", "left 1 of 1 tasks without an answer"),
      ("answers garbage", "echo '<html>'", "wrote a line that is not JSON: '<html>'"),
      ("answers with no message", "echo '{\"hm\":1}'", "wrote a line that is no message of the protocol"),
      (
        "answers what nobody asked", "echo '{\"done\":[{\"id\":99,\"result\":1}]}'",
        "answered id 99, which it was never"
      ),
      ("closes its output", "exec >&-; sleep 100", "closed its standard output"),
      ("writes without end", "tr '\\0' 'x' </dev/zero", "wrote a line that is not JSON: 'xxxx"),
    ])
  func kinds(_ name: String, _ run: String, _ words: String) {
    let found = failures(ShellPlugin(run: run), patience: 2_000_000_000)
    #expect(found["does a task"]?.contains(words) == true, "\(name): \(found)")
  }

  @Test("names what a plug-in does wrong before its first task")
  func beginnings() {
    for (plugin, check, words) in [
      (ShellPlugin(begin: "exit 4"), "says who it is", "ended with exit code 4 instead of answering 'hello'"),
      (ShellPlugin(hello: ":"), "says who it is", "did not answer 'hello' within 1000 ms"),
      (
        ShellPlugin(start: "echo '{\"refuse\":\"no\"}'"), "is ready when told how it will be used",
        "refuses to work: no"
      ),
      (ShellPlugin(start: ":"), "is ready when told how it will be used", "did not answer 'start' within 1000 ms"),
    ] {
      let found = failures(plugin, patience: 1_000_000_000)
      #expect(found[check]?.contains(words) == true, "\(found)")
    }
  }

  @Test("is not held up by one that floods standard error, or that answers late but in time")
  func slow() {
    let flood = "head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; "
    #expect(failures(ShellPlugin(run: flood + Self.all)) == [:])
    #expect(failures(ShellPlugin(run: "sleep 0.01; " + Self.all)) == [:])
  }

  @Test("does not wait for ever, and goes on with what can still be asked")
  func stuck() {
    let failures = failures(ShellPlugin(run: ShellPlugin().run), patience: 1_000_000_000)
    #expect(failures["does several tasks of one message"] == "left 7 of 8 tasks without an answer")
  }

  @Test("asks nothing more of what does not introduce itself")
  func stranger() {
    let checks = PluginConformance(["true"]).run()
    #expect(checks.map(\.name) == ["says who it is"])
    #expect(checks.filter(\.isFailure).count == 1)
    #expect(PluginConformance(["/nowhere/plugin"]).run().first?.isFailure == true)
  }
}
