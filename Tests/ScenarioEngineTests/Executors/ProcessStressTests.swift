// Waiting between processes: what excludes excludes, what is put is taken once, and nobody is left asleep.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Primitives between eight processes", .timeLimit(.minutes(3)))
struct ProcessStressTests {
  /// Runs a scenario and expects nothing wrong.
  private func run(_ yaml: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> RunRecord {
    let record = Graphs.run(try graph(yaml))
    #expect(record.verdict == .ok, "\(record.findings)", sourceLocation: sourceLocation)
    return record
  }

  private func state(_ name: String, in record: RunRecord) -> [Int64]? {
    record.state.first { $0.name == name }?.words
  }

  @Test(
    "what excludes others loses no increment",
    arguments: [
      "locks: [m]", "locks: { m: { kind: reentrant } }", "locks: { m: { kind: read_write } }", "semaphores: { m: 1 }",
    ], [("pool", 8, 5_000), ("per_task", 3, 200)])
  func exclusion(declaration: String, spawn: (name: String, tasks: Int, rounds: Int)) throws {
    let record = try run(
      """
      state: { x: 0 }
      \(declaration)
      workload:
        type: steps
        steps: [{ repeat: \(spawn.rounds), do: [{ lock: m, do: [{ set: { x: x + 1 } }] }] }]
      strategy: { executor: process, spawn: \(spawn.name) }
      workers: 8
      tasks: \(spawn.tasks)
      """)
    #expect(state("x", in: record) == [Int64(spawn.tasks * spawn.rounds)])
  }

  @Test("without a lock, increments are lost: the test above can fail")
  func noExclusion() throws {
    let record = try run(
      """
      state: { x: 0 }
      workload: { type: steps, steps: [{ repeat: 20000, do: [{ set: { x: x + 1 } }] }] }
      strategy: process
      workers: 8
      tasks: 8
      """)
    #expect(try #require(state("x", in: record))[0] < 160_000)
  }

  @Test("a semaphore lets in as many as it has permits, never more")
  func permits() throws {
    _ = try run(
      """
      state: { inside: 0 }
      semaphores: { gate: 3 }
      workload:
        type: steps
        steps:
          - repeat: 500
            do:
              - lock: gate
                do: [{ atomic: { inside: inside + 1 } }, { yield: null }, { atomic: { inside: inside - 1 } }]
      strategy: process
      workers: 8
      tasks: 8
      check: [{ always: inside <= 3 }]
      """)
  }

  @Test("a queue between processes hands every item over once", arguments: [0, 1, 64], ["fifo", "lifo"])
  func queues(capacity: Int, order: String) throws {
    guard capacity > 0 || order == "fifo" else { return }
    let record = try run(
      """
      state: { sum: 0 }
      queues: { q: { capacity: \(capacity), order: \(order) } }
      roles:
        put:
          { workload: { type: steps, steps: [{ return: task + 1 }] }, tasks: 2000, into: q, strategy: process, workers: 4 }
        take:
          workload: { type: steps, steps: [{ atomic: { sum: sum + input } }] }
          from: q
          strategy: process
          workers: 4
      """)
    #expect(state("sum", in: record) == [2000 * 2001 / 2])
    #expect(record.queues[0].put == 2000 && record.queues[0].taken == 2000)
  }

  @Test("roles of processes and of threads share one queue", arguments: [("thread", "process"), ("process", "thread")])
  func mixed(executors: (source: String, sink: String)) throws {
    let record = try run(
      """
      state: { sum: 0 }
      queues: { q: { capacity: 16 } }
      roles:
        put:
          workload: { type: steps, steps: [{ return: task + 1 }] }
          tasks: 3000
          into: q
          strategy: \(executors.source)
          workers: 2
        take:
          workload: { type: steps, steps: [{ atomic: { sum: sum + input } }] }
          from: q
          strategy: \(executors.sink)
          workers: 3
      """)
    #expect(state("sum", in: record) == [3000 * 3001 / 2])
  }

  @Test("conditions wake those who wait in other processes")
  func conditions() throws {
    let record = try run(
      """
      state: { items: 0, taken: 0 }
      locks: [m]
      conditions: { full: m, empty: m }
      workload:
        type: steps
        steps:
          - repeat: 300
            do:
              - lock: m
                do:
                  - if: task % 2 == 0
                    then: [{ while: items == 2, do: [{ wait: empty }] }, { set: { items: items + 1 } }, { signal: full }]
                    else:
                      - { while: items == 0, do: [{ wait: full }] }
                      - { set: { items: items - 1 } }
                      - { set: { taken: taken + 1 } }
                      - { signal: empty }
      strategy: process
      workers: 8
      tasks: 8
      """)
    #expect(state("items", in: record) == [0])
    #expect(state("taken", in: record) == [1200])
  }

  @Test("a barrier holds everybody back until all have come, again and again")
  func barriers() throws {
    let record = try run(
      """
      state: { arrived: 0 }
      barriers: { start: 8 }
      workload:
        type: steps
        steps:
          - repeat: 100
            as: round
            do:
              - atomic: { arrived: arrived + 1 }
              - barrier: start
              - assert: arrived >= 8 * (round + 1)
              - barrier: start
      strategy: process
      workers: 8
      tasks: 8
      """)
    #expect(state("arrived", in: record) == [800])
  }

  @Test("awaiting a state of shared variables ends when another process brings it about")
  func awaiting() throws {
    let record = try run(
      """
      state: { turn: 0 }
      workload:
        type: steps
        steps: [{ repeat: 50, as: round, do: [{ await: turn == round * 8 + task }, { set: { turn: turn + 1 } }] }]
      strategy: process
      workers: 8
      tasks: 8
      """)
    #expect(state("turn", in: record) == [400])
  }

  @Test(
    "branches of a task run in processes of their own, on the task's copy of the state",
    arguments: ["state", "nothing"])
  func branches(share: String) throws {
    let record = try run(
      """
      state: { x: 0 }
      workload:
        type: steps
        steps:
          - repeat: 50
            do:
              - parallel:
                  a: [{ atomic: { x: x + 1 } }]
                  b: [{ atomic: { x: x + 2 } }]
                  c: [{ atomic: { x: x + 3 } }]
      strategy: { executor: process, share: \(share) }
      workers: 2
      tasks: 4
      """)
    let copies = share == "state" ? record.state[0].words : record.privateStates.map { $0.state[0].words[0] }
    let sum: Int64 = copies.reduce(0, +)
    #expect(sum == 4 * 50 * 6)
    #expect(record.usage.map(\.name) == ["main", "main[0]", "main[1]"] + (0..<6).map { "main[helper \($0)]" })
  }

  @Test("two processes that wait for each other's lock are a deadlock, proved at once")
  func deadlock() throws {
    let record = Graphs.run(
      try graph(
        """
        locks: { fork: 2 }
        barriers: { both: 2 }
        workload:
          type: steps
          steps: [{ acquire: "fork[task]" }, { barrier: both }, { acquire: "fork[1 - task]" }]
        strategy: process
        workers: 2
        tasks: 2
        """))
    #expect(record.verdict == .deadlock)
    #expect(Set(record.findings.first?.waits.compactMap(\.waitsFor) ?? []) == ["lock fork[0]", "lock fork[1]"])
  }
}
