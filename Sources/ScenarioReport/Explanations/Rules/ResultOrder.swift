// Results that left a role in another order than its tasks have.
import ScenarioModel

enum ResultOrder: ExplanationRule {
  static let name = "result-order"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let run = facts.example else { return [] }
    return run.roles.compactMap { role in
      let tasks = role.results.map(\.task)
      guard let first = tasks.first, zip(tasks, tasks.dropFirst()).contains(where: { $0 > $1 }),
        facts.graph.roles.first(where: { $0.name == role.name })?.collect == .completed
      else { return nil }
      let text =
        "\(facts.subject)The results of \(role.name) came as they were completed: that of task \(first) first. "
        + "With `collect: ordered` they wait for their turn."
      return Reason(text, [.init("first_task", first)])
    }
  }
}
