// What a run shall show against what it showed.
import ScenarioModel
import Support
import Testing

@Suite("the judge")
struct JudgeTests {
  @Test("without expectations every run must be ok")
  func impliedVerdict() {
    let good = judge([], [Sample.cell(runs: [Sample.run(), Sample.run()])])
    #expect(good.outcome == .expected)
    #expect(good.exit.code == 0)
    #expect(good.expectations.map(\.text) == ["verdict == ok"])
    #expect(good.expectations.map(\.isImplied) == [true])

    let bad = judge([], [Sample.cell(runs: [Sample.run(), Sample.run(.violated)])])
    #expect(bad.outcome == .unexpected)
    #expect(bad.exit.code == 1)
    #expect(bad.expectations.map(\.value) == ["violated in 1 of 2 runs"])
  }

  @Test(
    "an expected verdict holds if one repetition had it, and is a success",
    arguments: [Verdict.violated, .deadlock, .error, .timeout, .lost])
  func expectedVerdict(verdict: Verdict) {
    let cells = [Sample.cell(runs: [Sample.run(), Sample.run(verdict), Sample.run()])]
    let judged = judge([Sample.expect(.verdict, .equal, .verdict(verdict))], cells)
    #expect(judged.outcome == .expected)
    #expect(judged.exit.code == 0)
    #expect(judged.expectations.count == 1)
    #expect(judged.expectations[0].value == "\(verdict.rawValue) in 1 of 3 runs")
  }

  @Test("a verdict that never came is not as expected")
  func missingVerdict() {
    let judged = judge(
      [Sample.expect(.verdict, .equal, .verdict(.violated))], [Sample.cell(runs: [Sample.run(), Sample.run()])])
    #expect(judged.outcome == .unexpected)
    #expect(judged.expectations[0].value == "ok")
  }

  @Test("`!=` a verdict holds only if no repetition had it")
  func notEqualVerdict() {
    let expectation = Sample.expect(.verdict, .notEqual, .verdict(.deadlock))
    #expect(judge([expectation], [Sample.cell(runs: [Sample.run(.violated)])]).outcome == .expected)
    #expect(judge([expectation], [Sample.cell(runs: [Sample.run(), Sample.run(.deadlock)])]).outcome == .unexpected)
  }

  @Test("a worker lost or a timeout that nobody expected ends with code 3, also beside an expected verdict")
  func cutOff() {
    for verdict in [Verdict.lost, .timeout] {
      let alone = judge([], [Sample.cell(runs: [Sample.run(verdict)])])
      #expect(alone.exit.code == 3)
      let beside = judge(
        [Sample.expect(.verdict, .equal, .verdict(.violated))],
        [Sample.cell(runs: [Sample.run(.violated), Sample.run(verdict)])])
      #expect(beside.exit.code == 3)
      #expect(beside.expectations.last?.text == "verdict != \(verdict.rawValue)")
    }
  }

  @Test("a worker's loss gives its finding as the reason")
  func lossReason() {
    let finding = Finding(kind: .workerLost, message: "worker main 1 was killed by signal 9 while it held lock account")
    let judged = judge([], [Sample.cell(runs: [Sample.run(.lost, findings: [finding])])])
    #expect(judged.exit.reason == finding.message)
  }

  @Test("an interruption outweighs everything", arguments: [(0, 130), (2, 130), (15, 143)] as [(Int32, Int32)])
  func interruption(signal: Int32, code: Int32) {
    let judged = judge(
      [Sample.expect(.verdict, .equal, .verdict(.violated))],
      [Sample.cell(runs: [Sample.run(.violated), Sample.run(.interrupted)])], signal: signal == 0 ? nil : signal)
    #expect(judged.exit.code == code)
  }

  @Test("what could not start says so and is not available here")
  func cannotStart() {
    let finding = Finding(kind: .cannotStart, message: "100000 threads do not fit the limit of 256 processes")
    let judged = judge([], [Sample.cell(runs: [Sample.run(.error, findings: [finding])])])
    #expect(judged.exit == ExitStatus(code: 69, reason: finding.message))
  }

  @Test("nothing measured is inconclusive, whatever is expected")
  func nothingMeasured() {
    let cell = Sample.cell(runs: [])
    for measure in [ExpectationDeclaration.Measure.time, .verdict, .percentile(99), .named("x", index: nil)] {
      let bound: ExpectationDeclaration.Bound = measure == .verdict ? .verdict(.ok) : .number(0)
      let judged = judge([Sample.expect(measure, .greaterOrEqual, bound)], [cell])
      #expect(judged.outcome == .inconclusive, "\(measure)")
      #expect(judged.exit.code == 2)
    }
    #expect(judge([], []).outcome == .inconclusive)
  }

  @Test("an unexpected outcome outweighs an open one")
  func precedence() {
    let judged = judge(
      [
        Sample.expect(.percentile(99), .less, .number(5)), Sample.expect(.time, .less, .number(1)),
      ], [Sample.cell(runs: [Sample.run()])])
    #expect(judged.expectations.map(\.outcome) == [.inconclusive, .unexpected, .expected])
    #expect(judged.outcome == .unexpected)
    #expect(judged.exit.reason == "it: was 100 ms")
  }

  @Test("an expectation of one cell's verdict leaves the others to be ok")
  func otherCells() {
    let cells = Sample.comparison([("thread", 2, [Sample.run(.violated)]), ("process", 2, [Sample.run(.violated)])])
    let judged = judge([Sample.expect(.verdict, .equal, .verdict(.violated), executors: ["thread"])], cells)
    #expect(judged.expectations.map(\.outcome) == [.expected, .unexpected])
    #expect(judged.expectations[1].reason == "in strategy: process, workers: 2")
  }
}

@Suite("the judge on a disturbed machine")
struct DisturbedJudgeTests {
  private func runs(_ elapsed: [Int64], _ disturbance: Disturbance?) -> [RunRecord] {
    elapsed.map { time in
      var run = Sample.run(elapsed: time, latencies: [time])
      run.usage = [
        ProcessUsage(
          name: "main", user: time, system: 0, voluntarySwitches: 0, involuntarySwitches: 0, peakMemory: 1 << 20)
      ]
      run.disturbance = disturbance
      return run
    }
  }
  private let crowd = Disturbance(stolen: 0, otherLoad: 0.45, throttled: 0)

  @Test(
    "a time that is missed while others used the machine decides nothing",
    arguments: [
      (.time, .less, .number(1)), (.throughput, .greater, .number(1e9)), (.percentile(99), .less, .number(1)),
      (.maximum, .less, .number(1)), (.cpu, .less, .number(1)),
    ] as [(ExpectationDeclaration.Measure, ExpectationDeclaration.Comparison, ExpectationDeclaration.Bound)])
  func missedTimes(
    measure: ExpectationDeclaration.Measure, comparison: ExpectationDeclaration.Comparison,
    bound: ExpectationDeclaration.Bound
  ) throws {
    let expectation = Sample.expect(measure, comparison, bound)
    let spoiled = judge([expectation], [Sample.cell(runs: runs([100, 100, 100], crowd) + runs([90, 90], nil))])
    #expect(spoiled.expectations[0].outcome == .inconclusive)
    #expect(spoiled.exit.code == 2)
    let reason = try #require(spoiled.expectations[0].reason)
    #expect(reason.hasPrefix("other programs used up to 45 % of the CPU time in 3 of 5 runs"))
    #expect(reason.hasSuffix("measure on a quiet machine, or more often with --repeat"))
    #expect(judge([expectation], [Sample.cell(runs: runs([100, 100, 100], nil))]).outcome == .unexpected)
  }

  @Test("a time that is kept although others used the machine is kept")
  func keptTimes() {
    let cells = [Sample.cell(runs: runs([100, 100], crowd))]
    #expect(judge([Sample.expect(.time, .less, .number(1000))], cells).outcome == .expected)
  }

  @Test("what no other program changes fails as ever")
  func untimed() {
    let cells = [Sample.cell(runs: runs([100], crowd))]
    #expect(judge([Sample.expect(.verdict, .equal, .verdict(.violated))], cells).outcome == .unexpected)
    #expect(judge([Sample.expect(.memory, .less, .number(1))], cells).outcome == .unexpected)
  }

  @Test("a speedup reads the runs of the first cell as well")
  func spoiledBaseline() {
    let expectation = Sample.expect(.speedup, .greater, .number(1.5))
    let quiet = runs([100, 100], nil)
    let spoiled = judge(
      [expectation], Sample.comparison([("serial", 1, runs([100, 100], crowd)), ("thread", 2, quiet)]))
    #expect(spoiled.outcome == .inconclusive)
    #expect(
      judge([expectation], Sample.comparison([("serial", 1, quiet), ("thread", 2, quiet)])).outcome == .unexpected)
  }

  @Test("a cell that fails undisturbed fails, whatever disturbed another")
  func clearFailure() {
    let cells = Sample.comparison([("serial", 1, runs([100], crowd)), ("thread", 2, runs([100], nil))])
    let judged = judge([Sample.expect(.time, .less, .number(1))], cells)
    #expect(judged.outcome == .unexpected)
    #expect(judged.expectations[0].reason == "in strategy: thread, workers: 2")
  }

  @Test("too little stolen, used or throttled is no excuse")
  func noise() {
    let noise = Disturbance(stolen: 0.02, otherLoad: 0.2, throttled: 1)
    let judged = judge([Sample.expect(.time, .less, .number(1))], [Sample.cell(runs: runs([100], noise))])
    #expect(judged.outcome == .unexpected)
  }

  @Test("workers that were ready and had no processor for a tenth of the time decide nothing, for less they do")
  func queued() throws {
    let expectation = Sample.expect(.time, .less, .number(1))
    let waiting = Disturbance(stolen: 0, otherLoad: 0, throttled: 0, queued: 0.35)
    let judged = judge([expectation], [Sample.cell(runs: runs([100, 100], waiting))])
    #expect(judged.outcome == .inconclusive)
    let reason = try #require(judged.expectations[0].reason)
    #expect(reason.hasPrefix("its workers, ready to run, had no processor up to 35 % of the time in 2 of 2 runs"))
    let short = Disturbance(stolen: 0, otherLoad: 0, throttled: 0, queued: 0.1)
    #expect(judge([expectation], [Sample.cell(runs: runs([100], short))]).outcome == .unexpected)
  }

  @Test("what the hypervisor and the quota took is named")
  func otherCauses() {
    let taken = Disturbance(stolen: 0.1, otherLoad: 0, throttled: 50)
    let judged = judge([Sample.expect(.time, .less, .number(1))], [Sample.cell(runs: runs([100], taken))])
    #expect(
      judged.expectations[0].reason?.hasPrefix(
        "the hypervisor took 10 % of the CPU time and the CPU quota held it back for 50 ns in the run") == true)
  }
}

/// Judges with a fixed seed.
func judge(
  _ expectations: [ExpectationDeclaration], _ cells: [CellRecord], signal: Int32? = nil
) -> Judgement {
  Judge.judge(expectations, cells: cells, seed: 1, signal: signal)
}
