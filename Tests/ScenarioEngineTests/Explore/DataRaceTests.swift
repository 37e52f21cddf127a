// `never: data_race`: two plain accesses that nothing orders are found, and what orders them is respected.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Exploring finds data races")
struct DataRaceTests {
  private func race(_ steps: String, _ shared: String, tasks: Int = 2) throws -> Finding? {
    let rest = "\(shared)\nworkers: \(tasks)\ncheck: [{ never: data_race }]"
    let record = try explored(stepScenario(steps, rest, tasks: tasks))
    #expect(record.exploration?.reductions.first { $0.name == "partial_order" }?.isOn == false)
    #expect(record.verdict == (record.findings.isEmpty ? .ok : .violated))
    #expect(record.checks[0].violations == (record.findings.isEmpty ? 0 : 1))
    #expect(record.checks[0].evaluations > 0)
    return record.findings.first
  }

  @Test("an unprotected update races, and both accesses are shown")
  func update() throws {
    let found = try #require(try race("- set: { hits: hits + 1 }", "state: { hits: 0 }"))
    #expect(found.kind == .checkViolated)
    #expect(found.message.contains("a data race on hits"))
    #expect(found.message.contains("writes it") && found.message.contains("no lock in common"))
    #expect(found.check == "never data_race")
    #expect(Set(found.waits.map(\.strand.worker)) == [0, 1])
  }

  @Test("two readers do not race")
  func readers() throws {
    let steps = """
      - if: task == 5
        then: [{ set: { hits: 1 } }]
        else: [{ set: { mine: hits } }]
      """
    #expect(try race(steps, "state: { hits: 0 }") == nil)
  }

  @Test("a lock orders accesses, and two locks do not")
  func locks() throws {
    let locked = """
      - lock: a
        do: [{ set: { hits: hits + 1 } }]
      """
    #expect(try race(locked, "state: { hits: 0 }\nlocks: [a]") == nil)
    let apart = """
      - lock: guard[task]
        do: [{ set: { hits: hits + 1 } }]
      """
    let found = try #require(try race(apart, "state: { hits: 0 }\nlocks: { guard: 2 }"))
    #expect(Set(found.waits.map { $0.holds.map(\.object) }) == [["lock guard[0]"], ["lock guard[1]"]])
    #expect(found.waits.allSatisfy { $0.holds.first?.step?.verb == "lock" })
  }

  @Test("writing under a lock for reading races")
  func readLock() throws {
    let steps = """
      - lock: { table: read }
        do: [{ set: { hits: 1 } }]
      """
    let found = try #require(try race(steps, "state: { hits: 0 }\nlocks: { table: { kind: read_write } }"))
    #expect(found.message.contains("lock table, which both hold"))
  }

  @Test("atomic steps do not race, and a plain read beside them does not either")
  func atomics() throws {
    #expect(try race("- atomic: { hits: hits + 1 }", "state: { hits: 0 }") == nil)
  }

  @Test("what is published by a flag that is waited for does not race")
  func publication() throws {
    let steps = """
      - if: task == 0
        then:
          - set: { data: 42 }
          - atomic: { ready: 1 }
        else:
          - await: ready == 1
          - set: { mine: data }
      """
    #expect(try race(steps, "state: { data: 0, ready: 0 }") == nil)
  }

  @Test("different elements of a list do not race, the same one does")
  func elements() throws {
    let list = "state: { cells: [0, 0] }"
    #expect(try race("- set: { \"cells[task]\": 1 }", list) == nil)
    let found = try #require(try race("- set: { \"cells[task / 2 + 1]\": 1 }", list))
    #expect(found.message.contains("cells[1]"))
  }

  @Test("branches of one task race with each other")
  func branches() throws {
    let steps = """
      - parallel:
          a: [{ set: { hits: 1 } }]
          b: [{ set: { hits: 2 } }]
      """
    let found = try #require(try race(steps, "state: { hits: 0 }", tasks: 1))
    #expect(found.message.contains("branch 1") && found.message.contains("branch 2"))
  }

  @Test("a race that only some interleavings reach is found, with the way there")
  func hidden() throws {
    let steps = """
      - if: task == 0
        then:
          - atomic: { turn: turn + 1 }
          - set: { data: 1 }
        else:
          - cas: { turn: [1, 2] }
            into: late
          - if: late
            then: [{ set: { data: 2 } }]
      """
    let record = try explored(
      stepScenario(steps, "state: { turn: 0, data: 0 }\nworkers: 2\ncheck: [{ never: data_race }]", tasks: 2))
    #expect(record.verdict == .violated)
    #expect(record.exploration?.violations.first?.schedule.steps.count == 2)
    #expect(record.exploration?.violations.first?.isShortest == true)
  }
}

/// The record of exploring a scenario.
func explored(_ yaml: String, _ settings: ExploreSettings = ExploreSettings()) throws -> RunRecord {
  let (graph, diagnostics) = compile(yaml)
  let compiled = try #require(graph, "\(diagnostics.map(\.message))\n\(yaml)")
  return try Explorer(graph: compiled, settings: settings, interruption: nil).explore()
}
