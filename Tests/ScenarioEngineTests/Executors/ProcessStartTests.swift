// Processes that cannot be started, and what runs leave behind in the process that starts them.
import Foundation
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Starting worker processes", .timeLimit(.minutes(2)))
struct ProcessStartTests {
  private static let eight = """
    workload: noop
    strategy: process
    workers: 8
    tasks: 100
    """

  @Test("a program that is not there is a run that cannot start, and says so")
  func missingProgram() throws {
    let record = Graphs.run(try graph(Self.eight), binary: "/nonexistent/scenario")
    #expect(record.verdict == .error)
    #expect(
      record.findings.map(\.message) == [
        "only 0 of 8 worker processes could be started: '/nonexistent/scenario' could not be started: "
          + "No such file or directory"
      ])
  }

  @Test("what was started before a failure ends with the run, and is reaped")
  func failureHalfway() async {
    await #expect(processExitsWith: .success) {
      try withTemporaryDirectory { directory in
        // The first worker to run takes away what the others are started from; they are so many that it comes in time.
        let binary = try NotingBinary(
          in: directory, body: "rm -f '\(directory)/worker'; exec '\(BuiltBinary.path)' \"$@\"")
        let record = Graphs.run(
          try graph("workload: noop\nstrategy: process\nworkers: 300\ntasks: 300"), binary: binary.path)
        #expect(record.verdict == .error)
        let message = try #require(record.findings.first?.message)
        #expect(message.hasPrefix("only ") && message.contains(" of 300 worker processes could be started: "))
        #expect(hasNoChildren())
      }
    }
  }

  @Test("more workers than the process limit allows are refused before one is started")
  func processLimit() async {
    await #expect(processExitsWith: .success) {
      var limit = rlimit(rlim_cur: 100, rlim_max: 100)
      setrlimit(__rlimit_resource_t(6), &limit)
      let record = Graphs.run(try graph("workload: noop\nstrategy: process\nworkers: 5000\ntasks: 5000"))
      let message = record.findings.first?.message ?? ""
      #expect(message.hasPrefix("5000 worker processes need 10000 processes and threads, and ulimit -u leaves "))
      #expect(message.contains(" of 100: at most "))
      #expect(message.hasSuffix(" are possible here; lower 'workers' or raise that limit"))
    }
  }

  @Test("the limits that a refusal is due to are named")
  func advice() {
    #expect(ProcessLimit.advice(for: SystemError("", EAGAIN))?.contains("ulimit -u") == true)
    #expect(ProcessLimit.advice(for: SystemError("", EMFILE))?.contains("ulimit -n") == true)
    #expect(ProcessLimit.advice(for: SystemError("", ENOENT)) == nil)
  }

  @Test("runs leave no descriptor, child, thread or mapping behind", arguments: ["pool", "per_task"])
  func nothingIsLeft(spawn: String) async {
    await #expect(processExitsWith: .success) { [spawn] in
      let scenario = try graph(
        """
        workload: { type: steps, steps: [{ parallel: { a: [{ count: a }], b: [{ count: b }] } }] }
        strategy: { executor: process, spawn: \(spawn) }
        workers: 2
        tasks: 4
        """)
      #expect(Graphs.run(scenario).verdict == .ok)
      let before = try Footprint.now()
      for _ in 0..<20 { #expect(Graphs.run(scenario).verdict == .ok) }
      let after = try Footprint.now()
      #expect(after.descriptors == before.descriptors && after.arenas == before.arenas)
      // A thread left by each run would be 20 more. The test's own pool may grow or shrink by a few.
      #expect(after.threads < before.threads + 10)
      #expect(hasNoChildren())
    }
  }
}

/// What a process holds of the system.
private struct Footprint {
  var descriptors: Int
  var threads: Int
  var arenas: Int

  static func now() throws -> Footprint {
    let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    return Footprint(
      descriptors: try openDescriptors(),
      threads: try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count,
      arenas: maps.split(separator: "\n").count { $0.contains("memfd:") })
  }
}
