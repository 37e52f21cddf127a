// Native work in graphs: pipelines, routes, branches and open sources of it mean the same on every executor.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Native work in a graph", .timeLimit(.minutes(3)))
struct NativeGraphTests {
  private static let executors = ["serial", "thread", "process", "async"]

  /// One record for each executor, all of whose roles it runs, and one with an executor for each role.
  ///
  /// - Parameter text: with `EXECUTOR` where a role's own stands in the mixed form.
  private func records(_ text: String, mixed: [String]) throws -> [RunRecord] {
    let forms = NativeGraphTests.executors.map { [String](repeating: $0, count: mixed.count) } + [mixed]
    return try forms.map { executors in
      let pieces = text.split(separator: "EXECUTOR", omittingEmptySubsequences: false)
      #expect(pieces.count == executors.count + 1)
      let filled = zip(pieces, executors + [""]).map { $0 + $1 }.joined()
      return try CompiledScenario.run(filled)
    }
  }

  private func expectBalance(_ record: RunRecord, _ counts: [Int64]) {
    #expect(record.queues.map(\.put) == counts && record.queues.map(\.taken) == counts, "\(record.queues)")
    #expect(record.queues.allSatisfy { $0.left == 0 && $0.peak <= $0.capacity ?? .max })
  }

  @Test("a pipeline of network, processor, database and disk hands on every item, and waits for its slowest stage")
  func pipeline() throws {
    let records = try records(
      """
      scenario: pipeline
      queues: { pages: { capacity: 2 }, packed: { capacity: 0 }, stored: { capacity: 3, order: lifo } }
      roles:
        fetch:
          workload: { type: http, serve: { latency: 1ms, jitter: 1ms, size: 2KiB } }
          strategy: EXECUTOR
          workers: 6
          tasks: 30
          into: pages
        shrink:
          workload: { type: compress, size: 4KiB }
          strategy: EXECUTOR
          workers: 2
          from: pages
          into: packed
          collect: completed
        store:
          workload: { type: steps, steps: [{ sleep: 3ms }, { run: { type: database, write: 1KiB, read: 1KiB } }] }
          strategy: EXECUTOR
          workers: 2
          from: packed
          into: stored
        log: { workload: { type: file, write: 1KiB, read: 1KiB }, strategy: EXECUTOR, from: stored }
      """, mixed: ["async", "process", "thread", "serial"])
    for record in records {
      #expect(record.verdict == .ok, "\(record.findings)")
      #expect(record.roles.map(\.tasksCompleted) == [30, 30, 30, 30])
      expectBalance(record, [30, 30, 30])
      #expect(record.roles[0].digest == records[0].roles[0].digest)
      #expect(record.roles[2].kernels[0].notes.first == "30 rows acknowledged, and all there as written")
      // A serial run puts the one role aside and takes up the next; others are kept waiting for room.
      if record.roles[0].executor != "serial" { #expect(record.queues[0].putWait > 0) }
    }
  }

  @Test("what fails on its way is not handed on, the same items on every executor")
  func failures() throws {
    let records = try records(
      """
      scenario: failures
      queues: { pages: { capacity: 4 } }
      roles:
        fetch:
          workload: { type: http, serve: { fail: 30%, failure: reset } }
          strategy: EXECUTOR
          workers: 4
          tasks: 40
          into: pages
        count: { workload: { type: steps, steps: [{ count: arrived }] }, strategy: EXECUTOR, workers: 2, from: pages }
      """, mixed: ["async", "process"])
    let failed = records[0].roles[0].tasksFailed
    #expect((1..<40).contains(failed))
    for record in records {
      #expect(record.verdict == .error)
      #expect(record.roles[0].tasksFailed == failed)
      #expect(record.roles[0].digest == records[0].roles[0].digest)
      expectBalance(record, [Int64(40 - failed)])
      #expect(record.counter("arrived") == Int64(40 - failed))
    }
  }

  @Test("an open source has the same arrivals everywhere, and each is served or counted as dropped")
  func openSource() throws {
    let records = try records(
      """
      scenario: arrivals
      queues: { waiting: { capacity: 3, full: drop } }
      roles:
        arrive:
          workload: { type: http, serve: { latency: 1ms } }
          strategy: EXECUTOR
          workers: 4
          rate: [50/s, 800/s]
          arrivals: poisson
          into: waiting
        serve:
          workload: { type: steps, steps: [{ run: { type: regex, size: 1KiB } }, { sleep: 10ms }, { count: served }] }
          strategy: EXECUTOR
          from: waiting
      measure: { duration: 300ms }
      """, mixed: ["async", "thread"])
    let arrived = Int64(records[0].roles[0].tasksStarted)
    #expect(arrived > 50)
    for record in records {
      #expect(record.verdict == .ok, "\(record.findings)")
      #expect(Int64(record.roles[0].tasksCompleted) == arrived)
      #expect(record.roles[0].digest == records[0].roles[0].digest)
      let queue = record.queues[0]
      #expect(queue.put + queue.dropped == arrived && queue.taken == queue.put && queue.dropped > 0)
      #expect(record.counter("served") == queue.taken)
    }
  }

  @Test("branches do every kind of native work at the same time, and join with its results")
  func branches() throws {
    let records = try records(
      """
      scenario: branches
      state: { joined: 0 }
      locks: [gate]
      roles:
        main:
          strategy: EXECUTOR
          workers: 3
          tasks: 8
          workload:
            type: steps
            steps:
              - parallel:
                  processor: [{ run: { type: decompress, size: 8KiB }, into: a }]
                  database: [{ run: { type: database, write: 1KiB, read: 1KiB }, into: b }]
                  rest:
                    - parallel:
                        disk: [{ run: { type: file, write: 4KiB, read: 4KiB }, into: c }]
                        network: [{ run: { type: http, serve: { latency: 2ms } }, into: d }]
                        child: [{ run: { type: exec, command: [echo, "{task}"] }, into: e }]
              - lock: gate
                do: [{ set: { joined: joined + 1 } }]
              - return: a % 1000 + b % 1000 + c % 1000 + d % 1000 + e % 1000
      """, mixed: ["async"])
    for record in records {
      #expect(record.verdict == .ok, "\(record.findings)")
      #expect(record.digest == records[0].digest)
      #expect(record.words("joined") == [8])
    }
  }
}
