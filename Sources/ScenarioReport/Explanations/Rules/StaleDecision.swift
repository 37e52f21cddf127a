// Two strands that both looked before either acted.
import ScenarioModel

/// From the trace of shared accesses: two strands read the same value of a word before either wrote it, then both wrote.
enum StaleDecision: ExplanationRule {
  static let name = "stale-decision"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let run = facts.example, run.verdict == .violated, LostUpdate.first(in: run.accesses) == nil,
      let found = first(in: run.accesses)
    else { return [] }
    let (one, two) = (found.first, found.second)
    let place = Words.step(one.step).map { " (\($0))" } ?? ""
    let who = "\(Words.strand(one.strand)) and \(Words.strand(two.strand))"
    let text =
      "\(facts.subject)\(who) both read \(one.variable) = \(one.value)\(place) before either wrote it. Each decided on a "
      + "value that the other was about to change; together their writes left \(one.variable) = \(found.last.value)."
    return [
      Reason(
        text,
        [.init("variable", one.variable), .init("read", one.value), .init("left", found.last.value)])
    ]
  }

  private static func first(
    in accesses: [SharedAccess]
  ) -> (first: SharedAccess, second: SharedAccess, last: SharedAccess)? {
    for (place, one) in accesses.enumerated() where !one.isWrite {
      for two in accesses[(place + 1)...] where two.variable == one.variable {
        if two.isWrite { break }
        guard two.strand != one.strand else { continue }
        let writes = accesses[(place + 1)...].filter { $0.isWrite && $0.variable == one.variable }
        let wrote = Set(writes.map(\.strand))
        if wrote.contains(one.strand), wrote.contains(two.strand), let last = writes.last { return (one, two, last) }
      }
    }
    return nil
  }
}
