// `scenario explore`: tries every interleaving and shows a proof, or the shortest schedule that goes wrong.
import ArgumentParser
import ScenarioEngine
import ScenarioModel

struct ExploreCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Try every interleaving of scenarios: a proof, or the shortest schedule that fails.",
    discussion: "The same as 'run --strategy explore', with flags for how far to go.")

  @Argument(help: "Scenario files; '-' is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @OptionGroup(title: "How far it goes") var exploring: ExploreOptions
  @OptionGroup(title: "What is explored") var loading: LoadingOptions
  @OptionGroup var permissions: PermissionOptions
  @OptionGroup(title: "What is shown") var report: ReportOptions

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read only once") }
    if let strategy = loading.strategy, strategy != ExploreExecutor.descriptor.name {
      throw ValidationError("'explore' tries every interleaving; to run under '\(strategy)' use 'scenario run'")
    }
  }

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let preparation = Preparation(tool: tool, overrides: loading.overrides, explores: true)
    let desk = try ReportDesk(report, console: console)
    let session = try Session(tool, progress: desk.makeProgress(), exploration: exploring.settings)
    let sequence = ScenarioSequence(session: session, preparation: preparation, granted: permissions.granted)
    let show = ScenarioShow(desk: desk, sequence: sequence, showsEach: true)
    return files.count == 1 ? show.run(files[0]) : show.run(all: files)
  }
}
