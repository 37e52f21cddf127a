// The reference explorer gives the known answers of small programs.
import ScenarioModel
import Support
import Testing

/// The graph of a text.
private func graph(_ yaml: String) throws -> ExecutionGraph {
  let (graph, diagnostics) = compile(yaml)
  return try #require(graph, "\(diagnostics.map(\.brief))")
}

/// What runs of a text can end with.
private func explore(_ yaml: String) throws -> Set<ReferenceOutcome> {
  try #require(ReferenceExplorer(try graph(yaml)).outcomes())
}

/// A thread role of `workers` workers and as many tasks with these steps.
private func threads(_ workers: Int, _ steps: String, _ rest: String) -> String {
  stepScenario(steps, "strategy: thread\nworkers: \(workers)\n\(rest)", tasks: workers)
}

@Suite("The reference explorer")
struct ReferenceExplorerTests {
  private static let withdrawal = """
    - if: balance >= 800
      then:
        - set: { balance: balance - 800 }
        - count: paid
      else:
        - count: refused
    """

  @Test("two withdrawals of 800 from 1000 end at 200 or at -600")
  func bankRace() throws {
    let found = try explore(
      threads(2, Self.withdrawal, "state: { balance: 1000 }\ncheck: [ { finally: balance >= 0 } ]"))
    #expect(Set(found.map(\.words)) == [[200], [-600]])
    #expect(
      found == [
        ReferenceOutcome(words: [200], counters: [1, 1], problems: []),
        ReferenceOutcome(words: [200], counters: [2, 0], problems: []),
        ReferenceOutcome(words: [-600], counters: [2, 0], problems: [.finallyViolated(0)]),
      ])
  }

  @Test("one at a time under a lock, on one worker, or under `serial`, only 200 is left")
  func bankLock() throws {
    let locked = "- lock: account\n  do:\n" + Self.withdrawal.split(separator: "\n").map { "    \($0)\n" }.joined()
    let only: Set<[Int64]> = [[200]]
    let found = try explore(threads(2, locked, "state: { balance: 1000 }\nlocks: [account]"))
    #expect(Set(found.map(\.words)) == only)
    #expect(found.allSatisfy { $0.verdict == .ok })
    let alone = stepScenario(Self.withdrawal, "strategy: thread\nstate: { balance: 1000 }", tasks: 2)
    #expect(Set(try explore(alone).map(\.words)) == only)
  }

  @Test("an `always` is violated on the way even if the end is right")
  func always() throws {
    let yaml = threads(
      1, "- set: { x: -1 }\n- set: { x: 1 }", "state: { x: 0, y: 0 }\ncheck: [ { always: x >= 0 }, { always: y == 0 } ]"
    )
    #expect(
      try explore(yaml) == [ReferenceOutcome(words: [1, 0], counters: [], problems: [.alwaysViolated(0)])])
    #expect(try explore(yaml).first?.verdict == .violated)
  }

  @Test("two tasks that each add one twice end with 2, 3 or 4")
  func counter() throws {
    let twice = "- set: { c: c + 1 }\n- set: { c: c + 1 }"
    #expect(Set(try explore(threads(2, twice, "state: { c: 0 }")).map { $0.words[0] }) == [2, 3, 4])
    let atomic = "- atomic: { c: c + 1 }\n- atomic: { c: c + 1 }"
    #expect(Set(try explore(threads(2, atomic, "state: { c: 0 }")).map { $0.words[0] }) == [4])
  }

  @Test("two tasks that each add one three times can end with 2, and with nothing less")
  func leastUpdate() throws {
    let found = try explore(threads(2, "- repeat: 3\n  do: [ { set: { c: c + 1 } } ]", "state: { c: 0 }"))
    #expect(Set(found.map { $0.words[0] }) == [2, 3, 4, 5, 6])
  }

  @Test("locks taken in opposite orders can block each other, and need not")
  func opposite() throws {
    let steps = """
      - if: task == 0
        then: [ { acquire: a }, { acquire: b }, { release: b }, { release: a } ]
        else: [ { acquire: b }, { acquire: a }, { release: a }, { release: b } ]
      """
    let verdicts = Set(try explore(threads(2, steps, "locks: [a, b]")).map(\.verdict))
    #expect(verdicts == [.ok, .deadlock])
    let guarded = "- lock: g\n  do:\n" + steps.split(separator: "\n").map { "    \($0)\n" }.joined()
    #expect(Set(try explore(threads(2, guarded, "locks: [a, b, g]")).map(\.verdict)) == [.ok])
  }

  @Test("forgetting registers that nobody reads changes no outcome")
  func deadRegisters() throws {
    for yaml in [
      threads(2, Self.withdrawal, "state: { balance: 1000 }"),
      threads(2, "- set: { a: c }\n- set: { b: c }\n- set: { c: a + b + 1 }\n- return: a", "state: { c: 1 }"),
      threads(
        1, "- set: { k: 2 }\n- parallel: { a: [ { set: { x: x + k } } ], b: [ { set: { x: x + k } } ] }",
        "state: { x: 0 }"),
    ] {
      let graph = try graph(yaml)
      let reduced = try #require(ReferenceExplorer(graph).explore())
      let full = try #require(ReferenceExplorer(graph, dropsDeadRegisters: false).explore())
      #expect(reduced.outcomes == full.outcomes)
      #expect(reduced.states <= full.states)
    }
  }

  @Test("too large a space, and what is not modelled, give nothing rather than something wrong")
  func limits() throws {
    let graph = try graph(threads(3, "- repeat: 5\n  do: [ { set: { c: c + 1 } } ]", "state: { c: 0 }"))
    #expect(ReferenceExplorer(graph).outcomes(limit: 100) == nil)
    let spinning = try self.graphOf(threads(1, "- set: { x: 1 }\n- while: x == 1\n  do: []", ""))
    #expect(ReferenceExplorer(spinning).outcomes() == nil)
    let private1 = "strategy: { executor: process, share: nothing }\nworkers: 2\nstate: { x: 0 }"
    let own = try self.graphOf(stepScenario("- set: { x: x + 1 }", private1, tasks: 2))
    #expect(ReferenceExplorer(own).outcomes() == nil)
  }

  private func graphOf(_ yaml: String) throws -> ExecutionGraph { try graph(yaml) }

  // MARK: Failing

  @Test("a failure inside of a lock gives it back, so that others go on")
  func failure() throws {
    let steps = "- lock: a\n  do: [ { set: { x: x + 1 } }, { fail: no } ]"
    #expect(
      try explore(threads(2, steps, "state: { x: 0 }\nlocks: [a]")) == [
        ReferenceOutcome(words: [2], counters: [], problems: [.taskFailed])
      ])
    let division = "- lock: a\n  do: [ { set: { x: 1 / x } } ]\n- count: done"
    #expect(
      try explore(threads(2, division, "state: { x: 0 }\nlocks: [a]")) == [
        ReferenceOutcome(words: [0], counters: [0], problems: [.taskFailed])
      ])
  }

  @Test("a branch that fails fails its task after all branches have ended")
  func branchFailure() throws {
    let steps = """
      - lock: a
        do:
          - parallel: { one: [ { assert: false } ], two: [ { set: { x: 1 } } ] }
          - set: { x: 2 }
      """
    #expect(
      try explore(threads(2, steps, "state: { x: 0 }\nlocks: [a]")) == [
        ReferenceOutcome(words: [1], counters: [], problems: [.assertFailed])
      ])
  }

  @Test("a task that ends while it holds a lock leaves the others waiting")
  func heldAtTheEnd() throws {
    let found = try explore(threads(2, "- acquire: a\n- count: got", "locks: [a]"))
    #expect(found == [ReferenceOutcome(words: [], counters: [1], problems: [.deadlock])])
  }

  // MARK: Queues and roles

  private static let pipeline = """
    scenario: pipeline
    state: { sum: 0, order: 0 }
    queues: { raw: { capacity: CAPACITY, full: FULL } }
    strategy: thread
    roles:
      make: { tasks: 3, workers: 1, into: raw, workload: { type: steps, steps: [ { return: task + 1 } ] } }
      use:
        from: raw
        workers: WORKERS
        workload:
          type: steps
          steps:
            - atomic: { sum: sum + input }
            - set: { order: order * 10 + input }
            - count: taken
    """

  private func pipeline(capacity: String, workers: Int, full: String = "block") throws -> Set<ReferenceOutcome> {
    try explore(
      Self.pipeline.replacing("CAPACITY", with: capacity).replacing("WORKERS", with: "\(workers)")
        .replacing("FULL", with: full))
  }

  @Test(
    "every item put is taken once, in order by one taker, whatever the capacity",
    arguments: ["0", "1", "2", "unbounded"])
  func queues(capacity: String) throws {
    #expect(
      try pipeline(capacity: capacity, workers: 1) == [
        ReferenceOutcome(words: [6, 123], counters: [3], problems: [])
      ])
    let two = try pipeline(capacity: capacity, workers: 2)
    #expect(two.allSatisfy { $0.words[0] == 6 && $0.counters == [3] && $0.verdict == .ok })
    #expect(two.count > 1)
  }

  @Test("a full queue that drops loses items, one that fails fails the task")
  func full() throws {
    let dropping = try pipeline(capacity: "1", workers: 1, full: "drop")
    #expect(Set(dropping.map { $0.counters[0] }) == [1, 2, 3])
    #expect(dropping.allSatisfy { $0.verdict == .ok })
    let failing = try pipeline(capacity: "1", workers: 1, full: "fail")
    #expect(Set(failing.map(\.verdict)) == [.ok, .error])
    let meeting = try pipeline(capacity: "0", workers: 1, full: "drop")
    #expect(Set(meeting.map { $0.counters[0] }) == [0, 1, 2, 3])
  }

  @Test("items leave a queue in its order", arguments: [("fifo", 213), ("lifo", 312), ("priority", 123)])
  func orders(order: String, expected: Int64) throws {
    let steps = """
      - put: { q: 2 }
      - put: { q: 1 }
      - put: { q: 3 }
      - repeat: 3
        do: [ { get: { q: x } }, { set: { seen: seen * 10 + x } } ]
      """
    let found = try explore(threads(1, steps, "state: { seen: 0 }\nqueues: { q: { capacity: 3, order: \(order) } }"))
    #expect(found.map(\.words) == [[expected]])
  }

  @Test("results of several workers leave a role in the order of tasks, or in any")
  func collect() throws {
    for (collect, isOrdered) in [("ordered", true), ("completed", false)] {
      let found = try explore(
        """
        scenario: collect
        state: { order: 0 }
        queues: { raw: { capacity: 1 } }
        strategy: thread
        roles:
          make: { tasks: 3, workers: 2, collect: \(collect), into: raw, workload: { type: steps, steps: [ { return: task + 1 } ] } }
          use: { from: raw, workload: { type: steps, steps: [ { set: { order: order * 10 + input } } ] } }
        """)
      #expect((Set(found.map(\.words)) == [[123]]) == isOrdered)
      #expect(found.allSatisfy { $0.verdict == .ok })
    }
  }

  @Test("a closed queue gives what it has left, then says so")
  func closing() throws {
    let steps = """
      - put: { q: 5 }
      - close: q
      - get: { q: x }
      - get: { q: y }
        else: [ { set: { y: 7 } } ]
      - set: { seen: x * 10 + y }
      - put: { q: 1 }
      """
    #expect(
      try explore(threads(1, steps, "state: { seen: 0 }\nqueues: { q: { capacity: 3 } }")) == [
        ReferenceOutcome(words: [57], counters: [], problems: [.taskFailed])
      ])
  }

  @Test("a choice can be any of its values, a free worker any of the workers")
  func choices() throws {
    let chosen = try explore(threads(1, "- choose: { x: [3, 1, 3] }", "state: { x: 0 }"))
    #expect(Set(chosen.map(\.words)) == [[1], [3]])
    let workers = try explore(threads(2, "- set: { 'by[task]': worker }", "state: { by: [9, 9] }"))
    #expect(Set(workers.map(\.words)) == [[0, 1], [1, 0], [0, 0], [1, 1]])
  }

  @Test("a barrier lets nobody through before all are there")
  func barrier() throws {
    let steps = "- atomic: { here: here + 1 }\n- barrier: start\n- assert: here == 3"
    let found = try explore(threads(3, steps, "state: { here: 0 }\nbarriers: { start: 3 }"))
    #expect(found.map(\.verdict) == [.ok])
  }

  @Test("readers share, a writer is alone, a try never waits")
  func readersAndWriters() throws {
    let steps = """
      - if: task < 2
        then:
          - lock: { table: read }
            do: [ { atomic: { reading: reading + 1 } }, { if: reading == 2, then: [ { count: together } ] }, { atomic: { reading: reading - 1 } } ]
        else:
          - lock: table
            do: [ { assert: reading == 0 } ]
          - try: table
            into: got
          - if: got
            then: [ { release: table } ]
            else: [ { count: missed } ]
      """
    let found = try explore(
      threads(3, steps, "state: { reading: 0 }\nlocks: { table: { kind: read_write } }"))
    #expect(found.allSatisfy { $0.verdict == .ok })
    #expect(Set(found.map(\.counters)).isSuperset(of: [[0, 0], [1, 0], [0, 1], [2, 0]]))
  }
}
