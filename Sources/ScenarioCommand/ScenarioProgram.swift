// Where a program begins: its hidden sides and its version first, which must start fast, then the command line.
import ScenarioEngine
import ScenarioServer

package enum ScenarioProgram {
  /// The whole life of a program that runs scenarios. To be called before anything else is done in the process: the same
  /// program is started again as a worker, as the guard of a process, and as a local server.
  ///
  /// - Parameter parts: what the program can run.
  package static func main(_ parts: ToolParts = ToolParts()) -> Never {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case WorkerProcess.argument: WorkerProcess.main(arguments: rest, parts: parts.engine)
    case ChildGuard.argument: System.exit(ChildGuard.main())
    case LocalServer.argument: System.exit(LoopbackServer.main(arguments: rest))
    case "--version" where arguments.count == 1: System.exit(printVersion())
    default: System.exit(Program(arguments: arguments, parts: parts).run().rawValue)
    }
  }

  private static func printVersion() -> Int32 {
    let console = Console()
    console.write("scenario \(Version.current)\n")
    return console.close(.expected).rawValue
  }
}
