// Runs scenarios and shows what comes of them: the common part of `run` and `batch`.
import ScenarioModel
import ScenarioReport

struct ScenarioShow {
  let desk: ReportDesk
  let sequence: ScenarioSequence
  /// Whether each report is shown as soon as it is there.
  let showsEach: Bool

  /// Runs one scenario, whose report is the program's result.
  func run(_ path: String) -> ExitCode {
    var document: ReportDocument?
    let batch = sequence.run([path], warn: desk.tell) { result in
      switch result {
      case .ran(let record): document = .scenario(record)
      case .refused(let refusal):
        desk.tell(refusal.diagnostics)
        document = .failure(refusal.record)
      }
      return true
    }
    sequence.session.signals.beginReport()
    return desk.deliver(document ?? .failure(FailureRecord(path: path, exit: batch.exit, command: batch.command)))
  }

  /// Runs several scenarios, whose common report is the program's result.
  func run(all paths: [String]) -> ExitCode {
    let batch = sequence.run(paths, warn: desk.tell) { result in
      show(result)
      return desk.isTaken
    }
    sequence.session.signals.beginReport()
    return desk.deliver(.batch(batch))
  }

  private func show(_ result: ScenarioResult) {
    switch result {
    case .refused(let refusal): desk.tell(refusal.diagnostics)
    case .ran(let record):
      guard showsEach, desk.options.format.reporter == TerminalReporter.self else { return }
      desk.console.write(TerminalReporter.render(.scenario(record), style: desk.console.output.style) + "\n")
      desk.console.flush()
    }
  }
}
