// `compare` makes a document of every cell.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Comparisons")
struct CellTests {
  private let heading =
    "scenario: t\nvars: { depth: 1, counts: [1, 2] }\nworkload: { type: sleep, duration: 1s }\nqueues: { q: { capacity: \"${depth}\" } }\n"

  private func labels(_ compare: String, _ overrides: [Override] = []) -> [String] {
    let loaded = load(heading + "compare: " + compare, overrides)
    #expect(loaded.findings.filter { !$0.contains("S0375") } == [])
    return loaded.cells.map(\.label)
  }

  @Test("make a cell of each combination, the last path fastest")
  func product() throws {
    let loaded = load(heading + "compare: { strategy: [serial, thread], workers: ${counts} }")
    #expect(loaded.findings == [])
    #expect(
      loaded.cells.map(\.label) == [
        "strategy: serial, workers: 1", "strategy: serial, workers: 2", "strategy: thread, workers: 1",
        "strategy: thread, workers: 2",
      ])
    let last = try #require(loaded.cells.last)
    #expect(
      last.parameters == [CellParameter(path: "strategy", value: "thread"), CellParameter(path: "workers", value: "2")])
    #expect(last.document.roles[0].strategy.executor.value == "thread")
    #expect(last.document.roles[0].workers.value == .count(2))
  }

  @Test("compare variables, parameters and whole strategies")
  func paths() throws {
    let loaded = load(
      heading
        + "compare: { strategy.spawn: [pool, per_task], strategy: [{ executor: thread, interpreter_lock: 5ms }, thread], depth: [3, 4], vars.counts: [[1], [2]], workload.duration: [1ms] }\nitems: ${counts}"
    )
    #expect(loaded.findings == [])
    #expect(loaded.cells.count == 16)
    let first = try #require(loaded.cells.first)
    #expect(
      first.label
        == "strategy.spawn: pool, strategy: { executor: thread, interpreter_lock: 5ms }, depth: 3, vars.counts: [1], workload.duration: 1ms"
    )
    let last = try #require(loaded.cells.last).document
    #expect(last.roles[0].strategy.options["spawn"]?.value == .text("per_task"))
    #expect(last.roles[0].strategy.options["interpreter_lock"] == nil)
    #expect(last.queues[0].capacity.value == .bounded(4))
    #expect(last.roles[0].items?.value == [2])
    #expect(last.roles[0].workload.parameters["duration"]?.value == .duration(1_000_000))
  }

  @Test("leave out what is to be skipped")
  func skip() {
    let loaded = load(
      heading
        + "compare: { strategy: [serial, thread], workers: [1, 2], skip: [{ strategy: serial, workers: 2 }] }\nitems: ${counts}"
    )
    #expect(loaded.findings == [])
    #expect(
      loaded.cells.map(\.label) == [
        "strategy: serial, workers: 1", "strategy: thread, workers: 1", "strategy: thread, workers: 2",
      ])
    #expect(loaded.skipSummary == "1 of 4 combinations are skipped")
  }

  @Test("give way to flags for the same path")
  func flags() {
    let compare = "{ strategy: [serial, thread], workers: [1, 4], skip: [{ strategy: serial, workers: 4 }] }"
    #expect(labels(compare, [.workers("4")]) == ["strategy: thread"])
    #expect(labels(compare, [.workers("3")]) == ["strategy: serial", "strategy: thread"])
    #expect(labels(compare, [.strategy("process")]) == ["workers: 1", "workers: 4"])
    #expect(labels(compare, [.strategy("process"), .set("workers=2")]) == [""])
    #expect(labels("{ depth: [1, 2] }", [.set("vars.depth=5")]) == [""])
  }

  @Test("keep what a flag sets inside of what is compared")
  func deeperFlags() {
    let loaded = load(
      heading + "compare: { strategy: [thread, { executor: thread, spawn: per_task }] }",
      [.set("strategy.interpreter_lock=5ms")])
    for cell in loaded.cells {
      #expect(cell.document.roles[0].strategy.options["interpreter_lock"]?.value == .duration(5_000_000))
    }
    #expect(loaded.cells.count == 2)
  }

  @Test(
    "are refused when they make no sense",
    arguments: [
      ("{ workerz: [1] }", "5:12 S0377 'workerz' is neither a variable nor a key of the scenario"),
      ("{ roles.a.workers: [1] }", "5:18 S0377 there is no 'a' in 'roles'"),
      ("{ compare.workers: [1] }", "5:12 S0377 'compare.workers' cannot be compared"),
      ("{ workers: [] }", "5:21 S0212 'workers' needs at least 1 element, found none"),
      ("{ workers: 5 }", "5:21 S0203 'workers' needs a list, found 5"),
      ("{ workers: [1, 0] }", "5:25 S0204 'workers' must be at least 1, found 0"),
      ("{ workers: [1, 2, 1] }", "5:28 S0386 'workers' has the value 1 twice"),
      ("{ strategy: [serial], strategy.executor: [thread] }", "5:32 S0385 'strategy.executor' is compared twice"),
      (
        "{ workers: [1], skip: [{ strategy: thread }] }",
        "5:35 S0387 'strategy' is not compared, so nothing can be skipped by it"
      ),
      ("{ workers: [1], skip: [{ workers: 2 }] }", "5:44 S0387 'workers' never has the value 2, so this skips nothing"),
      ("{ workers: [1], skip: [{ workers: 1 }] }", "5:26 S0388 'skip' leaves out every combination"),
      ("{ tasks: [${n}] }", "5:20 S0370 unknown variable 'n'"),
    ])
  func refusals(_ compare: String, _ finding: String) {
    #expect(load(heading + "compare: " + compare + "\nitems: ${counts}").findings == [finding])
  }

  @Test("are bounded")
  func bounds() {
    let values = (1...40).map(String.init).joined(separator: ", ")
    let loaded = load(heading + "compare: { workers: [\(values)], tasks: [\(values)] }\nsummary: ${counts}x")
    #expect(loaded.findings.contains("5:12 S0389 the comparison has 40 × 40 combinations, more than 1000"))
  }

  @Test("have the cells that expectations are for")
  func coverage() {
    let yaml =
      heading
      + "items: ${counts}\ncompare: { strategy: [serial, process], workers: [1, 2] }\nexpect:\n  - speedup > 1 for process, 2\n  - speedup > 1 for thread\n  - speedup > 1 for 8\n"
    #expect(
      load(yaml).findings == [
        "9:21 S0390 no cell of the comparison runs on 'thread'",
        "10:21 S0390 no cell of the comparison runs with 8 workers",
      ])
    #expect(load(yaml, [.strategy("serial")]).findings == [])
  }
}
