// Among the shortest ways to a violation, one with the fewest switches from worker to worker.
import ScenarioModel

/// Looks at every way of a given length, depth by depth, keeping for each state and each worker that was last at work
/// the cheapest way there.
///
/// A switch away from a worker that could have gone on (a preemption) weighs more than any number of other switches.
struct ScheduleSearch {
  let model: ExploreModel
  /// Ways that are kept at one depth; beyond it there is no answer.
  var limit = 50_000

  private struct Key: Hashable {
    var print: UInt64
    var last: Int
  }
  private struct Way {
    var cells: [Int64]
    var cost: Int
    var moves: [Move]
  }

  private static let preemption = 1 << 20

  /// - Parameters:
  ///   - key: what the way shall lead to.
  ///   - length: its number of steps.
  /// - Returns: the moves, the first of which chooses the beginning; nil when there are too many ways to look at.
  func cheapest(to key: ViolationKey, length: Int) -> [Move]? {
    let walker = ScheduleWalker(model)
    var layer = beginnings(walker)
    for depth in 0..<length {
      var next: [Key: Way] = [:]
      var best: Way?
      for (at, way) in layer.sorted(by: ScheduleSearch.isBefore) {
        walker.load(way.cells)
        let able = walker.enabled()
        let canLastGoOn = able.contains { $0.worker == at.last }
        for step in able {
          let cost =
            way.cost + (step.worker == at.last || at.last < 0 ? 0 : canLastGoOn ? ScheduleSearch.preemption : 1)
          for choice in walker.choices(from: way.cells, worker: step.worker, strand: step.strand) {
            let moves = way.moves + [choice.move]
            let found = Way(cells: choice.cells, cost: cost, moves: moves)
            if depth == length - 1 {
              if choice.keys.contains(key) || walker.stateKeys(choice.cells).contains(key),
                best.map({ cost < $0.cost }) ?? true
              {
                best = found
              }
              continue
            }
            let place = Key(print: walker.plainPrint(choice.cells), last: step.worker)
            if next[place].map({ cost < $0.cost }) ?? true { next[place] = found }
          }
        }
        if next.count > limit { return nil }
      }
      if depth == length - 1 { return best?.moves }
      layer = next
    }
    // A violation in the beginning itself.
    return layer.values.first { walker.stateKeys($0.cells).contains(key) }?.moves
  }

  /// Cheaper ways first, and among them those in which workers with small numbers move first.
  private static func isBefore(_ left: (key: Key, value: Way), _ right: (key: Key, value: Way)) -> Bool {
    if left.value.cost != right.value.cost { return left.value.cost < right.value.cost }
    return left.value.moves.lexicographicallyPrecedes(right.value.moves) {
      ($0.worker, $0.strand, $0.choice) < ($1.worker, $1.strand, $1.choice)
    }
  }

  private func beginnings(_ walker: ScheduleWalker) -> [Key: Way] {
    var layer: [Key: Way] = [:]
    for beginning in walker.beginnings() {
      layer[Key(print: walker.plainPrint(beginning.cells), last: -1)] = Way(
        cells: beginning.cells, cost: 0, moves: [beginning.move])
    }
    return layer
  }
}
