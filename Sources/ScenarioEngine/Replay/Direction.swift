// A saved schedule made ready to be forced on real workers of a graph.
import ScenarioModel

/// The turns that workers shall take, from the beginning to the end of the run.
package struct Direction: Sendable {
  struct Role: Sendable {
    var firstWorker: Int
    var workers: Int
    var visible: [UInt8]
    var claimsAtOnce: Bool
  }

  var entries: [StageEntry] = []
  var picks: [StagePick] = []
  var roles: [Role] = []
  var workerCount = 0
  /// Strands of one worker at most.
  var strands = 1
  /// By entry: the schedule's step that it belongs to; those behind the last go on from where it ends.
  var stepOfEntry: [Int] = []
  /// The steps in words: `withdraw 1: read balance = 1000`.
  var words: [String] = []
  /// The shared state when everybody has ended or waits for good; nil when the model was not followed so far.
  var end: [StateValue]?

  /// What to say of an entry at which the workers did not follow.
  func description(of entry: Int) -> String {
    let step = stepOfEntry.indices.contains(entry) ? stepOfEntry[entry] : words.count
    if step == 0 { return "the beginning" }
    return step > words.count ? "what follows the last step" : "step \(step), \(words[step - 1])"
  }
}

/// Why a schedule cannot be replayed.
package struct CannotReplay: Error, Sendable {
  /// The step that does not fit, 1 the first; nil when it is not about a step.
  package var step: Int?
  /// One sentence, lower case, without a full stop.
  package var reason: String
  init(step: Int? = nil, _ reason: String) {
    self.step = step
    self.reason = reason
  }
}

extension RunRecord {
  /// A run that was forced through a schedule ends as the model does, or something is wrong with one of them.
  mutating func compare(with direction: Direction) {
    guard let end = direction.end,
      findings.allSatisfy({ [.checkViolated, .assertFailed, .taskFailed].contains($0.kind) }),
      state != end
    else { return }
    findings.append(
      Finding(kind: .notReplayed, message: "the workers took every step of the schedule and came to another state"))
    verdict = max(verdict, .error)
  }
}
