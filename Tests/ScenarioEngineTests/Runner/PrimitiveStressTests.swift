// Every blocking primitive under many workers. Run these with the thread and address sanitizers, too: `make sanitize`.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Primitives under many workers")
struct PrimitiveStressTests {
  static let executors = ["thread", "async", "{ executor: thread, spawn: per_task }", "{ executor: async, loops: 3 }"]

  private func expectOK(_ text: String, _ strategy: String, finally: (RunRecord) -> Void) throws {
    let record = try CompiledScenario.run(text, strategy: strategy)
    #expect(record.verdict == .ok, "\(strategy): \(record.findings)")
    finally(record)
  }

  @Test("a mutex lets one in at a time", arguments: executors)
  func mutex(strategy: String) throws {
    try expectOK(
      """
      scenario: mutex
      state: { x: 0, inside: 0 }
      locks: [m]
      workload:
        type: steps
        steps:
          - repeat: 200
            do:
              - lock: m
                do:
                  - set: { inside: inside + 1 }
                  - assert: inside == 1
                  - set: { x: x + 1 }
                  - set: { inside: inside - 1 }
      workers: 8
      tasks: 16
      """, strategy
    ) { #expect($0.words("x") == [3200]) }
  }

  @Test("a reentrant lock is free again after as many releases", arguments: executors)
  func reentrant(strategy: String) throws {
    try expectOK(
      """
      scenario: reentrant
      state: { x: 0 }
      locks: { m: { kind: reentrant } }
      workload:
        type: steps
        steps:
          - repeat: 100
            do:
              - lock: m
                do:
                  - lock: m
                    do:
                      - set: { x: x + 1 }
                  - yield
      workers: 6
      tasks: 12
      """, strategy
    ) { #expect($0.words("x") == [1200]) }
  }

  @Test("writers exclude everybody, readers only writers", arguments: executors)
  func readWrite(strategy: String) throws {
    try expectOK(
      """
      scenario: read_write
      state: { a: 0, b: 0 }
      locks: { table: { kind: read_write } }
      workload:
        type: steps
        steps:
          - repeat: 60
            do:
              - if: task % 3 == 0
                then:
                  - lock: { table: write }
                    do:
                      - set: { a: a + 1 }
                      - yield
                      - set: { b: b + 1 }
                else:
                  - lock: { table: read }
                    do:
                      - assert: a == b
      workers: 8
      tasks: 12
      """, strategy
    ) { #expect($0.words("a") == [240] && $0.words("b") == [240]) }
  }

  @Test("a semaphore lets as many in as it has permits", arguments: executors)
  func semaphore(strategy: String) throws {
    try expectOK(
      """
      scenario: semaphore
      state: { inside: 0 }
      semaphores: { gate: 3 }
      workload:
        type: steps
        steps:
          - repeat: 50
            do:
              - lock: gate
                do:
                  - atomic: { inside: inside + 1 }
                  - assert: inside <= 3
                  - yield
                  - atomic: { inside: inside - 1 }
      workers: 8
      tasks: 16
      check:
        - always: inside <= 3
        - finally: inside == 0
      """, strategy
    ) { #expect($0.checks[0].evaluations == 1601) }
  }

  @Test("a buffer on conditions hands everything over", arguments: executors)
  func conditions(strategy: String) throws {
    try expectOK(
      """
      scenario: conditions
      state: { filled: 0, made: 0, used: 0 }
      locks: [m]
      conditions: { not_full: m, not_empty: m }
      workload:
        type: steps
        steps:
          - repeat: 50
            do:
              - if: task % 2 == 0
                then:
                  - lock: m
                    do:
                      - while: filled == 2
                        do:
                          - wait: not_full
                      - set: { filled: filled + 1, made: made + 1 }
                      - signal: not_empty
                else:
                  - lock: m
                    do:
                      - while: filled == 0
                        do:
                          - wait: not_empty
                      - set: { filled: filled - 1, used: used + 1 }
                      - signal: not_full
      workers: 6
      tasks: 6
      """, strategy
    ) { #expect($0.words("made") == [150] && $0.words("used") == [150] && $0.words("filled") == [0]) }
  }

  @Test("nobody passes a barrier before all have arrived", arguments: executors)
  func barrier(strategy: String) throws {
    try expectOK(
      """
      scenario: barrier
      state: { arrived: 0 }
      barriers: { all: 5 }
      workload:
        type: steps
        steps:
          - repeat: 30
            as: round
            do:
              - atomic: { arrived: arrived + 1 }
              - barrier: all
              - assert: arrived >= (round + 1) * 5
              - barrier: all
      workers: 5
      tasks: 5
      """, strategy
    ) { #expect($0.words("arrived") == [150]) }
  }

  @Test("an await over two words wakes up and sees one state", arguments: executors)
  func awaiting(strategy: String) throws {
    try expectOK(
      """
      scenario: awaiting
      state: { turn: 0, other: 0, done: 0 }
      workload:
        type: steps
        steps:
          - repeat: 20
            do:
              - await: turn == task and other >= 0
              - atomic: { done: done + 1 }
              - set: { turn: (turn + 1) % tasks }
      workers: 4
      tasks: 4
      """, strategy
    ) { #expect($0.words("done") == [80]) }
  }

  @Test("queues of every order and size hand over each item once", arguments: executors)
  func queues(strategy: String) throws {
    for queue in [
      "{ capacity: 0 }", "{ capacity: 1 }", "{ capacity: 7 }", "{ capacity: unbounded }",
      "{ capacity: 4, order: lifo }", "{ capacity: 4, order: priority }",
    ] {
      try expectOK(
        """
        scenario: queues
        state: { sum: 0 }
        queues: { q: \(queue), r: { capacity: 3 } }
        strategy: thread
        roles:
          make: { workload: { type: steps, steps: [{ return: task + 1 }] }, workers: 3, tasks: 300, into: q }
          pass: { workload: { type: steps, steps: [{ return: input }] }, workers: 3, from: q, into: r }
          add: { workload: { type: steps, steps: [{ atomic: { sum: sum + input } }] }, workers: 2, from: r }
        """, strategy
      ) { record in
        #expect(record.words("sum") == [45_150], "\(queue)")
        #expect(record.queues.allSatisfy { $0.balances && $0.put == 300 && $0.left == 0 })
      }
    }
  }

  @Test("branches run at once and are joined before the next step", arguments: executors)
  func branches(strategy: String) throws {
    try expectOK(
      """
      scenario: branches
      state: { met: 0 }
      barriers: { both: 2 }
      workload:
        type: steps
        steps:
          - repeat: 10
            do:
              - parallel:
                  left:
                    - barrier: both
                    - atomic: { met: met + 1 }
                  right:
                    - barrier: both
                    - atomic: { met: met + 1 }
          - return: met
      workers: 1
      tasks: 3
      """, strategy
    ) { #expect($0.words("met") == [60]) }
  }
}
