// `scenario replay`: forces a saved schedule on real workers.
import ArgumentParser
import ScenarioEngine
import ScenarioModel
import ScenarioReport

struct ReplayCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Force a schedule that 'explore' has found on real workers.",
    discussion: "Save a schedule with 'scenario explore FILE -o schedule=FILE.schedule'.")

  @Argument(help: "A saved schedule.", completion: .file(extensions: ["schedule"]))
  var schedule: String

  @Option(
    name: [.customShort("s"), .long], help: "Who takes the steps: \(strategies.joined(separator: ", ")).",
    completion: .list(strategies))
  var strategy = ThreadExecutor.descriptor.name

  @Option(name: .customLong("repeat"), help: "How often to replay it.")
  var repetitions = 1

  @OptionGroup var permissions: PermissionOptions
  @OptionGroup(title: "What is shown") var report: ReportOptions

  private static let strategies = [
    ThreadExecutor.descriptor.name, ProcessExecutor.descriptor.name, AsyncExecutor.descriptor.name,
  ]

  func validate() throws {
    guard ReplayCommand.strategies.contains(strategy) else {
      throw ValidationError("a schedule is replayed on \(ReplayCommand.strategies.joined(separator: ", "))")
    }
    guard (1...100_000).contains(repetitions) else {
      throw ValidationError("'--repeat' is a number from 1 to 100000")
    }
  }

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let saved = try SavedScheduleFile(schedule).read()
    let desk = try ReportDesk(report, console: console)
    let prepared: PreparedScenario
    do throws(RefusedScenario) {
      prepared = try Replay(saved, folder: schedule, strategy: strategy, repetitions: repetitions).prepare(tool)
      if let refusal = RefusedScenario.needingPermission(prepared, granted: permissions.granted) { throw refusal }
    } catch {
      desk.tell(error.diagnostics)
      return desk.deliver(.failure(error.record))
    }
    desk.tell(prepared.warnings)
    let direction = try direction(saved, prepared.graphs[0])
    let session = try Session(tool, progress: desk.makeProgress())
    let record = session.run(prepared, direction: direction)
    session.signals.beginReport()
    return desk.deliver(.scenario(record))
  }

  private func direction(_ saved: SavedSchedule, _ graph: ExecutionGraph) throws(CommandFailure) -> Direction {
    do {
      return try Direction(saved, graph, isLoop: strategy == AsyncExecutor.descriptor.name)
    } catch let error as CannotReplay {
      let place = error.step.map { "does not fit at step \($0): " } ?? "cannot be replayed: "
      throw CommandFailure(
        .invalidScenario, "'\(schedule)' \(place)\(error.reason)",
        help: error.step == nil ? nil : "explore the scenario again: it has changed since the schedule was saved")
    } catch let error as CannotExplore {
      throw CommandFailure(.invalidScenario, "'\(schedule)' cannot be replayed: \(error.reason)")
    } catch {
      throw CommandFailure(.internalError, "\(error)")
    }
  }
}
