// Where values come from, and what a scenario needs to be allowed.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Origins and permissions")
struct OriginTests {
  @Test("every value says where it comes from")
  func origins() {
    let loaded = load(
      """
      extends: base.yaml
      scenario: t
      vars: { n: 4 }
      tasks: ${n}
      strategy: thread
      compare: { workers: [1, 2] }
      expect: [verdict == ok]
      """, [.set("measure.repeat=3"), .set("n=9")],
      files: ["dir/base.yaml": "workload: { type: sleep, duration: 1s }\nmeasure: { warmup: 1 }"])
    #expect(loaded.findings == [])
    let lines = loaded.origins.map { "\($0.path) = \($0.value): \($0.source)" }
    #expect(
      lines == [
        "workload.type = sleep: extendedFile(\"dir/base.yaml\")",
        "workload.duration = 1s: extendedFile(\"dir/base.yaml\")", "workload.distribution = constant: standard",
        "workload.spread = 0.5: standard", "workload.chunk = 4KiB: standard", "workload.sync = false: standard",
        "measure.warmup = 1: extendedFile(\"dir/base.yaml\")", "measure.repeat = 3: flag(\"--set measure.repeat=3\")",
        "measure.timeout = 60s: standard", "scenario = t: file", "tasks = 9: variable(\"n\")",
        "strategy = thread: file", "strategy.spawn = pool: standard", "expect = [verdict == ok]: file",
        "workers = 1: comparison", "arrivals = constant: standard", "collect = ordered: standard",
      ])
    #expect(loaded.origins.first { $0.path == "tasks" }?.definition?.file.name == "--set n=9")
  }

  @Test("with roles, defaults are those of the roles")
  func roleOrigins() {
    let loaded = load("scenario: t\nroles: { a: { workload: noop } }")
    let lines = loaded.origins.map { "\($0.path) = \($0.value)" }
    #expect(
      lines == [
        "scenario = t", "roles.a.workload = noop", "roles.a.strategy = serial", "roles.a.workers = 1",
        "roles.a.arrivals = constant", "roles.a.collect = ordered",
      ])
    let common = load("scenario: t\nstrategy: thread\nroles: { a: { workload: noop } }")
    #expect(!common.origins.contains { $0.path == "roles.a.strategy" })
  }

  @Test("a scenario that looks for a race runs ten times and says which expectation made it so")
  func raceRepetitions() throws {
    let race = load("scenario: t\nworkload: noop\nexpect:\n  - verdict == violated")
    #expect(race.cells.map(\.document.measure.repetitions.value) == [10])
    let origin = try #require(race.origins.first { $0.path == "measure.repeat" })
    #expect(origin.value == "10")
    #expect(origin.source == .expectation("verdict == violated"))
    #expect(origin.range?.start.line == 4)

    let withMeasure = load(
      "scenario: t\nworkload: noop\nmeasure: { warmup: 1 }\nexpect: [verdict == deadlock for serial]")
    #expect(withMeasure.origins.filter { $0.path == "measure.repeat" }.map(\.value) == ["10"])
  }

  @Test(
    "only a verdict that any repetition may have raises the repetitions, and nothing that says how many",
    arguments: [
      "expect: [verdict == ok]", "expect: [verdict != violated]", "expect: [verdict == timeout]", "expect: [time < 1s]",
      "measure: { repeat: 1 }\nexpect: [verdict == violated]",
    ])
  func ordinaryRepetitions(lines: String) {
    let loaded = load("scenario: t\nworkload: noop\n\(lines)")
    #expect(loaded.findings == [])
    #expect(loaded.cells.map(\.document.measure.repetitions.value) == [1])
    let flagged = load("scenario: t\nworkload: noop\nexpect: [verdict == violated]", [.repeat("3")])
    #expect(flagged.cells.map(\.document.measure.repetitions.value) == [3])
    #expect(flagged.origins.last { $0.path == "measure.repeat" }?.source == .flag("--repeat 3"))
  }

  @Test("what must be allowed is listed with its place, inline workloads included")
  func needs() throws {
    let loaded = load(
      """
      scenario: t
      roles:
        a: { workload: { type: exec, command: [ls] } }
        b: { workload: { type: steps, steps: [{ repeat: 2, do: [{ run: { type: exec, command: [ls] } }] }] } }
      """)
    #expect(loaded.findings == [])
    #expect(loaded.needs.map(\.permission) == [Permission(.exec, "ls"), Permission(.exec, "ls")])
    #expect(loaded.needs.map { $0.range?.start.line } == [3, 4])
    #expect(
      try #require(loaded.needs.first).finding.help
        == "if you trust the file, add --allow-exec=ls, or --allow-exec for any")
  }
}
