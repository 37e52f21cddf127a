// One go of this program at running scenarios: what all of its runs share.
import ScenarioEngine
import ScenarioModel
import ScenarioReport

/// Runs prepared scenarios, one after another, until the user wants to stop.
struct Session {
  let interruption: Interruption
  let signals: SignalThread
  let progress: ProgressDisplay
  private let parts: EngineParts
  private let exploration: ExploreSettings
  let environment: EnvironmentRecord
  /// The command line, arguments in order.
  let command: [String]

  /// Takes over the handling of signals for the rest of the process.
  init(
    _ tool: Tool, progress: ProgressDisplay, exploration: ExploreSettings = ExploreSettings()
  ) throws(CommandFailure) {
    let interruption = Interruption()
    self.interruption = interruption
    signals = try SignalThread.start(raising: interruption)
    self.progress = progress
    parts = tool.engine
    self.exploration = exploration
    environment = EnvironmentProbe.look(version: Version.current)
    command = CommandLine.arguments
  }

  /// Runs a scenario and judges what came of it.
  ///
  /// - Parameter direction: the order to force on its workers, if any.
  func run(_ scenario: PreparedScenario, direction: Direction? = nil) -> ScenarioRecord {
    let document = scenario.document
    let seed = document.measure.seed?.value ?? FreshSeed.draw()
    let cells = zip(scenario.loaded.cells, scenario.graphs).map {
      PlannedCell(label: $0.label, parameters: $0.parameters, graph: $1)
    }
    let name = document.name.value
    var settings = RunSettings(ownBinary: OwnBinary.path, interruption: interruption, parts: parts)
    settings.exploration = exploration
    settings.direction = direction
    let runner = Runner(settings: settings)
    let measured = runner.run(
      cells, seed: seed, willRun: { progress.willRun(name, number: $0, of: $1, cell: $2) },
      didRun: { progress.didRun(name, $0) })
    progress.hide()
    let judgement = Judge.judge(
      document.expectations, cells: measured, seed: seed, processors: environment.processors, signal: signal)
    var record = ScenarioRecord(
      scenario: name, summary: document.summary?.value, tags: document.tags.map(\.value), path: scenario.path,
      cells: measured, expectations: judgement.expectations, outcome: judgement.outcome, exit: judgement.exit,
      environment: environment, seed: seed, command: command)
    record.flags = scenario.flags
    record.leftToRuns = judgement.leftToRuns
    return record
  }

  /// The signal that asked for an end, if one did.
  var signal: Int32? { interruption.count > 0 ? interruption.signal : nil }

  /// How the program ends when it was asked to.
  var stopped: ExitStatus? {
    guard let signal else { return nil }
    let code = SignalThread.exitCode(of: signal)
    return ExitStatus(code: code.rawValue, reason: code.meaning)
  }
}
