// From arguments to an exit code: parse, execute, and say what went wrong in the form that was asked for.
import ArgumentParser
import ScenarioModel
import ScenarioReport

struct Program {
  let arguments: [String]

  init(arguments: [String]) { self.arguments = PermissionOptions.normalized(arguments) }

  /// Does what the arguments say; everything has been written when it returns.
  func run() -> ExitCode {
    let console = Console()
    CrashHandler.install()
    do {
      return console.close(try execute(on: console))
    } catch let failure as CommandFailure {
      return console.close(report(failure, on: console))
    } catch {
      return console.close(report(error, on: console))
    }
  }

  private func execute(on console: Console) throws -> ExitCode {
    if let failure = UnknownCommand.failure(in: arguments) { throw failure }
    var command = try ScenarioTool.parseAsRoot(arguments)
    if let command = command as? any ToolCommand { return try command.execute(on: console) }
    try command.run()
    return .expected
  }

  /// Help and completions that were asked for, or a mistake that the argument parser has found.
  private func report(_ error: any Error, on console: Console) -> ExitCode {
    guard ScenarioTool.exitCode(for: error).rawValue != 0 else {
      console.write(ScenarioTool.fullMessage(for: error) + "\n")
      return .expected
    }
    return report(UsageError.failure(for: error, arguments: arguments), on: console)
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
