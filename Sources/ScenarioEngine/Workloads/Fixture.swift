// What a workload needs to be there while a run lasts, and what it has to say when the run is over.
import ScenarioModel

/// A server, a folder, a database: made before the first worker starts, closed after the last has ended.
package protocol Fixture: AnyObject {
  /// Parameters that the kernel gets beside those of the file: where a server listens, say.
  var parameters: [String: ParameterValue] { get }
  /// Stops and releases everything, and verifies the work. The run's own directory is removed afterwards by others.
  ///
  /// - Parameter measured: what the kernel has measured in this run, in the order of its descriptor's list.
  func close(_ measured: [MeasureRecord]) -> FixtureOutcome
}

/// What a fixture has found after a run.
package struct FixtureOutcome: Sendable {
  /// What is wrong with the work that was done, each a sentence; the run's verdict is then `error`.
  package var problems: [String]
  /// What a reader should know, each a sentence.
  package var notes: [String]
  /// Tasks may be under way at once, but where they do the work one computes at a time.
  package var takesTurns: Bool
  package init(problems: [String] = [], notes: [String] = [], takesTurns: Bool = false) {
    self.problems = problems
    self.notes = notes
    self.takesTurns = takesTurns
  }
}

/// Where a fixture is made: one kernel of one role of one run.
package struct RunPlace: Sendable {
  /// The role's name.
  package let role: String
  /// The kernel's number, unique in the run.
  package let number: Int
  /// The built-in executor that runs the role, or is most like the one that does.
  package let executor: String
  /// Most tasks of the role in flight at once; nil: any number.
  package let workers: Int?
  /// What the run's draws start from; the same in all runs that are compared with each other.
  package let seed: UInt64
  /// This program, for fixtures that are processes.
  package let ownBinary: String
  private let folder: RunDirectory

  init(
    role: String, number: Int, executor: String, workers: Int?, seed: UInt64, ownBinary: String, folder: RunDirectory
  ) {
    self.role = role
    self.number = number
    self.executor = executor
    self.workers = workers
    self.seed = seed
    self.ownBinary = ownBinary
    self.folder = folder
  }

  /// The absolute path of the run's own directory, made when first asked for and removed after the run.
  ///
  /// - Throws: `TaskError` when it cannot be made.
  package func directory() throws -> String { try folder.pathForTasks() }

  /// A directory of the fixture's own, in one that somebody else looks after.
  func folder(in parent: String) -> RunDirectory { RunDirectory(in: parent, guards: folder.guards) }
}
