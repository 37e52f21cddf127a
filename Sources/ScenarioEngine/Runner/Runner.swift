// Runs all cells of a scenario: warm-ups, then repetitions in randomised blocks, so that drift falls on all alike.
import ScenarioModel

/// A cell that is to be run.
package struct PlannedCell: Sendable {
  package var label: String
  package var parameters: [CellParameter]
  package var graph: ExecutionGraph
  package init(label: String, parameters: [CellParameter], graph: ExecutionGraph) {
    self.label = label
    self.parameters = parameters
    self.graph = graph
  }
}

/// One run has ended.
package struct RunProgress: Sendable {
  /// 1 ... total.
  package var number: Int
  package var total: Int
  package var cell: String
  package var isWarmup: Bool
  package var record: RunRecord
}

package struct Runner: Sendable {
  package let settings: RunSettings
  package init(settings: RunSettings) { self.settings = settings }

  /// Runs every cell as often as its `measure` says, and says after each run how it went.
  ///
  /// A block runs every cell once, in an order drawn from `seed`; a cell with fewer repetitions sits out the last blocks.
  /// All runs of a block draw the same values. A user who interrupts gets what was measured so far.
  package func run(
    _ cells: [PlannedCell], seed: UInt64, willRun: (Int, Int, String) -> Void = { _, _, _ in },
    didRun: (RunProgress) -> Void
  ) -> [CellRecord] {
    var records = cells.map {
      CellRecord(label: $0.label, parameters: $0.parameters, graph: $0.graph, runs: [], warmups: 0)
    }
    // A model gives the same answer each time.
    let models = cells.map { settings.parts.executors.model(of: $0.graph) }
    let warmups = zip(cells, models).map { $1 == nil ? $0.graph.measure.warmup.value : 0 }
    let repetitions = zip(cells, models).map { $1 == nil ? $0.graph.measure.repetitions.value : 1 }
    let total = warmups.reduce(0, +) + repetitions.reduce(0, +)
    var orders = SeededGenerator(seed: seed, stream: 1)
    var number = 0
    for (isWarmup, counts) in [(true, warmups), (false, repetitions)] {
      for block in 0..<(counts.max() ?? 0) {
        for cell in orders.permutation(count: cells.count) where block < counts[cell] {
          guard settings.interruption.count == 0 else { return records }
          number += 1
          willRun(number, total, cells[cell].label)
          let runSeed = SplitMix64.mix(seed &+ UInt64(block) &+ (isWarmup ? 1 << 32 : 0))
          let graph = cells[cell].graph
          let record =
            models[cell].map { $0.run(graph, seed: seed, settings: settings) }
            ?? RunCoordinator(graph: graph, seed: runSeed, settings: settings).run()
          // A warm-up that could not end by itself is no warm-up: it counts, or nobody would hear of it.
          let counts = !isWarmup || !record.endedByItself
          if counts { records[cell].runs.append(record) } else { records[cell].warmups += 1 }
          didRun(
            RunProgress(
              number: number, total: total, cell: cells[cell].label, isWarmup: isWarmup, record: record))
        }
      }
    }
    return records
  }
}
