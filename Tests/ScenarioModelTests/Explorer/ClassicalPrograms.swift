// Classical concurrent programs, right and wrong, whose possible ends are known from the literature.
import Testing

/// A program with everything that its runs can end with.
struct ClassicalProgram: Sendable, CustomTestStringConvertible {
  enum End: String, Sendable { case fine, assertFailed, invariantBroken, deadlock, wrongResult, failed }
  var name: String
  var ends: Set<End>
  /// What stands beside `scenario` and `strategy: thread`.
  var text: String

  init(_ name: String, _ ends: Set<End>, _ text: String) {
    self.name = name
    self.ends = ends
    self.text = text
  }

  var testDescription: String { name }
  var yaml: String { "scenario: program\nstrategy: thread\n\(text)\n" }

  static let all = races + locks + conditions + semaphores + handMade
}

extension ClassicalProgram {
  static let races: [ClassicalProgram] = [
    ClassicalProgram(
      "the check before the lock, the update inside it", [.fine, .wrongResult],
      """
      state: { balance: 1000 }
      locks: [m]
      workers: 2
      workload:
        type: steps
        steps:
          - if: balance >= 800
            then: [ { lock: m, do: [ { set: { balance: balance - 800 } } ] } ]
      check: [ { finally: balance >= 0 } ]
      """),
    ClassicalProgram(
      "three tasks that add one twice, without a lock", [.fine, .wrongResult],
      """
      state: { c: 0 }
      workers: 3
      workload: { type: steps, steps: [ { repeat: 2, do: [ { set: { c: c + 1 } } ] } ] }
      check: [ { finally: c == 6 } ]
      """),
    ClassicalProgram(
      "adding by compare-and-swap, again after each failure", [.fine],
      """
      state: { c: 0 }
      workers: 3
      workload:
        type: steps
        steps:
          - set: { ok: false }
          - while: not ok
            do: [ { set: { t: c } }, { cas: { c: [t, t + 1] }, into: ok } ]
      check: [ { finally: c == 3 } ]
      """),
    ClassicalProgram(
      "adding by compare-and-swap, once", [.fine, .wrongResult],
      """
      state: { c: 0 }
      workers: 2
      workload: { type: steps, steps: [ { set: { t: c } }, { cas: { c: [t, t + 1] } } ] }
      check: [ { finally: c == 2 } ]
      """),
    ClassicalProgram(
      "one writer under lock a, two under lock b", [.fine, .assertFailed],
      """
      state: { d: 0 }
      locks: [a, b]
      roles:
        one:
          workload:
            type: steps
            steps:
              - lock: a
                do: [ { set: { x: d, d: d + 1, y: d } }, { assert: y == x + 1 } ]
        two:
          workers: 2
          workload: { type: steps, steps: [ { lock: b, do: [ { set: { d: d + 1 } } ] } ] }
      """),
    ClassicalProgram(
      "a lock-free stack whose head comes back while a pop is under way", [.fine, .assertFailed],
      """
      state: { head: 3, next: [0, 0, 1, 2], owned: [0, 0, 0, 0] }
      roles:
        pop:
          workload:
            type: steps
            steps:
              - set: { h: head, n: "next[h]" }
              - cas: { head: [h, n] }
                into: ok
              - if: ok
                then: [ { set: { y: "owned[n]" } }, { assert: y == 0 } ]
        reuse:
          workload:
            type: steps
            steps:
              - set: { h: head, n: "next[h]" }
              - cas: { head: [h, n] }
                into: ok
              - if: ok
                then:
                  - set: { g: head, k: "next[g]", "owned[g]": 1 }
                  - cas: { head: [g, k] }
                  - set: { e: head, "next[h]": e }
                  - cas: { head: [e, h] }
      """),
  ]

  static let locks: [ClassicalProgram] = [
    ClassicalProgram(
      "opposite orders behind a gate", [.fine],
      """
      locks: [g, a, b]
      roles:
        one: { workload: { type: steps, steps: [ { lock: g, do: [ { lock: a, do: [ { lock: b, do: [] } ] } ] } ] } }
        two: { workload: { type: steps, steps: [ { lock: g, do: [ { lock: b, do: [ { lock: a, do: [] } ] } ] } ] } }
      """),
    ClassicalProgram(
      "a task that ends while it holds a lock", [.deadlock],
      """
      locks: [x, y]
      workers: 2
      workload:
        type: steps
        steps: [ { acquire: x }, { release: x }, { acquire: x }, { acquire: y }, { release: y } ]
      """),
    ClassicalProgram(
      "four philosophers who all take the left fork first", [.fine, .deadlock],
      """
      locks: { fork: 4 }
      workers: 4
      workload:
        type: steps
        steps: [ { lock: "fork[task]", do: [ { lock: "fork[(task + 1) % 4]", do: [] } ] } ]
      """),
    ClassicalProgram(
      "four philosophers who take the smaller fork first", [.fine],
      """
      locks: { fork: 4 }
      workers: 4
      workload:
        type: steps
        steps:
          - lock: "fork[min(task, (task + 1) % 4)]"
            do: [ { lock: "fork[max(task, (task + 1) % 4)]", do: [] } ]
      """),
    ClassicalProgram(
      "four philosophers, three of them at the table", [.fine],
      """
      locks: { fork: 4 }
      semaphores: { room: 3 }
      workers: 4
      workload:
        type: steps
        steps:
          - lock: room
            do: [ { lock: "fork[task]", do: [ { lock: "fork[(task + 1) % 4]", do: [] } ] } ]
      """),
    ClassicalProgram(
      "a reader who wants to write while it reads", [.deadlock],
      """
      state: { upgrade: true }
      locks: { table: { kind: read_write } }
      workers: 2
      workload:
        type: steps
        steps:
          - acquire: { table: read }
          # Written so that only the run can tell: on a straight path it would be refused.
          - if: not upgrade
            then: [ { release: { table: read } } ]
          - acquire: table
          - release: table
      """),
  ]

  static let conditions: [ClassicalProgram] = [
    ClassicalProgram(
      "a flag tested before the lock is taken: the wake-up can be lost", [.fine, .deadlock],
      """
      state: { flag: false }
      locks: [m]
      conditions: { c: m }
      roles:
        waiter:
          workload: { type: steps, steps: [ { if: not flag, then: [ { lock: m, do: [ { wait: c } ] } ] } ] }
        setter:
          workload: { type: steps, steps: [ { lock: m, do: [ { set: { flag: true } }, { signal: c } ] } ] }
      """),
    ClassicalProgram(
      "waiting in a loop under the lock", [.fine],
      """
      state: { flag: false }
      locks: [m]
      conditions: { c: m }
      roles:
        waiter:
          workers: 2
          workload: { type: steps, steps: [ { lock: m, do: [ { while: not flag, do: [ { wait: c } ] } ] } ] }
        setter:
          workload: { type: steps, steps: [ { lock: m, do: [ { set: { flag: true } } ] }, { broadcast: c } ] }
      """),
    ClassicalProgram(
      "`if` instead of `while` around a wait", [.fine, .assertFailed],
      """
      state: { n: 0 }
      locks: [m]
      conditions: { c: m }
      roles:
        taking:
          workers: 2
          workload:
            type: steps
            steps:
              - lock: m
                do:
                  - if: n <= 0
                    then: [ { wait: c } ]
                  - set: { n: n - 1, y: n }
                  - assert: y >= 0
        bringing:
          workers: 2
          workload: { type: steps, steps: [ { lock: m, do: [ { set: { n: n + 1 } }, { signal: c } ] } ] }
      """),
    ClassicalProgram(
      "a producer who waits for a consumer that never takes", [.deadlock],
      """
      state: { num: 1 }
      locks: [m]
      conditions: { empty: m, full: m }
      roles:
        producer:
          workload:
            type: steps
            steps:
              - lock: m
                do: [ { while: num != 0, do: [ { wait: empty } ] }, { set: { num: num + 1 } } ]
              - signal: full
        consumer:
          workload:
            type: steps
            steps:
              - lock: m
                do: [ { while: num <= 0, do: [ { wait: full } ] } ]
              - signal: empty
      """),
  ]

  static let semaphores: [ClassicalProgram] = [
    ClassicalProgram(
      "a buffer with three semaphores, in the right order", [.fine],
      """
      state: { n: 0 }
      semaphores: { mutex: 1, items: 0, spaces: 1 }
      roles:
        producer:
          workers: 2
          workload:
            type: steps
            steps:
              - acquire: spaces
              - lock: mutex
                do: [ { set: { n: n + 1 } }, { assert: n <= 1 } ]
              - release: items
        consumer:
          workers: 2
          workload:
            type: steps
            steps:
              - acquire: items
              - lock: mutex
                do: [ { set: { n: n - 1 } } ]
              - release: spaces
      check: [ { finally: n == 0 } ]
      """),
    ClassicalProgram(
      "the same with the mutex taken before the wait for items", [.fine, .deadlock],
      """
      state: { n: 0 }
      semaphores: { mutex: 1, items: 0, spaces: 1 }
      roles:
        producer:
          workers: 2
          workload:
            type: steps
            steps:
              - acquire: spaces
              - lock: mutex
                do: [ { set: { n: n + 1 } } ]
              - release: items
        consumer:
          workers: 2
          workload:
            type: steps
            steps:
              - lock: mutex
                do: [ { acquire: items }, { set: { n: n - 1 } } ]
              - release: spaces
      """),
    ClassicalProgram(
      "a barrier of a counter and a turnstile, used once", [.fine],
      """
      state: { count: 0 }
      semaphores: { mutex: 1, turn: 0 }
      workers: 3
      workload:
        type: steps
        steps:
          - lock: mutex
            do: [ { set: { count: count + 1, c: count } } ]
          - if: c == 3
            then: [ { release: turn } ]
          - acquire: turn
          - release: turn
          - assert: count == 3
      """),
    ClassicalProgram(
      "smokers who take one ingredient after another", [.deadlock],
      """
      semaphores: { tobacco: 0, paper: 0, match: 0, agent: 1 }
      roles:
        agent:
          workload:
            type: steps
            steps:
              - acquire: agent
              - choose: { k: [0, 1, 2] }
              - if: k == 0
                then: [ { release: tobacco }, { release: match } ]
              - if: k == 1
                then: [ { release: match }, { release: paper } ]
              - if: k == 2
                then: [ { release: paper }, { release: tobacco } ]
              - acquire: agent
              - count: smoked
        with_paper: { workload: { type: steps, steps: [ { acquire: tobacco }, { acquire: match }, { release: agent } ] } }
        with_tobacco: { workload: { type: steps, steps: [ { acquire: match }, { acquire: paper }, { release: agent } ] } }
        with_match: { workload: { type: steps, steps: [ { acquire: paper }, { acquire: tobacco }, { release: agent } ] } }
      """),
    ClassicalProgram(
      "readers who count themselves without a lock", [.fine, .invariantBroken, .deadlock],
      """
      state: { rc: 0, rd: 0, wr: 0 }
      semaphores: { room: 1 }
      roles:
        reader:
          workers: 2
          workload:
            type: steps
            steps:
              - set: { t: rc, rc: t + 1 }
              - if: t == 0
                then: [ { acquire: room } ]
              - atomic: { rd: rd + 1 }
              - atomic: { rd: rd - 1 }
              - set: { t: rc, rc: t - 1 }
              - if: t == 1
                then: [ { release: room } ]
        writer:
          workload:
            type: steps
            steps:
              - lock: room
                do: [ { atomic: { wr: wr + 1 } }, { atomic: { wr: wr - 1 } } ]
      check: [ { always: wr == 0 or rd == 0 } ]
      """),
    ClassicalProgram(
      "two stages that both put twice into short queues before they get", [.deadlock],
      """
      queues: { q: { capacity: 1 }, r: { capacity: 1 } }
      roles:
        one: { workload: { type: steps, steps: [ { put: { q: 1 } }, { put: { q: 2 } }, { get: { r: x } }, { get: { r: x } } ] } }
        two: { workload: { type: steps, steps: [ { put: { r: 1 } }, { put: { r: 2 } }, { get: { q: x } }, { get: { q: x } } ] } }
      """),
    ClassicalProgram(
      "two consumers who look before they take", [.fine, .deadlock],
      """
      queues: { q: { capacity: 2 } }
      roles:
        producer: { workload: { type: steps, steps: [ { put: { q: 1 } }, { await: over } ] } }
        consumer:
          workers: 2
          workload: { type: steps, steps: [ { set: { n: count(q) } }, { if: n > 0, then: [ { get: { q: x } } ] }, { atomic: { left: left - 1 } }, { if: left == 0, then: [ { set: { over: true } } ] } ] }
      state: { over: false, left: 2 }
      """),
  ]

  static let handMade: [ClassicalProgram] = [
    ClassicalProgram(
      "Peterson's algorithm", [.fine],
      mutualExclusion(
        enter: [
          "set: { 'flag[task]': true }", "set: { turn: 1 - task }",
          "await: \"not flag[1 - task] or turn == task\"",
        ], leave: "set: { 'flag[task]': false }", state: "flag: [false, false], turn: 0")),
    ClassicalProgram(
      "Peterson's algorithm with its first two lines exchanged", [.fine, .assertFailed],
      mutualExclusion(
        enter: [
          "set: { turn: 1 - task }", "set: { 'flag[task]': true }",
          "await: \"not flag[1 - task] or turn == task\"",
        ], leave: "set: { 'flag[task]': false }", state: "flag: [false, false], turn: 0")),
    ClassicalProgram(
      "each raises its flag and waits for the other's to fall", [.fine, .deadlock],
      mutualExclusion(
        enter: [
          "set: { 'flag[task]': true }", "await: \"not flag[1 - task]\"",
        ], leave: "set: { 'flag[task]': false }", state: "flag: [false, false]")),
    ClassicalProgram(
      "Lamport's bakery", [.fine],
      mutualExclusion(
        enter: [
          "set: { 'choosing[task]': true }", "set: { 'num[task]': \"max(num[0], num[1]) + 1\" }",
          "set: { 'choosing[task]': false }", "await: \"not choosing[1 - task]\"",
          "await: \"num[1 - task] == 0 or num[1 - task] > num[task] or num[1 - task] == num[task] and task == 0\"",
        ], leave: "set: { 'num[task]': 0 }", state: "choosing: [false, false], num: [0, 0]")),
    ClassicalProgram(
      "the bakery without its doorway", [.fine, .assertFailed],
      mutualExclusion(
        enter: [
          "set: { 'num[task]': \"max(num[0], num[1]) + 1\" }",
          "await: \"num[1 - task] == 0 or num[1 - task] > num[task] or num[1 - task] == num[task] and task == 0\"",
        ], leave: "set: { 'num[task]': 0 }", state: "num: [0, 0]")),
    ClassicalProgram(
      "a ticket lock", [.fine],
      mutualExclusion(
        enter: [
          "atomic: { next: next + 1 }\n      old: mine", "await: serving == mine",
        ], leave: "set: { serving: serving + 1 }", state: "next: 0, serving: 0")),
  ]

  /// Two tasks that enter a critical section once, and notice if they are not alone in it.
  private static func mutualExclusion(enter: [String], leave: String, state: String) -> String {
    let body =
      enter + [
        "atomic: { inside: inside + 1 }", "assert: inside == 1", "atomic: { inside: inside - 1 }", leave,
      ]
    return """
      state: { inside: 0, \(state) }
      workers: 2
      workload:
        type: steps
        steps:
      \(body.map { "    - \($0)" }.joined(separator: "\n"))
      """
  }
}
