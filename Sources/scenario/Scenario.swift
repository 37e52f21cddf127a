// Where the program begins: its hidden sides and its version first, which must start fast, then the command line.
import ScenarioEngine
import ScenarioServer

@main enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case WorkerProcess.argument: WorkerProcess.main(arguments: Array(arguments.dropFirst()))
    case ChildGuard.argument: System.exit(ChildGuard.main())
    case LocalServer.argument: System.exit(LoopbackServer.main(arguments: Array(arguments.dropFirst())))
    case "--version" where arguments.count == 1: System.exit(printVersion())
    default: System.exit(Program(arguments: arguments).run().rawValue)
    }
  }

  private static func printVersion() -> Int32 {
    let console = Console()
    console.write("scenario \(Version.current)\n")
    return console.close(.expected).rawValue
  }
}
