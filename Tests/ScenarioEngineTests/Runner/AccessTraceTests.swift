// What a run remembers of accesses is what explanations are made from: it must not tell of a race that was none.
import ScenarioModel
import Testing

@Suite("The trace of accesses")
struct AccessTraceTests {
  @Test(
    "an indivisible step reads and writes at one time, and nobody in between",
    arguments: ["{ atomic: { x: x + 1 } }", "{ set: { seen: 0 } }, { cas: { x: [task, task + 1] } }"],
    ["serial", "thread", "process", "async"])
  func indivisible(_ step: String, _ strategy: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: indivisible
      state: { x: 0 }
      workload: { type: steps, steps: [\(step)] }
      workers: 2
      tasks: 12
      check: [{ always: x >= 0 }]
      """, strategy: strategy)
    let steps = stride(from: 0, to: record.accesses.count - 1, by: 2).map { number in
      (read: record.accesses[number], write: record.accesses[number + 1])
    }
    #expect(!steps.isEmpty && record.accesses.count == steps.count * 2)
    for (read, write) in steps {
      #expect(!read.isWrite && write.isWrite)
      #expect(read.time == write.time && read.value + 1 == write.value)
    }
    if step.contains("atomic") { #expect(steps.count == 12) }
  }

  @Test(
    "two withdrawals decided on the same balance leave -600, and no update is lost", arguments: ["thread", "async"])
  func bankRace(_ strategy: String) throws {
    let record = try CompiledScenario.run(
      """
      scenario: bank
      state: { balance: 1000, looked: 0 }
      workload:
        type: steps
        steps:
          - if: balance >= 800
            then:
              - atomic: { looked: looked + 1 }
              - await: looked == 2
              - atomic: { balance: balance - 800 }
      workers: 2
      check: [{ always: balance >= 0 }]
      """, strategy: strategy)
    #expect(record.words("balance") == [-600])
    let accesses = record.accesses.filter { $0.variable == "balance" }
    #expect(accesses.map(\.isWrite) == [false, false, false, true, false, true])
    #expect(accesses.map(\.value) == [1000, 1000, 1000, 200, 200, -600])
  }
}
