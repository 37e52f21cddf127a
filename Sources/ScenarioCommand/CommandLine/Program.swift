// From arguments to an exit code: parse, execute, and say what went wrong in the form that was asked for.
import ArgumentParser
import ScenarioModel
import ScenarioReport

struct Program {
  let arguments: [String]
  let parts: ToolParts

  init(arguments: [String], parts: ToolParts) {
    self.arguments = PermissionOptions.normalized(arguments)
    self.parts = parts
  }

  /// Does what the arguments say; everything has been written when it returns.
  func run() -> ExitCode {
    let console = Console()
    CrashHandler.install()
    if let mistake = parts.mistake {
      return console.close(report(CommandFailure(.internalError, mistake), on: console))
    }
    let tool = Tool(parts)
    return Parsing.with(tool) {
      do {
        return console.close(try execute(on: console, of: tool))
      } catch let failure as CommandFailure {
        return console.close(report(failure, on: console))
      } catch {
        return console.close(report(error, on: console, of: tool))
      }
    }
  }

  private func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    if let failure = UnknownCommand.failure(in: arguments) { throw failure }
    var command = try RootCommand.parseAsRoot(arguments)
    if let command = command as? any ToolCommand { return try command.execute(on: console, of: tool) }
    try command.run()
    return .expected
  }

  /// Help and completions that were asked for, or a mistake that the argument parser has found.
  private func report(_ error: any Error, on console: Console, of tool: Tool) -> ExitCode {
    guard RootCommand.exitCode(for: error).rawValue != 0 else {
      console.write(RootCommand.fullMessage(for: error) + "\n")
      return .expected
    }
    return report(UsageError.failure(for: error, arguments: arguments, in: tool), on: console)
  }

  /// Standard error has the words; who wants JSON gets a document all the same.
  private func report(_ failure: CommandFailure, on console: Console) -> ExitCode {
    console.tell(failure.text)
    if wantsJSON {
      let exit = ExitStatus(code: failure.code.rawValue, reason: failure.message)
      let document = ReportDocument.failure(FailureRecord(exit: exit, command: CommandLine.arguments))
      console.write(JSONReporter.render(document, style: console.output.style))
    }
    return failure.code
  }

  /// Whether JSON is what the results shall be, as far as that can be told before the arguments are understood.
  private var wantsJSON: Bool {
    arguments.contains("--format=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
  }
}
