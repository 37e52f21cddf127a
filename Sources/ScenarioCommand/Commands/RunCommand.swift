// `scenario run`: runs scenarios and reports.
import ArgumentParser
import ScenarioModel

struct RunCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scenarios and report what came of them.",
    discussion: "Results go to standard output, findings and progress to standard error.")

  @Argument(help: "Scenario files; '-' is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @OptionGroup(title: "What is run") var loading: LoadingOptions
  @OptionGroup var permissions: PermissionOptions
  @OptionGroup(title: "What is shown") var report: ReportOptions

  @Flag(name: .long, help: "Show what would be run, and run nothing.")
  var dryRun = false

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read only once") }
  }

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let preparation = Preparation(tool: tool, overrides: loading.overrides)
    if dryRun { return PlanShow(report, preparation, console).show(files) }
    let desk = try ReportDesk(report, console: console)
    let sequence = ScenarioSequence(
      session: try Session(tool, progress: desk.makeProgress()), preparation: preparation, granted: permissions.granted)
    let show = ScenarioShow(desk: desk, sequence: sequence, showsEach: true)
    return files.count == 1 ? show.run(files[0]) : show.run(all: files)
  }
}
