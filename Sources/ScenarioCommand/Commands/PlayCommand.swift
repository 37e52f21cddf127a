// `scenario play`: be the scheduler, and find what goes wrong.
import ArgumentParser
import ScenarioEngine
import ScenarioModel

struct PlayCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Be the scheduler of a scenario: step its workers until something goes wrong.",
    discussion: "A number takes that worker's step, 'u' takes it back, 's' shows the schedule so far, 'q' ends.")

  @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup(title: "What is played") var loading: LoadingOptions

  func validate() throws {
    if loading.strategy != nil { throw ValidationError("'play' runs nothing: it takes no '--strategy'") }
    if file == "-" { throw ValidationError("standard input is for your moves: name a file") }
  }

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let preparation = Preparation(tool: tool, overrides: loading.overrides, explores: true)
    let prepared: PreparedScenario
    do throws(RefusedScenario) {
      prepared = try preparation.prepare(file)
    } catch {
      console.tell(FindingForm.text.renderer(for: console.error).render(error.diagnostics))
      return ExitCode(rawValue: error.exit.code) ?? .invalidScenario
    }
    let graph = prepared.graphs[0]
    do {
      var table = GameTable(game: try Game(graph), console: console, shortest: shortest(graph, tool))
      return table.play()
    } catch let error as CannotExplore {
      throw CommandFailure(.invalidScenario, "this cannot be played: \(error.reason)")
    }
  }

  /// Steps of the shortest schedule that goes wrong; nil when none was found.
  private func shortest(_ graph: ExecutionGraph, _ tool: Tool) -> Int? {
    var settings = RunSettings(ownBinary: OwnBinary.path, interruption: Interruption(), parts: tool.engine)
    settings.exploration.limits.states = 1_000_000
    settings.exploration.limits.time = 10_000_000_000
    return ExploreExecutor.run(graph, seed: 0, settings: settings).exploration?.violations.first?.schedule.steps.count
  }
}
