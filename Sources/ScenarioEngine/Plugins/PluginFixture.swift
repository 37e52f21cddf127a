// Gathers what the processes of a run have to say of their plug-ins when all is over.
import ScenarioModel

/// The plug-ins live where the tasks run, which may be other processes: these leave their findings in a file of the run.
final class PluginFixture: Fixture {
  /// Of the kernel's parameter that names the file.
  static let parameter = "findings"

  private let file: NoteFile

  /// - Throws: `TaskError` when the run can have no directory.
  init(_ place: RunPlace) throws {
    file = NoteFile(path: try place.directory() + "/plugin-\(place.number)")
  }

  var parameters: [String: ParameterValue] { [PluginFixture.parameter: .text(file.path)] }

  func close(_ measured: [MeasureRecord]) -> FixtureOutcome {
    var outcome = FixtureOutcome()
    for line in file.lines() {
      let text = String(line.dropFirst())
      if line.hasPrefix(PluginFixture.problem), !outcome.problems.contains(text) { outcome.problems.append(text) }
      if line.hasPrefix(PluginFixture.note), !outcome.notes.contains(text) { outcome.notes.append(text) }
    }
    return outcome
  }

  /// Leaves what one plug-in process has come to.
  ///
  /// - Parameter path: of the kernel's parameter.
  static func leave(_ outcome: FixtureOutcome, at path: String) {
    let lines = outcome.problems.map { problem + $0 } + outcome.notes.map { note + $0 }
    NoteFile(path: path).append(lines)
  }

  private static let problem = "!"
  private static let note = "."
}
