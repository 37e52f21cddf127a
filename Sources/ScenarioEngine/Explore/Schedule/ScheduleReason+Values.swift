// Rules about values: lost updates, decisions on what is no longer so, values that come back.
import ScenarioModel

extension ScheduleStory {
  /// Somebody wrote over what somebody else had written since it was read.
  var lostUpdate: ScheduleReason.Reason? {
    guard let late = steps.lastIndex(where: \.isStale), let variable = steps[late].accesses.first?.variable else {
      return nil
    }
    let me = steps[late].worker
    guard
      let read = steps[..<late].lastIndex(where: { $0.worker == me && touches($0, variable, isWrite: false) }),
      let change = steps[read..<late].firstIndex(where: { $0.worker != me && touches($0, variable, isWrite: true) })
    else { return nil }
    let rival = steps[change].worker
    let remedy = "change \(variable) in one step (`atomic`), or read and write it under one lock"
    let (mine, theirs) = (locks(of: me, before: late), locks(of: rival, before: change))
    let apart =
      mine.isEmpty && theirs.isEmpty
      ? "" : ", and no lock is common to them (\(Self.list(mine)) here, \(Self.list(theirs)) there)"
    let rivalRead = steps[..<change].last { $0.worker == rival && touches($0, variable, isWrite: false) }
    if let mine = steps[read].accesses.first, let theirs = rivalRead?.accesses.first, mine.value == theirs.value {
      let why = "\(name(rival)) and \(name(me)) both read \(told(mine)) before either wrote it: one update is lost"
      return (why + apart, remedy)
    }
    let why =
      "\(name(me)) wrote \(variable) from what it had read before \(name(rival)) changed it: that change is lost"
    return (why + apart, remedy)
  }

  private static func list(_ locks: Set<String>) -> String {
    locks.isEmpty ? "none" : locks.sorted().joined(separator: " and ")
  }

  /// A swap succeeded although the variable had changed, since it had changed back.
  var returnedValue: ScheduleReason.Reason? {
    guard let last = steps.last, last.action.hasPrefix("swap "), let swapped = last.accesses.first else { return nil }
    guard
      let read = steps.dropLast().lastIndex(where: {
        $0.worker == last.worker && touches($0, swapped.variable, isWrite: false)
      }),
      let change = steps[read...].dropLast().first(where: {
        $0.worker != last.worker && touches($0, swapped.variable, isWrite: true)
      })
    else { return nil }
    let why =
      "\(name(last.worker)) found \(told(swapped)) as it had read it, but \(name(change.worker)) had changed it and "
      + "back in between: the same value, no longer the same meaning (ABA)"
    return (why, "keep a version number in the same variable, and raise it with every change")
  }

  /// Somebody acted on a value that had changed since it was read.
  var staleDecision: ScheduleReason.Reason? {
    guard [.checkViolated, .assertFailed].contains(finding.kind), let last = steps.last,
      let (read, change) = staleRead(of: last.worker, before: steps.count),
      let seen = steps[read].accesses.first
    else { return nil }
    let (me, rival) = (last.worker, steps[change].worker)
    let rivalSaw = steps[..<change].contains {
      $0.worker == rival && touches($0, seen.variable, isWrite: false) && $0.accesses.first?.value == seen.value
    }
    let both = rivalSaw && change > read
    let why =
      both
      ? "\(name(me)) and \(name(rival)) both saw \(told(seen)) before either acted on it; when \(name(me)) did, it was no longer so"
      : "\(name(me)) acted on \(told(seen)), which \(name(rival)) had changed by then"
    let begin = locks(of: me, before: read)
    let isLockedLater = steps[read...].contains { $0.worker == me && $0.action.hasPrefix("take lock ") }
    if begin.isEmpty, isLockedLater {
      return (why + ": the lock was taken only after the check", "put the check under the same lock as the update")
    }
    return (why, "put check and update under one lock, or make them one step (`atomic`, `cas`)")
  }
}
