// Samples of the language's own fields, each valid as a whole scenario.

extension FieldSamples {
  private static func role(_ field: String) -> String {
    "roles: { a: { workload: noop, \(field) } }"
  }
  private static let noop = "workload: noop"
  private static let queued = "roles: { a: { workload: noop, tasks: 5, into: q }, b: { workload: noop, from: q } }"

  static let language: [FieldSample] = [
    FieldSample("scenario", noop, "scenario: t", "scenario: u"),
    FieldSample("summary", noop, "", "summary: a lesson"),
    FieldSample("tags", noop, "", "tags: [race]"),
    FieldSample("vars", noop + "\ntasks: ${n}", "vars: { n: 2 }", "vars: { n: 3 }"),
    FieldSample("extends", noop, "", "extends: base.yaml"),
    FieldSample("workload", "workload: noop", "workload: sleep"),
    FieldSample("strategy", noop, "", "strategy: thread"),
    FieldSample("workers", noop, "", "workers: 4"),
    FieldSample("tasks", noop, "", "tasks: 4"),
    FieldSample("items", noop, "", "items: [3, true]"),
    FieldSample("rate", noop + "\nmeasure: { duration: 1s }", "rate: 5/s", "rate: 6/s"),
    FieldSample("arrivals", noop + "\nmeasure: { duration: 1s }\nrate: 5/s", "", "arrivals: poisson"),
    FieldSample("collect", noop, "", "collect: completed"),
    FieldSample("roles", role("tasks: 1"), "roles: { b: { workload: noop, tasks: 1 } }"),
    FieldSample("roles.*.workload", "roles: { a: { workload: noop } }", "roles: { a: { workload: sleep } }"),
    FieldSample("roles.*.strategy", role("strategy: serial"), role("strategy: thread")),
    FieldSample("roles.*.workers", role("workers: 1"), role("workers: 2")),
    FieldSample("roles.*.tasks", role("tasks: 1"), role("tasks: 2")),
    FieldSample("roles.*.items", role("items: [1]"), role("items: [2]")),
    FieldSample("roles.*.rate", "measure: { duration: 1s }", role("rate: 5/s"), role("rate: 5/m")),
    FieldSample(
      "roles.*.arrivals", "measure: { duration: 1s }", role("rate: 5/s"), role("rate: 5/s, arrivals: poisson")),
    FieldSample("roles.*.collect", role("tasks: 1"), role("tasks: 1, collect: completed")),
    FieldSample(
      "roles.*.from", "queues: { q: {}, r: {} }",
      "roles: { a: { workload: noop, into: [q, r] }, b: { workload: noop, from: [q, r] } }",
      "roles: { a: { workload: noop, into: [q, r] }, b: { workload: noop, from: q }, c: { workload: noop, from: r } }"),
    FieldSample(
      "roles.*.into", "queues: { q: {}, r: {} }",
      "roles: { a: { workload: noop, into: q }, b: { workload: noop, into: r }, c: { workload: noop, from: [q, r] } }",
      "roles: { a: { workload: noop, into: [q, r] }, b: { workload: noop, into: r }, c: { workload: noop, from: [q, r] } }"
    ),
    FieldSample("state", noop, "", "state: { balance: 5 }"),
    FieldSample(
      "state.*.count", noop, "state: { a: { count: 2, value: 1 } }", "state: { a: { count: 3, value: 1 } }"),
    FieldSample(
      "state.*.value", noop, "state: { a: { count: 2, value: 1 } }", "state: { a: { count: 2, value: 7 } }"),
    FieldSample("locks", noop, "", "locks: [account]"),
    FieldSample("locks.*.kind", noop, "locks: { a: {} }", "locks: { a: { kind: reentrant } }"),
    FieldSample("locks.*.count", noop, "locks: { a: {} }", "locks: { a: { count: 3 } }"),
    FieldSample("semaphores", noop, "semaphores: { gate: 1 }", "semaphores: { gate: 2 }"),
    FieldSample(
      "conditions", noop + "\nlocks: [a, b]", "conditions: { c: a }", "conditions: { c: b }"),
    FieldSample("barriers", noop, "barriers: { start: 1 }", "barriers: { start: 2 }"),
    FieldSample("queues", queued, "queues: { q: {} }", "queues: { q: { capacity: unbounded } }"),
    FieldSample("queues.*.capacity", queued, "queues: { q: {} }", "queues: { q: { capacity: 0 } }"),
    FieldSample("queues.*.order", queued, "queues: { q: {} }", "queues: { q: { order: lifo } }"),
    FieldSample("queues.*.full", queued, "queues: { q: {} }", "queues: { q: { full: drop } }"),
    FieldSample("check", noop, "", "check: [{ never: deadlock }]"),
    FieldSample("check.always", noop + "\nstate: { a: 1 }", "", "check: [{ always: a == 1 }]"),
    FieldSample("check.finally", noop + "\nstate: { a: 1 }", "", "check: [{ finally: a == 1 }]"),
    FieldSample("check.eventually", noop + "\nstate: { a: 1 }", "", "check: [{ eventually: a == 1 }]"),
    FieldSample("check.never", noop, "check: [{ never: data_race }]", "check: [{ never: starvation }]"),
    FieldSample("check.always.name", noop, "check: [{ always: true }]", "check: [{ always: true, name: fine }]"),
    FieldSample("check.finally.name", noop, "check: [{ finally: true }]", "check: [{ finally: true, name: fine }]"),
    FieldSample(
      "check.eventually.name", noop, "check: [{ eventually: true }]", "check: [{ eventually: true, name: fine }]"),
    FieldSample(
      "check.never.name", noop, "check: [{ never: deadlock }]", "check: [{ never: deadlock, name: fine }]"),
    FieldSample(
      "check.eventually.fairness", noop, "check: [{ eventually: true }]",
      "check: [{ eventually: true, fairness: strong }]"),
    FieldSample(
      "check.never.fairness", noop, "check: [{ never: starvation }]",
      "check: [{ never: starvation, fairness: strong }]"),
    FieldSample("expect", noop, "", "expect: [verdict == ok]"),
    FieldSample("measure", noop, "", "measure: { repeat: 2 }"),
    FieldSample("measure.warmup", noop, "", "measure: { warmup: 2 }"),
    FieldSample("measure.repeat", noop, "", "measure: { repeat: 2 }"),
    FieldSample(
      "measure.duration", noop + "\nrate: 5/s", "measure: { duration: 1s }", "measure: { duration: 2s }"),
    FieldSample("measure.timeout", noop, "", "measure: { timeout: 2m }"),
    FieldSample("measure.seed", noop, "", "measure: { seed: 2 }"),
    FieldSample("compare", noop, "", "compare: { workers: [1, 2] }"),
    FieldSample(
      "compare.skip", noop, "compare: { workers: [1, 2] }", "compare: { workers: [1, 2], skip: [{ workers: 2 }] }"),
  ]

  /// What the sample programs share.
  private static let shared = """
    state: { x: 1, forks: [0, 0] }
    locks: { account: { kind: reentrant }, table: { kind: read_write }, spare: {} }
    semaphores: { gate: 3 }
    conditions: { c: spare, d: spare }
    barriers: { start: 1, stop: 1 }
    queues: { q: {}, r: {} }
    """

  private static func program(_ steps: String) -> String { "workload: { type: steps, steps: [\(steps)] }" }
  private static func step(_ path: String, _ without: String, _ with: String) -> FieldSample {
    FieldSample("steps." + path, shared, program(without), program(with))
  }

  static let steps: [FieldSample] = [
    step("set", "{ set: { x: 1 } }", "{ set: { x: 2 } }"),
    step("atomic", "{ atomic: { x: x + 1 } }", "{ atomic: { x: x + 2 } }"),
    step("atomic.old", "{ atomic: { x: x + 1 } }", "{ atomic: { x: x + 1 }, old: before }"),
    step("cas", "{ cas: { x: [1, 2] } }", "{ cas: { x: [1, 3] } }"),
    step("cas.into", "{ cas: { x: [1, 2] } }", "{ cas: { x: [1, 2] }, into: done }"),
    step("if", "{ if: x > 0, then: [yield] }", "{ if: x > 1, then: [yield] }"),
    step("if.then", "{ if: x > 0, then: [yield] }", "{ if: x > 0, then: [] }"),
    step("if.else", "{ if: x > 0, then: [yield] }", "{ if: x > 0, then: [yield], else: [{ count: no }] }"),
    step("while", "{ while: x > 1, do: [yield] }", "{ while: x > 2, do: [yield] }"),
    step("while.do", "{ while: x > 1, do: [yield] }", "{ while: x > 1, do: [{ count: no }] }"),
    step("repeat", "{ repeat: 1, do: [yield] }", "{ repeat: 2, do: [yield] }"),
    step("repeat.do", "{ repeat: 1, do: [yield] }", "{ repeat: 1, do: [{ count: no }] }"),
    step("repeat.as", "{ repeat: 1, do: [yield] }", "{ repeat: 1, as: i, do: [yield] }"),
    step("lock", "{ lock: account, do: [yield] }", "{ lock: { table: read }, do: [yield] }"),
    step("lock.do", "{ lock: account, do: [yield] }", "{ lock: account, do: [{ count: no }] }"),
    step("acquire", "{ acquire: account }", "{ acquire: gate }"),
    step("release", "{ acquire: account }", "{ acquire: account }, { release: account }"),
    step("try", "{ try: account, into: got }", "{ try: gate, into: got }"),
    step("try.into", "{ try: gate, into: got }", "{ try: gate, into: free }"),
    step("wait", "{ acquire: spare }, { wait: c }", "{ acquire: spare }, { wait: d }"),
    step("signal", "{ signal: c }", "{ signal: d }"),
    step("broadcast", "{ broadcast: c }", "{ broadcast: d }"),
    step("await", "{ await: x == 1 }", "{ await: x >= 1 }"),
    step("barrier", "{ barrier: start }", "{ barrier: stop }"),
    step("put", "{ put: { q: 1 } }, { put: { r: 1 } }", "{ put: { q: 2 } }, { put: { r: 1 } }"),
    step("get", "{ put: { q: 1 } }, { get: { q: a } }", "{ put: { q: 1 } }, { get: { q: b } }"),
    step(
      "get.else", "{ put: { q: 1 } }, { get: { q: a } }", "{ put: { q: 1 } }, { get: { q: a }, else: [{ count: no }] }"),
    step("close", "{ close: q }", "{ close: r }"),
    step("sleep", "{ sleep: 1ms }", "{ sleep: 2ms }"),
    step("compute", "{ compute: 1ms }", "{ compute: 2ms }"),
    step("yield", "", "yield"),
    step("run", "{ run: noop }", "{ run: sleep }"),
    step("run.into", "{ run: noop }", "{ run: noop, into: result }"),
    step("run.assume", "{ run: noop, into: result }", "{ run: noop, into: result, assume: [1, 2] }"),
    step("parallel", "{ parallel: { a: [yield] } }", "{ parallel: { a: [yield], b: [yield] } }"),
    step("choose", "{ choose: { a: [1, 2] } }", "{ choose: { a: [1, 3] } }"),
    step("count", "{ count: yes }", "{ count: no }"),
    step("log", "{ log: one }", "{ log: two }"),
    step("assert", "{ assert: x == 1 }", "{ assert: x == 2 }"),
    step("fail", "{ fail: one }", "{ fail: two }"),
    step("return", "{ return: 1 }", "{ return: 2 }"),
  ]
}
