// Every interleaving of a scenario, tried in a model instead of run.
import ScenarioModel

package enum ExploreExecutor: ModelExecutor {
  package static let descriptor = ExecutorDescriptor(
    name: "explore",
    summary: "Every interleaving of the visible steps, tried in a model: a proof, or the shortest schedule that fails",
    worker: "a modelled worker",
    fields: [
      Field(
        "spurious_wakeups", .boolean, default: "false",
        summary: "Waiting for a condition may end without a signal", examples: ["true"])
    ], isModel: true)

  package static func run(_ graph: ExecutionGraph, seed: UInt64, settings: RunSettings) -> RunRecord {
    do {
      return try Explorer(
        graph: graph, settings: settings.exploration, seed: seed, interruption: settings.interruption
      ).explore()
    } catch let error as CannotExplore {
      return .cannotStart("this cannot be explored: \(error.reason)")
    } catch let error as ArenaError {
      return .cannotStart("exploring needs \(error.size >> 20) MiB of memory: \(error.reason)")
    } catch {
      return .cannotStart("\(error)")
    }
  }
}
