// Worker processes end with the one that started them, even when it is killed.
import Foundation
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("The lifeline of worker processes", .timeLimit(.minutes(2)))
struct LifelineTests {
  /// Notes a program's process the way that `NotingBinary` notes workers.
  private static let noting =
    "P=DIRECTORY/agent-program-{worker}; echo $$ > $P.new; mv $P.new $P"

  @Test(
    "no worker outlives a parent that is killed: waiting, computing or running a program",
    arguments: [
      "{ sleep: 10m }", "{ compute: 10m }",
      "{ run: { type: exec, command: [sh, -c, '\(noting); exec sleep 600'] } }",
    ])
  func parentIsKilled(step: String) async throws {
    let directory = NSTemporaryDirectory() + "scenario-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String, step] in
      let binary = try NotingBinary(in: directory)
      let action = step.replacing("DIRECTORY", with: directory)
      let scenario = try graph(
        """
        workload:
          type: steps
          steps: [{ run: { type: exec, command: [touch, '\(directory)/marker-{worker}'] } }, \(action)]
        strategy: process
        workers: 4
        """)
      let run = try BackgroundRun(scenario, binary: binary.path)
      waitUntil { (0..<4).allSatisfy { access("\(directory)/marker-\($0)", F_OK) == 0 } }
      kill(getpid(), SIGKILL)
      _ = try run.record()
    }
    let noted = try NotingBinary(in: directory).processes()
    #expect(noted.count >= 4)
    // The time limit is the bound; a second is what it should take.
    waitUntil { noted.allSatisfy { !isRunning($0) } }
  }

  @Test("a worker started by hand says who starts workers")
  func byHand() throws {
    let outcome = try run(BuiltBinary.path, "worker")
    #expect(outcome.exit.cause == .exited(64))
    #expect(outcome.errorsText == "scenario worker: is started by 'scenario run', not by hand\n")
  }
}
