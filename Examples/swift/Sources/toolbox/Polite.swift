// The executor `polite`: threads that let other programs go first.
import Foundation
import ScenarioKit

enum Polite: ScenarioExecutor {
  static let description = ExecutorDescription(
    name: "polite", summary: "Operating-system threads that let other programs go first",
    worker: "an operating-system thread of low priority",
    options: [.integer("nice", in: 1...19, default: 10, "How far they step back: 19 is the furthest")])

  static func start(_ worker: Worker, options: ParameterValues) {
    let niceness = Int32(options.integer("nice"))
    Thread.detachNewThread {
      // Linux counts this for the calling thread alone.
      _ = nice(niceness)
      worker.run()
    }
  }
}
