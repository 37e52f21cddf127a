// `scenario batch`: runs every scenario below a folder.
import ArgumentParser
import ScenarioModel
import ScenarioReport

struct BatchCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Run every scenario below a folder.",
    discussion: """
      Folders named Invalid are left out. A file that fails or cannot be run stops none of the others; the exit code is \
      the worst of all.
      """)

  @Argument(help: "The folder.", completion: .directory)
  var folder: String

  @Option(name: .long, parsing: .singleValue, help: "Only scenarios with this tag; of several, with any of them.")
  var tag: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Only files whose path matches; of several, any of them.", valueName: "glob"))
  var only: [String] = []

  @Flag(name: .long, help: "Stop after the first scenario that is not as expected.")
  var failFast = false

  @OptionGroup(title: "What is run") var loading: LoadingOptions
  @OptionGroup var permissions: PermissionOptions
  @OptionGroup(title: "What is shown") var report: ReportOptions

  @Flag(name: .long, help: "Show what would be run, and run nothing.")
  var dryRun = false

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let paths = try selectedPaths()
    let preparation = Preparation(tool: tool, overrides: loading.overrides)
    if dryRun { return PlanShow(report, preparation, console).show(paths, isSelected: isSelected) }
    let desk = try ReportDesk(report, console: console)
    var sequence = ScenarioSequence(
      session: try Session(tool, progress: desk.makeProgress()), preparation: preparation, granted: permissions.granted)
    sequence.failsFast = failFast
    sequence.isSelected = isSelected
    return ScenarioShow(desk: desk, sequence: sequence, showsEach: report.verbose).run(all: paths)
  }

  /// Whether a scenario with these tags is meant. One that is too broken to have any may well be, and is not passed over.
  private func isSelected(_ tags: [String]?) -> Bool {
    guard !tag.isEmpty, let tags else { return true }
    return !Set(tags).isDisjoint(with: tag)
  }

  private func selectedPaths() throws(CommandFailure) -> [String] {
    let all = try ScenarioFiles.below(folder)
    guard !only.isEmpty else { return all }
    let globs = only.map { Glob($0) }
    return all.filter { path in globs.contains { $0.matches(relative(path)) } }
  }

  private func relative(_ path: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
