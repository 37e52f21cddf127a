// A program that runs scenarios, with workloads, executors and reporters of its author's own.
internal import ScenarioCommand
internal import ScenarioEngine
internal import ScenarioReport

/// The whole of `scenario`, and what you add to it:
///
///     import ScenarioKit
///
///     ScenarioTool(workloads: [Checksum.self], executors: [Polite.self], reporters: [CSV.self]).main()
///
/// What is added is validated, completed, listed and run like what is built in, under all executors: `process` starts this
/// very program again as its workers.
///
/// All that `ScenarioKit` declares as public keeps its meaning as long as the first number of `surface` stays the same.
public struct ScenarioTool: Sendable {
  /// The version of this library's public surface: the first number grows when something changes or goes, the second when
  /// something comes.
  public static let surface = "1.0"

  let parts: ToolParts

  /// Names that are taken twice, also by what is built in, are refused when the program starts.
  public init(
    workloads: [any ScenarioWorkload.Type] = [], executors: [any ScenarioExecutor.Type] = [],
    reporters: [any ScenarioReporter.Type] = []
  ) {
    parts = ToolParts(
      workloads: .builtIn + workloads.map { ScenarioTool.adapted($0) },
      executors: .builtIn + executors.map { ScenarioTool.adapted($0) },
      reporters: .builtIn + reporters.map { ScenarioTool.adapted($0) })
  }

  /// Does what the command line says, and ends the process.
  ///
  /// To be called first of all, before the program starts threads, opens files or looks at its arguments: the same program
  /// is started again, with hidden arguments, as a worker, as a local server, and to clean up after itself.
  public func main() -> Never { ScenarioProgram.main(parts) }

  private static func adapted<W: ScenarioWorkload>(_: W.Type) -> any Workload.Type { AdaptedWorkload<W>.self }
  private static func adapted<E: ScenarioExecutor>(_: E.Type) -> any Executor.Type {
    HostedExecutor<AdaptedExecutor<E>>.self
  }
  private static func adapted<R: ScenarioReporter>(_: R.Type) -> any Reporter.Type { AdaptedReporter<R>.self }
}
