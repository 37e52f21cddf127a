// Scenarios one after another, none of them stopped by what is wrong with another.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

/// What became of one file.
enum ScenarioResult {
  case ran(ScenarioRecord)
  case refused(RefusedScenario)

  var exit: ExitStatus {
    switch self {
    case .ran(let record): record.exit
    case .refused(let refusal): refusal.exit
    }
  }
}

struct ScenarioSequence {
  let session: Session
  let preparation: Preparation
  let granted: PermissionGrants
  /// Whether the first result that is not as expected is the last.
  var failsFast = false
  /// Whether a scenario is among those selected, by its tags; nil when they are not known.
  var isSelected: ([String]?) -> Bool = { _ in true }

  /// Runs all of them and hands over each result as it comes.
  ///
  /// - Parameters:
  ///   - warn: is given the findings that kept nothing from being run, before it is run.
  ///   - take: says whether to go on.
  func run(
    _ paths: [String], warn: ([Diagnostic]) -> Void, then take: (ScenarioResult) -> Bool
  ) -> BatchRecord {
    var batch = BatchRecord(command: session.command)
    for (position, path) in paths.enumerated() {
      guard session.signal == nil else {
        batch.skipped = Array(paths[position...])
        break
      }
      guard let result = result(of: path, warn) else { continue }
      switch result {
      case .ran(let record): batch.results.append(record)
      case .refused(let refusal):
        batch.invalid.append(.init(path: path, exit: refusal.exit, diagnostics: refusal.diagnostics))
      }
      let goesOn = take(result)
      if !goesOn || failsFast && result.exit.code != ExitCode.expected.rawValue {
        batch.skipped = Array(paths[(position + 1)...])
        break
      }
    }
    batch.stopped = session.stopped
    return batch
  }

  /// nil when it is not among those selected.
  private func result(of path: String, _ warn: ([Diagnostic]) -> Void) -> ScenarioResult? {
    do throws(RefusedScenario) {
      let scenario = try preparation.prepare(path)
      guard isSelected(scenario.document.tags.map(\.value)) else { return nil }
      if let refusal = RefusedScenario.needingPermission(scenario, granted: granted) { throw refusal }
      warn(scenario.warnings)
      return .ran(session.run(scenario))
    } catch {
      return isSelected(error.tags) ? .refused(error) : nil
    }
  }
}
