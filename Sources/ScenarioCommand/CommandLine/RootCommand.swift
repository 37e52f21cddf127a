// The root of the command line: the list of commands, and what is said above and below it.
import ArgumentParser
import ScenarioModel

struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    abstract: "Runs concurrent workloads, written down in YAML, for real, and says what is correct and what is fast.",
    discussion: """
      Start with a lesson:  scenario new bank && scenario run bank.yaml

      Exit codes:
      \(exitCodes)

      Of several scenarios the worst code counts: \(order).
      """,
    version: "scenario \(Version.current)",
    subcommands: [
      RunCommand.self, ExploreCommand.self, ReplayCommand.self, PlayCommand.self, BatchCommand.self,
      ValidateCommand.self, PlanCommand.self, NewCommand.self, ListCommand.self, ExplainCommand.self,
      SchemaCommand.self, DoctorCommand.self, CompletionsCommand.self,
      PluginCommand.self,
    ])

  /// The names of all commands, `help` included.
  static let commandNames = configuration.subcommands.map { $0._commandName } + ["help"]

  private static var exitCodes: String {
    ExitCode.allCases.map { code in
      let number = String(code.rawValue)
      return String(repeating: " ", count: 5 - number.count) + number + "  " + code.meaning
    }.joined(separator: "\n")
  }

  private static var order: String { ExitCode.worstFirst.map { String($0.rawValue) }.joined(separator: ", ") }
}
