// What a command of this program is, and how it ends early.
import ArgumentParser
import ScenarioModel

/// One command. To add one: a file with a type that conforms, and a line in `RootCommand`.
protocol ToolCommand: ParsableCommand {
  /// Does the work; results go to the console.
  ///
  /// - Parameter tool: the program that the command is one of.
  /// - Throws: `CommandFailure` when it cannot be done; nothing has been written to the console then.
  func execute(on console: Console, of tool: Tool) throws -> ExitCode
}

/// Why a command cannot do its work, in words for its user.
struct CommandFailure: Error {
  var code: ExitCode
  /// Lower case, without a full stop.
  var message: String
  /// The next step to take.
  var help: String?

  init(_ code: ExitCode, _ message: String, help: String? = nil) {
    self.code = code
    self.message = message
    self.help = help
  }

  /// As it is shown on standard error.
  var text: String { "error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? "") }
}
