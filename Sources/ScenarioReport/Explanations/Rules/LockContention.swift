// The lock that workers spent the most time waiting for.
import ScenarioModel

enum LockContention: ExplanationRule {
  static let name = "lock-contention"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let run = facts.example,
      let lock = run.locks.filter({ $0.kind == .lock }).max(by: { $0.wait < $1.wait })
    else { return [] }
    let total = run.workers.reduce(0) { $0 + $1.accounted }
    guard total > 0 else { return [] }
    let share = Double(lock.wait) / Double(total)
    guard share >= 0.1 else { return [] }
    let text =
      "\(facts.subject)The workers spent \(Quantity.percent(min(1, share))) of their time waiting for lock \(lock.name): "
      + "\(Quantity.count(lock.contended)) of \(Quantity.counted(lock.acquisitions, "acquisition")) had to wait. What it "
      + "guards runs one at a time, however many workers there are."
    return [
      Reason(
        text,
        [
          .init("lock", lock.name), .init("wait_share", share), .init("contended", lock.contended),
          .init("acquisitions", lock.acquisitions),
        ])
    ]
  }
}
