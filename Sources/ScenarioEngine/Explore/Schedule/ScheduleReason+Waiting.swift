// Rules about waiting: circles, signals that nobody heard, waits that end too early, pools without a free worker.
import ScenarioModel

extension ScheduleStory {
  private var waits: [WaitDescription] { finding.kind == .deadlock ? finding.waits : [] }

  private func who(_ wait: WaitDescription) -> String {
    wait.strand.worker.map { "\(wait.strand.role) \($0)" } ?? wait.strand.role
  }

  /// Somebody waits for what it holds itself, or for what somebody held who has ended.
  var ownLock: ScheduleReason.Reason? {
    let held = Set(waits.flatMap { $0.holds.map(\.object) })
    for wait in waits {
      guard let wanted = wait.waitsFor, wanted.hasPrefix("lock ") else { continue }
      if wait.holds.contains(where: { $0.object == wanted }) {
        return (
          "\(who(wait)) waits for \(wanted), which it holds itself",
          "take it once, or declare it with `kind: reentrant`"
        )
      }
      if !held.contains(wanted), let taker = steps.last(where: { $0.action == "take \(wanted)" }) {
        return (
          "\(who(wait)) waits for \(wanted), which \(name(taker.worker)) took and never gave back",
          "use `lock:`, which gives it back in every case"
        )
      }
    }
    return nil
  }

  /// Who waits for whom in a circle.
  var circle: ScheduleReason.Reason? {
    let waits = waits.filter { !$0.holds.isEmpty && $0.waitsFor != nil }
    let held = Set(waits.flatMap { $0.holds.map(\.object) })
    guard waits.count > 1, waits.allSatisfy({ held.contains($0.waitsFor ?? "") }) else { return nil }
    let remedy = "take locks in one order everywhere"
    guard waits.count <= 3 else {
      return ("a circle of \(waits.count): each holds one lock and waits for one that another of them holds", remedy)
    }
    let parts = waits.map {
      "\(who($0)) holds \($0.holds.map(\.object).joined(separator: " and ")) and waits for \($0.waitsFor ?? "")"
    }
    return ("a circle: " + parts.joined(separator: "; "), remedy)
  }

  /// A signal that nobody heard, before somebody began to wait.
  var lostWakeUp: ScheduleReason.Reason? {
    for wait in waits {
      guard let waited = wait.waitsFor, waited.hasPrefix("condition ") else { continue }
      let condition = waited.dropFirst("condition ".count)
      let unheard = ["signal \(condition): nobody waits", "broadcast \(condition): nobody waits"]
      guard let signal = steps.lastIndex(where: { unheard.contains($0.action) }) else { continue }
      let waiter = schedule.workers.firstIndex { $0.role == wait.strand.role && $0.number == wait.strand.worker }
      var why = "a lost wake-up: \(name(steps[signal].worker)) signalled \(condition) before \(who(wait)) waited for it"
      if let waiter, let (read, _) = staleRead(of: waiter, before: signal), let seen = steps[read].accesses.first {
        why += ", and what \(who(wait)) waits on account of (\(told(seen))) was no longer so"
      }
      return (why, "test in a `while` under the lock that the wait gives back")
    }
    return nil
  }

  /// Somebody was woken and went on without looking again at what it had waited for.
  var untestedWakeUp: ScheduleReason.Reason? {
    guard [.checkViolated, .assertFailed].contains(finding.kind), let me = steps.last?.worker,
      let woken = steps.lastIndex(where: { $0.worker == me && $0.action.hasPrefix("woken by ") }),
      let test = steps[..<woken].last(where: { $0.worker == me && $0.accesses.contains { !$0.isWrite } }),
      let seen = test.accesses.first,
      !steps[woken...].contains(where: { $0.worker == me && $0.step?.range == test.step?.range })
    else { return nil }
    let others = steps[..<woken].filter { $0.worker != me && touches($0, seen.variable, isWrite: true) }
    let after = steps[woken...].filter { $0.worker != me && touches($0, seen.variable, isWrite: true) }
    guard let rival = (others + after).last else { return nil }
    return (
      "\(name(me)) waited because of \(told(seen)) and was woken, but before it had the lock again \(name(rival.worker)) "
        + "changed \(seen.variable), and it did not look again",
      "test with `while` instead of `if` around the wait"
    )
  }

  /// All workers of a role wait for items that only this role puts.
  var starvedPool: ScheduleReason.Reason? {
    for (index, role) in graph.roles.enumerated() {
      let own = waits.filter { $0.strand.role == role.name }
      guard case .queues = role.source, let wanted = own.first?.waitsFor,
        own.count == schedule.workers.count { $0.role == role.name },
        let queue = graph.queues.first(where: { wanted == "an item of queue \($0.name)" }),
        queue.producers == [index], own.allSatisfy({ $0.waitsFor == wanted })
      else { continue }
      return (
        "all \(own.count) workers of \(role.name) wait for items of \(queue.name), which only \(role.name) puts: nobody "
          + "is left to do it",
        "let a pool have more workers than tasks that can wait in it, or do what they wait for elsewhere"
      )
    }
    return nil
  }
}
