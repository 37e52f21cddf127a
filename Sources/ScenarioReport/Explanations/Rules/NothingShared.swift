// Processes that share nothing change their own copies.
import ScenarioModel

enum NothingShared: ExplanationRule {
  static let name = "nothing-shared"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let run = facts.example else { return [] }
    let changed = run.privateStates.filter { $0.state != run.state }
    guard let first = changed.first,
      let variable = first.state.first(where: { own in
        run.state.contains { $0.name == own.name && $0.words != own.words }
      }), let common = run.state.first(where: { $0.name == variable.name })
    else { return [] }
    let alike = changed.filter { copy in copy.state.contains(variable) }
    let who = alike.count == 1 ? "\(first.role) \(first.worker)" : "\(alike.count) workers"
    let text =
      "\(facts.subject)Each process changed a copy of its own: \(Words.state([variable])) in that of \(who), while "
      + "the state that is reported stays \(Words.state([common])). With `share: state` they change the same one."
    return [Reason(text, [.init("copies_changed", Int64(changed.count)), .init("variable", variable.name)])]
  }
}
