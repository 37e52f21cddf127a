// A worker for each task against a pool of them.
import ScenarioModel

enum SpawnCost: ExplanationRule {
  static let name = "spawn-cost"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let base = facts.baseline, spawn(facts) == "per_task", spawn(base) != "per_task",
      let speedup = facts.cell.speedup, speedup.isSlower, let run = facts.example, run.tasksCompleted > 0,
      let own = facts.cell.time?.median, let pool = base.cell.time?.median
    else { return [] }
    let each = (own - pool) / run.tasksCompleted
    guard each > 0 else { return [] }
    let text =
      "\(facts.subject)Each of \(Quantity.counted(run.tasksCompleted, "task")) started a worker of its own, "
      + "\(Quantity.duration(each)) a task more than \(base.cell.shortName) with its pool."
    return [Reason(text, [.init("tasks", run.tasksCompleted), .init("cost_per_task_ns", each)])]
  }

  private static func spawn(_ facts: CellFacts) -> String? {
    for role in facts.graph.roles {
      if case .text(let value) = role.options["spawn"] { return value }
    }
    return nil
  }
}
