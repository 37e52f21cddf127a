// One sentence on why a schedule goes wrong, where a rule knows it.
import ScenarioModel

enum ScheduleReason {
  /// The first rule that has something to say.
  static func of(_ schedule: ScheduleRecord, _ finding: Finding) -> String? {
    for rule in rules {
      if let sentence = rule(schedule, finding) { return sentence }
    }
    return nil
  }

  private typealias Rule = @Sendable (ScheduleRecord, Finding) -> String?
  private static let rules: [Rule] = [circle, lostWakeUp, lostUpdate, staleDecision]

  private static func name(_ worker: Int, _ schedule: ScheduleRecord) -> String {
    "\(schedule.workers[worker].role) \(schedule.workers[worker].number)"
  }

  /// Who waits for whom in a circle.
  private static func circle(_ schedule: ScheduleRecord, _ finding: Finding) -> String? {
    guard finding.kind == .deadlock else { return nil }
    let waits = finding.waits.filter { !$0.holds.isEmpty && $0.waitsFor != nil }
    guard waits.count > 1 else { return nil }
    let held = Set(waits.flatMap { $0.holds.map(\.object) })
    guard waits.allSatisfy({ held.contains($0.waitsFor ?? "") }) else { return nil }
    let parts = waits.map { wait in
      let who = wait.strand.worker.map { "\(wait.strand.role) \($0)" } ?? wait.strand.role
      return "\(who) holds \(wait.holds.map(\.object).joined(separator: " and ")) and waits for \(wait.waitsFor ?? "")"
    }
    return "a circle: " + parts.joined(separator: "; ")
  }

  /// A signal that nobody heard, before somebody began to wait.
  private static func lostWakeUp(_ schedule: ScheduleRecord, _ finding: Finding) -> String? {
    guard finding.kind == .deadlock else { return nil }
    for wait in finding.waits {
      guard let waited = wait.waitsFor, waited.hasPrefix("condition ") else { continue }
      let condition = waited.dropFirst("condition ".count)
      guard
        let signal = schedule.steps.last(where: { $0.action == "signal \(condition): nobody waits" })
          ?? schedule.steps.last(where: { $0.action == "broadcast \(condition): nobody waits" })
      else { continue }
      let who = wait.strand.worker.map { "\(wait.strand.role) \($0)" } ?? wait.strand.role
      return "a lost wake-up: \(name(signal.worker, schedule)) signalled \(waited) before \(who) began to wait for it"
    }
    return nil
  }

  /// Somebody wrote over what somebody else had written since it was read.
  private static func lostUpdate(_ schedule: ScheduleRecord, _ finding: Finding) -> String? {
    guard let late = schedule.steps.lastIndex(where: \.isStale) else { return nil }
    let write = schedule.steps[late]
    guard let variable = write.accesses.first?.variable else { return nil }
    func touches(_ step: ScheduleRecord.Step, isWrite: Bool) -> Bool {
      step.accesses.contains { $0.variable == variable && $0.isWrite == isWrite }
    }
    guard
      let read = schedule.steps[..<late].lastIndex(where: { $0.worker == write.worker && touches($0, isWrite: false) }),
      let other = schedule.steps[read..<late].firstIndex(where: {
        $0.worker != write.worker && touches($0, isWrite: true)
      })
    else { return nil }
    let rival = schedule.steps[other].worker
    let rivalRead = schedule.steps[..<other].last { $0.worker == rival && touches($0, isWrite: false) }
    let values = [schedule.steps[read], rivalRead].compactMap { $0?.accesses.first?.value }
    let (mine, theirs) = (name(write.worker, schedule), name(rival, schedule))
    if values.count == 2, values[0] == values[1] {
      return "\(theirs) and \(mine) both read \(variable) = \(values[0]) before either wrote it: one update is lost"
    }
    return "\(mine) wrote \(variable) from what it had read before \(theirs) changed it: that change is lost"
  }

  /// Somebody acted on a value that had changed since it was read.
  private static func staleDecision(_ schedule: ScheduleRecord, _ finding: Finding) -> String? {
    guard [.checkViolated, .assertFailed].contains(finding.kind), let last = schedule.steps.last else { return nil }
    for (index, step) in schedule.steps.enumerated().reversed() where step.worker == last.worker {
      guard let read = step.accesses.first, !read.isWrite else { continue }
      let change = schedule.steps[index...].first { other in
        other.worker != last.worker
          && other.accesses.contains { $0.variable == read.variable && $0.isWrite && $0.value != read.value }
      }
      guard let change else { continue }
      return "\(name(last.worker, schedule)) went on from \(read.variable) = \(read.value), which "
        + "\(name(change.worker, schedule)) had changed by then"
    }
    return nil
  }
}
