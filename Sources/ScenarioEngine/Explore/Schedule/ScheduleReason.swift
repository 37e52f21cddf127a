// One sentence on why a schedule goes wrong, where a rule knows it, and what would mend it.
import ScenarioModel

enum ScheduleReason {
  /// Why it goes wrong, and what to do about it: two clauses without a full stop.
  typealias Reason = (why: String, remedy: String)

  /// What the first rule says that has something to say.
  static func of(_ schedule: ScheduleRecord, _ finding: Finding, _ graph: ExecutionGraph) -> String? {
    let story = ScheduleStory(schedule: schedule, finding: finding, graph: graph)
    for rule in rules {
      if let reason = rule(story) { return "\(reason.why). To mend it: \(reason.remedy)" }
    }
    return nil
  }

  private typealias Rule = @Sendable (ScheduleStory) -> Reason?
  private static let rules: [Rule] = [
    { $0.ownLock }, { $0.circle }, { $0.lostWakeUp }, { $0.starvedPool }, { $0.untestedWakeUp }, { $0.lostUpdate },
    { $0.returnedValue }, { $0.staleDecision },
  ]
}

/// A schedule and what it leads to, as the rules look at them.
struct ScheduleStory {
  typealias Step = ScheduleRecord.Step
  let schedule: ScheduleRecord
  let finding: Finding
  let graph: ExecutionGraph

  var steps: [Step] { schedule.steps }

  func name(_ worker: Int) -> String { "\(schedule.workers[worker].role) \(schedule.workers[worker].number)" }

  func touches(_ step: Step, _ variable: String, isWrite: Bool) -> Bool {
    step.accesses.contains { $0.variable == variable && $0.isWrite == isWrite }
  }

  /// `balance = 1000`, `open = false`.
  func told(_ access: ScheduleRecord.Access) -> String {
    "\(access.variable) = \(StateView.text(access.value, access.isBoolean))"
  }

  /// Locks that a worker holds before a step, by name.
  func locks(of worker: Int, before position: Int) -> Set<String> {
    var held: Set<String> = []
    for step in steps[..<position] where step.worker == worker {
      if step.action.hasPrefix("take lock ") { held.insert(lockName(step, after: "take lock ")) }
      if step.action.hasPrefix("give back lock ") { held.remove(lockName(step, after: "give back lock ")) }
    }
    return held
  }

  private func lockName(_ step: Step, after words: String) -> String {
    String(step.action.dropFirst(words.count).prefix { $0 != " " })
  }

  /// What a worker read that others had changed when it went on from it: the last such read before a step.
  func staleRead(of worker: Int, before end: Int) -> (read: Int, change: Int)? {
    for index in steps[..<end].indices.reversed() where steps[index].worker == worker {
      guard let read = steps[index].accesses.first, steps[index].accesses.count == 1, !read.isWrite else { continue }
      let change = steps[index..<end].firstIndex { other in
        other.worker != worker
          && other.accesses.contains { $0.variable == read.variable && $0.isWrite && $0.value != read.value }
      }
      if let change { return (index, change) }
    }
    return nil
  }
}
