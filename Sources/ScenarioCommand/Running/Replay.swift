// From a saved schedule to the scenario that it is about, to be run by the workers of one executor.
import ScenarioEngine
import ScenarioModel
import ScenarioSyntax

/// A file with a schedule.
struct SavedScheduleFile {
  let path: String
  init(_ path: String) { self.path = path }

  func read() throws(CommandFailure) -> SavedSchedule {
    switch YAMLReader.open(path: path) {
    case .failure(let finding): throw CommandFailure(.noSuchFile, finding.message)
    case .success(let file):
      do throws(ScheduleError) {
        return try SavedSchedule(parsing: String(decoding: file.bytes, as: UTF8.self))
      } catch {
        throw CommandFailure(
          .invalidScenario, "'\(path)', line \(error.line): \(error.message)",
          help: "schedules are written by 'scenario explore FILE -o schedule=\(path)'")
      }
    }
  }
}

struct Replay {
  let saved: SavedSchedule
  /// The schedule's own path: its scenario may lie beside it.
  let folder: String
  let strategy: String
  let repetitions: Int

  init(_ saved: SavedSchedule, folder: String, strategy: String, repetitions: Int) {
    self.saved = saved
    self.folder = folder
    self.strategy = strategy
    self.repetitions = repetitions
  }

  /// One cell, whose roles all have the executor in its plainest form, and which shall end as the schedule does.
  func prepare(_ tool: Tool) throws(RefusedScenario) -> PreparedScenario {
    let preparation = Preparation(tool: tool, overrides: overrides, explores: true)
    var prepared = try preparation.prepare(scenario)
    let cell = prepared.loaded.cells.firstIndex { $0.parameters.map { "\($0.path)=\($0.value)" } == saved.cell } ?? 0
    prepared.loaded.cells = [prepared.loaded.cells[cell]]
    prepared.loaded.cells[0].label = ""
    prepared.loaded.cells[0].parameters = []
    let shown = "verdict == \(saved.verdict.rawValue)"
    prepared.loaded.cells[0].document.expectations = [
      ExpectationDeclaration(
        measure: .verdict, comparison: .equal, bound: .verdict(saved.verdict), text: shown, range: nil)
    ]
    prepared.graphs = [prepared.graphs[cell]]
    for role in prepared.graphs[0].roles.indices {
      prepared.graphs[0].roles[role].executor = strategy
      prepared.graphs[0].roles[role].options = [:]
    }
    prepared.graphs[0].measure.repetitions.value = repetitions
    prepared.graphs[0].measure.warmup.value = 0
    return prepared
  }

  /// As the schedule names it, or else beside the schedule.
  private var scenario: String {
    if case .success = YAMLReader.open(path: saved.path) { return saved.path }
    let name = saved.path.split(separator: "/").last.map(String.init) ?? saved.path
    let beside = folder.lastIndex(of: "/").map { folder[...$0] + name } ?? name
    if case .success = YAMLReader.open(path: beside) { return beside }
    return saved.path
  }

  private var overrides: [Override] {
    saved.flags.compactMap { flag in
      let parts = flag.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      switch parts[0] {
      case "--set": return .set(parts[1])
      case "--workers": return .workers(parts[1])
      case "--seed": return .seed(parts[1])
      default: return nil
      }
    }
  }
}
