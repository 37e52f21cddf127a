// Expectations over measured figures, counters, final state, and comparisons.
import ScenarioModel
import Support
import Testing

@Suite("expectations over figures")
struct FigureExpectationTests {
  @Test("a time is the median over the repetitions, and the bound counts for the strict comparison")
  func medianTime() {
    let cell = Sample.cell(runs: [10, 30, 20].map { Sample.run(elapsed: $0 * 1_000_000) })
    #expect(outcome(.time, .lessOrEqual, 20e6, [cell]) == .expected)
    #expect(outcome(.time, .less, 20e6, [cell]) == .unexpected)
    #expect(outcome(.time, .greater, 19e6, [cell]) == .expected)
  }

  @Test("a run that was cut off gives no time")
  func cutOffTime() {
    let cell = Sample.cell(runs: [Sample.run(.timeout, elapsed: 5), Sample.run(elapsed: 100)])
    #expect(outcome(.time, .greaterOrEqual, 100, [cell]) == .expected)
    let never = Sample.cell(runs: [Sample.run(.timeout)])
    #expect(outcome(.time, .less, 1e12, [never]) == .inconclusive)
  }

  @Test("percentiles are of all repetitions together; without a latency they are inconclusive")
  func percentiles() {
    let runs = (0..<10).map { round in Sample.run(latencies: (1...10).map { Int64(round * 10 + $0) }) }
    let cell = Sample.cell(runs: runs)
    #expect(outcome(.percentile(50), .equal, 50, [cell]) == .expected)
    #expect(outcome(.percentile(99), .equal, 99, [cell]) == .expected)
    #expect(outcome(.maximum, .equal, 100, [cell]) == .expected)
    #expect(outcome(.percentile(99), .less, 1e9, [Sample.cell(runs: [Sample.run()])]) == .inconclusive)
  }

  @Test("throughput counts the tasks of the last roles")
  func throughput() {
    var cell = Sample.cell(runs: [Sample.run(elapsed: 2_000_000_000, tasks: 100)])
    #expect(outcome(.throughput, .equal, 50, [cell]) == .expected)
    let first = GraphRole(
      name: "read", program: Program(), executor: "async", source: .count(400), into: [0], workload: "noop")
    cell.graph.roles.insert(first, at: 0)
    cell.graph.queues = [GraphQueue(name: "raw", capacity: .unbounded, producers: [0], consumers: [1])]
    cell.runs[0].roles.insert(Sample.role("read", tasks: 400), at: 0)
    #expect(outcome(.throughput, .equal, 50, [cell]) == .expected)
  }

  @Test("state and counters must satisfy the condition in every repetition that ended by itself")
  func stateInEveryRun() {
    let paid = NamedValue(name: "paid", value: 2)
    func run(_ balance: Int64, _ verdict: Verdict = .violated) -> RunRecord {
      Sample.run(verdict, state: [Sample.integer("balance", balance)], counters: [paid])
    }
    let measure = ExpectationDeclaration.Measure.named("balance", index: nil)
    let accept = Sample.expect(.verdict, .equal, .verdict(.violated))
    func judged(_ runs: [RunRecord]) -> ExpectationOutcome {
      judge([Sample.expect(measure, .equal, .integer(-600)), accept], [Sample.cell(runs: runs)]).expectations[0]
    }
    #expect(judged([run(-600), run(-600)]).outcome == .expected)
    #expect(judged([run(-600), run(200)]).outcome == .unexpected)
    #expect(judged([run(-600), run(200)]).value == "200")
    #expect(judged([run(-600), run(200)]).reason == "in 1 of 2 runs")
    #expect(judged([run(-600), run(5, .timeout)]).outcome == .expected)
    #expect(judged([run(-600, .timeout)]).outcome == .inconclusive)
    let counter = judge(
      [Sample.expect(.named("paid", index: nil), .equal, .integer(2)), accept], [Sample.cell(runs: [run(-600)])])
    #expect(counter.expectations[0].outcome == .expected)
  }

  @Test("a boolean compares with a boolean, an element of a list by its index, an unknown name not at all")
  func kindsOfState() {
    let state = [
      StateValue(name: "open", isBoolean: true, isList: false, words: [1]),
      StateValue(name: "forks", isBoolean: false, isList: true, words: [4, 5]),
    ]
    let cells = [Sample.cell(runs: [Sample.run(state: state)])]
    func first(_ name: String, _ index: Int?, _ bound: ExpectationDeclaration.Bound) -> Outcome {
      judge([Sample.expect(.named(name, index: index), .equal, bound)], cells).expectations[0].outcome
    }
    #expect(first("open", nil, .boolean(true)) == .expected)
    #expect(first("open", nil, .boolean(false)) == .unexpected)
    #expect(first("forks", 1, .integer(5)) == .expected)
    #expect(first("forks", 2, .integer(5)) == .inconclusive)
    #expect(first("forks", nil, .integer(5)) == .inconclusive)
    #expect(first("nothing", nil, .integer(5)) == .inconclusive)
  }

  @Test("speedup is the median of paired ratios against the first cell; the first cell itself is not asked")
  func speedup() {
    let cells = Sample.comparison([
      ("serial", 1, [100, 200, 300].map { Sample.run(elapsed: $0) }),
      ("process", 2, [50, 100, 150].map { Sample.run(elapsed: $0) }),
    ])
    #expect(outcome(.speedup, .equal, 2, cells) == .expected)
    #expect(outcome(.efficiency, .equal, 1, cells) == .expected)
    let declaredForBoth = Sample.comparison([
      ("serial", 2, [Sample.run(elapsed: 100)]), ("thread", 2, [Sample.run(elapsed: 50)]),
    ])
    #expect(outcome(.efficiency, .equal, 1, declaredForBoth) == .expected)
    #expect(outcome(.speedup, .greater, 2.1, cells, executors: ["process"], workers: [2]) == .unexpected)
  }

  @Test("a speedup without a fair comparison is inconclusive, with the reason")
  func unfairSpeedup() {
    func reason(_ first: [RunRecord], _ second: [RunRecord]) -> String? {
      let cells = Sample.comparison([("serial", 1, first), ("process", 2, second)])
      let judged = judge(
        [
          Sample.expect(.speedup, .greater, .number(0)), Sample.expect(.verdict, .notEqual, .verdict(.interrupted)),
        ], cells)
      #expect(judged.expectations[0].outcome == .inconclusive)
      return judged.expectations[0].reason
    }
    let place = " (in strategy: process, workers: 2)"
    #expect(
      reason([Sample.run()], [Sample.run(digest: 8)])
        == "it did other work than the first cell: their results differ" + place)
    #expect(
      reason([Sample.run(), Sample.run(digest: 9)], [Sample.run()])
        == "the first cell's runs gave different results" + place)
    #expect(
      reason([Sample.run(.violated)], [Sample.run()]) == "no repetition was ok in both this cell and the first" + place)
    let single = judge([Sample.expect(.speedup, .greater, .number(0))], [Sample.cell(runs: [Sample.run()])])
    #expect(single.expectations[0].reason == "there is nothing to compare with: only one cell ran")
  }

  @Test("a selector that meets no cell is inconclusive")
  func noCell() {
    let cells = Sample.comparison([("serial", 1, [Sample.run()]), ("process", 2, [Sample.run()])])
    #expect(outcome(.time, .less, 1e12, cells, executors: ["async"]) == .inconclusive)
    #expect(outcome(.time, .less, 1e12, cells, executors: ["serial"], workers: [2]) == .inconclusive)
    #expect(outcome(.time, .less, 1e12, cells, workers: [1, 2]) == .expected)
  }

  @Test("a selector speaks about the roles that the comparison varies")
  func variedRole() {
    var cell = Sample.cell(
      "process", parameters: [CellParameter(path: "roles.shrink.strategy", value: "process")], runs: [Sample.run()])
    cell.graph.roles[0].name = "shrink"
    cell.graph.roles.append(GraphRole(name: "read", program: Program(), executor: "async", workload: "noop"))
    #expect(outcome(.time, .less, 1e12, [cell], executors: ["async"]) == .inconclusive)
    #expect(outcome(.time, .less, 1e12, [cell], executors: ["process"]) == .expected)
    cell.parameters = []
    #expect(outcome(.time, .less, 1e12, [cell], executors: ["async"]) == .expected)
  }

  private func outcome(
    _ measure: ExpectationDeclaration.Measure, _ comparison: ExpectationDeclaration.Comparison, _ bound: Double,
    _ cells: [CellRecord], executors: [String] = [], workers: [Int] = []
  ) -> Outcome {
    let expectation = Sample.expect(measure, comparison, .number(bound), executors: executors, workers: workers)
    return judge([expectation], cells).expectations[0].outcome
  }
}
