// Flags that change what a scenario says.
import ArgumentParser
import ScenarioModel

struct LoadingOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .long], help: "Run under this executor: \(executors.joined(separator: ", ")).",
    completion: .list(executors))
  var strategy: String?

  @Option(name: [.customShort("w"), .long], help: "How many workers, or 'unbounded'.")
  var workers: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set a value by its path, or a variable by its name.", valueName: "path=value"))
  var settings: [String] = []

  @Option(name: .long, help: "Fixes everything that is drawn.")
  var seed: String?

  @Option(name: .customLong("repeat"), help: "How often to run each cell.")
  var repetitions: String?

  @Option(name: .long, help: "When to give a run up, as in 30s.")
  var timeout: String?

  private static var executors: [String] { Parsing.tool.executorNames }

  /// What they come to. Flags that say what they set win over `--set`.
  var overrides: [Override] {
    settings.map(Override.set)
      + [
        strategy.map(Override.strategy), workers.map(Override.workers), seed.map(Override.seed),
        repetitions.map(Override.repeat), timeout.map(Override.timeout),
      ].compactMap(\.self)
  }
}
