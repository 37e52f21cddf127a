// What was declared to run at once beside what really did, and whether the machine was in the way.
import ScenarioModel

enum ConcurrencySection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let focus = facts.focus, focus.run.exploration == nil else { return [] }
    let declared = focus.record.graph.roles.map { role in
      let workers = role.workers.bound.map { Quantity.counted(Int64($0), "\(role.executor) worker") }
      return "\(role.name): \(workers ?? "unbounded \(role.executor) workers")"
    }
    let seen = focus.summary.observed
    let observed = [
      "at most \(Quantity.counted(seen.peakInFlight, "task")) in flight",
      "\(Quantity.counted(Int64(seen.threads), "thread"))",
      "\(Quantity.counted(Int64(seen.processes), "process", plural: "processes"))",
    ]
    let blocks: [Block] = [
      .paragraph(StyledText("declared: ", .faint) + StyledText(declared.joined(separator: ", "))),
      .paragraph(StyledText("observed: ", .faint) + StyledText(Words.list(observed))),
    ]
    return [Section(facts.title("Concurrency"), blocks)]
  }
}
