// Flags: `--set`, `--strategy`, `--workers`, `--seed`, `--repeat`, `--timeout`.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Flags")
struct OverrideTests {
  private let short = "scenario: t\nvars: { n: 1 }\nworkload: sleep\ntasks: ${n}\nstate: { balance: 5 }\nlocks: [a]\n"
  private let long = """
    scenario: t
    queues: { q: { capacity: 4 } }
    roles:
      one: { workload: noop, tasks: 5, into: q }
      two: { workload: noop, from: q, strategy: { executor: thread, spawn: per_task } }

    """

  @Test("set variables and values at paths, through short forms and what is not there yet")
  func settings() throws {
    let loaded = load(
      short,
      [
        .set("n=7"), .set("workload.duration=2s"), .set("measure.repeat=3"), .set("strategy.executor=thread"),
        .set("strategy.spawn=per_task"), .set("state.balance=-600"), .set("tags=[x, y]"), .set("summary=a=b"),
      ])
    #expect(loaded.findings == [])
    let document = try #require(loaded.cells.first?.document)
    #expect(document.roles[0].tasks?.value == 7)
    #expect(document.roles[0].workload.parameters["duration"]?.value == .duration(2_000_000_000))
    #expect(document.roles[0].strategy.options["spawn"]?.value == .text("per_task"))
    #expect(document.measure.repetitions.value == 3)
    #expect(document.shared.state[0].initial == [-600])
    #expect(document.tags.map(\.value) == ["x", "y"])
    #expect(document.summary?.value == "a=b")
  }

  @Test("have short forms for what is set most")
  func shorthands() throws {
    let loaded = load(
      short, [.strategy("async"), .workers("unbounded"), .seed("7"), .repeat("3"), .timeout("2m"), .workers("4")])
    #expect(loaded.findings == [])
    let document = try #require(loaded.cells.first?.document)
    #expect(document.roles[0].strategy.executor.value == "async")
    #expect(document.roles[0].workers.value == .count(4))
    #expect(document.measure.seed?.value == 7)
    #expect(document.measure.repetitions.value == 3)
    #expect(document.measure.timeout.value == 120_000_000_000)
  }

  @Test("reach into roles; a strategy is the default of roles that have none")
  func roles() throws {
    let loaded = load(long, [.strategy("process"), .set("roles.two.strategy.spawn=pool"), .set("roles.one.workers=3")])
    #expect(loaded.findings == [])
    let document = try #require(loaded.cells.first?.document)
    #expect(document.roles.map(\.strategy.executor.value) == ["process", "thread"])
    #expect(document.roles[1].strategy.options["spawn"]?.value == .text("pool"))
    #expect(document.roles[0].workers.value == .count(3))
  }

  @Test("keep an executor's options when they name the same one, and drop another's")
  func sameExecutor() {
    let yaml = "scenario: t\nworkload: noop\nstrategy: { executor: thread, spawn: per_task }"
    #expect(load(yaml, [.strategy("thread")]).role?.strategy.options["spawn"]?.value == .text("per_task"))
    let other = load(yaml, [.strategy("process")])
    #expect(other.findings == [])
    #expect(other.role?.strategy.executor.value == "process")
    #expect(other.role?.strategy.options["spawn"]?.value == .text("pool"))
  }

  @Test(
    "are located in the flag itself when they are wrong",
    arguments: [
      (Override.set("tasks"), "1:1 S0376 '--set' needs a path and a value, found 'tasks'"),
      (.set("=5"), "1:1 S0376 '--set' needs a path and a value, found '=5'"),
      (.set("taskz=5"), "1:1 S0377 'taskz' is neither a variable nor a key of the scenario"),
      (.set("state.balanc=5"), "1:7 S0377 there is no 'balanc' in 'state'"),
      (.set("measure.repeats=5"), "1:9 S0377 there is no 'repeats' in 'measure'"),
      (.set("tasks.x=5"), "1:7 S0377 'tasks' has no parts that can be set one by one"),
      (.set("locks.b.kind=mutex"), "1:7 S0377 there is no 'b' in 'locks'"),
      (.set("extends=x.yaml"), "1:1 S0377 'extends' cannot be set: files are merged before flags are looked at"),
      (.set("tasks=many"), "1:7 S0203 'tasks' needs a whole number, found 'many'"),
      (.set("workload.duration=5"), "1:19 S0205 'duration' needs a unit, found 5"),
      (.set("n=[5]"), "4:8 S0203 'tasks' needs a whole number, found a list"),
      (.workers("0"), "1:1 S0204 'workers' must be at least 1, found 0"),
      (.strategy("treads"), "1:1 S0213 unknown executor 'treads'"),
      (.timeout("5"), "1:1 S0205 'timeout' needs a unit, found 5"),
    ])
  func mistakes(_ flag: Override, _ finding: String) {
    #expect(load(short, [flag]).findings == [finding])
  }

  @Test("show the flag as the text that the place is in")
  func sources() throws {
    let finding = try #require(load(short, [.set("state.balanc=5")]).diagnostics.first)
    #expect(finding.range?.file.name == "--set state.balanc=5")
    #expect(finding.range?.text == "balanc")
    #expect(finding.help == "did you mean 'balance'?")
    let value = try #require(load(short, [.set("n=[5]")]).diagnostics.first)
    #expect(value.labels.last?.range.file.name == "--set n=[5]")
    #expect(value.labels.last?.range.text == "[5]")
  }

  @Test("do not guess whose workers are meant")
  func ambiguousWorkers() throws {
    let finding = try #require(load(long, [.workers("4")]).diagnostics.first)
    #expect(finding.brief == "1:1 S0378 '--workers' does not say which of 2 roles is meant")
    #expect(finding.help == "write --set roles.one.workers=4 or --set roles.two.workers=4")
    let single = load("scenario: t\nroles: { only: { workload: noop } }", [.workers("4")])
    #expect(single.role?.workers.value == .count(4))
  }

  @Test("are not accepted and ignored")
  func withoutEffect() {
    let yaml = "scenario: t\nroles: { only: { workload: noop, strategy: thread } }"
    #expect(
      load(yaml, [.strategy("process")]).findings == ["1:1 S0352 'strategy' has no effect: every role has its own"])
  }
}
