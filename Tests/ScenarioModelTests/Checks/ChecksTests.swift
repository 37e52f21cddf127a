// Each document rule, broken and kept.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Document rules")
struct ChecksTests {
  private func expect(_ yaml: String, _ findings: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    #expect(examine("scenario: t\n" + yaml).map(\.brief) == findings, sourceLocation: sourceLocation)
  }

  @Test("a scenario has something to run")
  func noRole() {
    expect("summary: x", ["1:11 S0340 the scenario does nothing: it has neither a 'workload' nor 'roles'"])
    expect("workload: 5", ["2:11 S0203 'workload' needs a workload's name or a mapping, found 5"])
  }

  @Test("roles exclude the short form, but not a default strategy")
  func mixedForms() {
    let roles = "roles: { a: { workload: noop } }\n"
    expect(roles + "workers: 2", ["3:1 S0341 'workers' belongs to a role when there are 'roles'"])
    expect(roles + "strategy: thread", [])
    expect(
      "strategy: thread\nroles: { a: { workload: noop, strategy: async } }",
      ["2:11 S0352 'strategy' has no effect: every role has its own"])
  }

  @Test("shared things have names of their own, and the first place is shown")
  func duplicateNames() throws {
    let yaml = "scenario: t\nworkload: noop\nstate: { gate: 1 }\nlocks: [a, a]\nsemaphores: { gate: 1 }"
    let found = examine(yaml)
    #expect(
      found.map(\.brief) == [
        "4:12 S0342 'a' is declared twice", "5:15 S0342 'gate' is declared as a variable and as a semaphore",
      ])
    let label = try #require(found.last?.labels.first)
    #expect(label.message == "first declared here")
    #expect(label.range.start == SourcePosition(line: 3, column: 10))
  }

  @Test("given names and words of expressions are not for declaring or writing")
  func reservedNames() {
    expect(
      "state: { task: 1, not: 2, count: 3 }\nworkload: { type: steps, steps: [{ set: { worker: 1 } }, { repeat: 2, as: input, do: [] }] }",
      [
        "2:10 S0343 'task' cannot be a variable: every task is given it, as the task's index",
        "2:19 S0343 'not' cannot be a variable: it is a word of expressions",
        "3:43 S0343 'worker' cannot be a local: every task is given it, as the worker's index",
        "3:75 S0343 'input' cannot be a local: every task is given it, as the task's item",
      ])
  }

  @Test("a counter is not a variable")
  func counterNames() {
    expect(
      "state: { paid: 1 }\nworkload: { type: steps, steps: [{ parallel: { a: [{ count: paid }] } }] }",
      ["3:61 S0344 'paid' is counted here, but it is a variable of 'state'"])
  }

  @Test("lists in state are of one type")
  func mixedLists() {
    expect(
      "workload: noop\nstate: { a: [1, 2, true], b: [true, false] }",
      ["3:20 S0345 'a' has both integers and booleans"])
  }

  @Test("a condition has one lock with one holder")
  func conditionLocks() {
    expect(
      """
      workload: noop
      locks: { one: {}, many: 3, table: { kind: read_write }, again: { kind: reentrant } }
      conditions: { a: one, b: many, c: table, d: again, e: two, f: a }
      """,
      [
        "4:26 S0347 a condition needs one lock, 'many' is a family of them",
        "4:35 S0347 a condition needs a lock with one holder, 'table' is a read_write lock",
        "4:55 S0346 condition 'e' needs a lock, and there is no lock 'two'",
        "4:63 S0346 condition 'f' needs a lock, and there is no lock 'a'",
      ])
  }

  @Test("queues are declared and named once")
  func queueNames() {
    let found = examine(
      """
      scenario: t
      queues: { raw: {}, small: {} }
      roles:
        a: { workload: noop, into: rwa }
        b: { workload: noop, from: [raw, raw], into: small }
      """)
    #expect(
      found.map(\.brief) == ["4:30 S0348 there is no queue 'rwa'", "5:36 S0349 queue 'raw' is named twice"])
    #expect(found.first?.help == "did you mean 'raw'?")
  }

  @Test("tasks come from one place")
  func taskSources() {
    expect(
      """
      queues: { q: {} }
      measure: { duration: 1s }
      roles:
        a: { workload: noop, tasks: 5, items: [1], into: q }
        b: { workload: noop, from: q, rate: 5/s }
      """,
      [
        "5:31 S0350 'items' and 'tasks' both say where the tasks come from",
        "6:39 S0350 'from' and 'rate' both say where the tasks come from",
      ])
  }

  @Test("a rate ends, and its companions need it")
  func openSources() {
    expect("workload: noop\nrate: 5/s", ["3:7 S0351 'rate' needs 'measure.duration': how long tasks arrive"])
    expect("workload: noop\nrate: 5/s\nmeasure: { duration: 1s }", [])
    expect(
      "workload: noop\narrivals: poisson\nmeasure: { duration: 1s }",
      [
        "3:11 S0352 'arrivals' has no effect without a 'rate'",
        "4:22 S0352 'measure.duration' has no effect: no role has a 'rate'",
      ])
    expect("workload: noop\nrate: 5\narrivals: poisson", ["3:7 S0205 'rate' needs a unit, found 5"])
  }

  @Test("unbounded workers need coroutines and a number of tasks")
  func unboundedWorkers() {
    expect(
      "workload: noop\nstrategy: thread\nworkers: unbounded",
      [
        "4:10 S0353 'workers: unbounded' is not for 'thread'",
        "4:10 S0354 'workers: unbounded' does not say how many tasks there are",
      ])
    expect("workload: noop\nstrategy: async\nworkers: unbounded\ntasks: 5", [])
  }

  @Test("expectations are about what exists, in its own type")
  func expectationNames() {
    expect(
      """
      state: { balance: 1, open: true, forks: [0, 0] }
      workload: { type: steps, steps: [{ count: paid }] }
      expect:
        - balnce == 1
        - open == 1
        - balance == true
        - open < true
        - forks == 0
        - forks[2] == 0
        - balance[0] == 1
        - paid[0] == 1
        - paid == true
        - paid == 1
        - forks[1] == 0
      """,
      [
        "5:5 S0364 'balnce' is neither a measure, nor a counter, nor a variable of 'state'",
        "6:5 S0363 'open' is a boolean: compare it with true or false",
        "7:5 S0363 'balance' is an integer: compare it with a whole number",
        "8:5 S0363 booleans are compared by == and != only",
        "9:5 S0363 'forks' is a list: say which element, as in forks[0]",
        "10:5 S0363 'forks' has 2 elements: forks[2] is not among them",
        "11:5 S0363 'balance' is not a list",
        "12:5 S0363 'paid' is a counter, not a list",
        "13:5 S0363 'paid' is a counter: compare it with a whole number",
      ])
  }

  @Test("an expectation's counter may be counted in a step that could not be read")
  func partialSteps() {
    expect(
      "workload: { type: steps, steps: [{ count: [paid] }] }\nexpect: [paid == 1]",
      ["2:43 S0203 'count' needs a name, found a list"])
  }

  @Test("expectations are for executors that exist")
  func expectationSelectors() {
    expect(
      "workload: noop\nexpect:\n  - speedup > 1 for threads, explore",
      ["4:21 S0213 unknown executor 'threads'", "4:30 S0502 executor 'explore' is not available in this version"])
  }

  @Test("the codes of the rules are listed and unlike each other")
  func codes() {
    let all = ShapeCodes.all + CheckCodes.all + ExpectationCodes.all + ExpressionCodes.all + SyntaxCodes.all
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count)
  }
}
