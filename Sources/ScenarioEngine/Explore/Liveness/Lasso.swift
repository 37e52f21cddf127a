// A way to a part of a graph and once round in it, fair to everybody: what is shown of a run that never ends.
import ScenarioModel

/// Steps of a graph, by number.
struct Lasso: Equatable {
  /// How the run begins.
  var beginning: Move
  var way: [Int]
  /// Leads back to where it begins; empty for a run that ends.
  var cycle: [Int]
}

struct LassoFinder {
  let graph: LiveGraph

  /// The way with the fewest steps from a beginning to a state, through states that `passes` accepts.
  func way(to goal: (Int) -> Bool, through passes: (Int) -> Bool) -> (beginning: Move, way: [Int])? {
    var cameBy: [Int: Int?] = [:]
    var from: [Int: Int] = [:]
    var queue: [Int] = []
    for beginning in graph.beginnings where passes(beginning.state) && cameBy[beginning.state] == nil {
      cameBy[beginning.state] = .some(nil)
      queue.append(beginning.state)
    }
    var next = 0
    while next < queue.count {
      let state = queue[next]
      next += 1
      if goal(state) {
        var way: [Int] = []
        var at = state
        while let step = cameBy[at] ?? nil, let before = from[at] {
          way.append(step)
          at = before
        }
        guard let move = graph.beginnings.first(where: { $0.state == at })?.move else { return nil }
        return (move, way.reversed())
      }
      for step in graph.steps(of: state) {
        let target = graph.target(step)
        guard passes(target), cameBy[target] == nil else { continue }
        cameBy[target] = .some(step)
        from[target] = state
        queue.append(target)
      }
    }
    return nil
  }

  /// Once round a component from its first state: everybody to whom the run must be fair moves on the way, or cannot
  /// move in some state of it.
  func cycle(in states: [Int], _ part: LivePart, _ fairness: Fairness) -> [Int] {
    let component = Set(states)
    var open = fairness == .none ? [] : Set(0..<graph.actorCount)
    if fairness == .strong {
      open = open.filter { actor in states.contains { graph.canMove(actor, in: $0) } }
    }
    func settles(_ step: Int, _ state: Int) -> Bool {
      if open.contains(graph.actor(step)) { return true }
      return fairness == .weak && open.contains { !graph.canMove($0, in: state) }
    }
    var cycle: [Int] = []
    var at = states[0]
    func take(_ way: [Int]) {
      for step in way {
        if fairness == .weak { open = open.filter { graph.canMove($0, in: at) } }
        open.remove(graph.actor(step))
        cycle.append(step)
        at = graph.target(step)
      }
    }
    while !open.isEmpty, let way = shortest(from: at, component, part, until: { settles($0, $1) }) { take(way) }
    if at != states[0] || cycle.isEmpty,
      let home = shortest(from: at, component, part, until: { step, _ in graph.target(step) == states[0] })
    {
      cycle += home
    }
    return cycle
  }

  /// The fewest steps inside a component, of which the last is as asked for, given the state that it leads from.
  private func shortest(
    from start: Int, _ component: Set<Int>, _ part: LivePart, until: (_ step: Int, _ from: Int) -> Bool
  ) -> [Int]? {
    var cameBy: [Int: (step: Int, from: Int)] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let state = queue[next]
      next += 1
      for step in graph.steps(of: state) {
        let target = graph.target(step)
        guard component.contains(target), part.allows(state, step) else { continue }
        if until(step, state) {
          var way = [step]
          var at = state
          while at != start, let came = cameBy[at] {
            way.append(came.step)
            at = came.from
          }
          return way.reversed()
        }
        guard target != start, cameBy[target] == nil else { continue }
        cameBy[target] = (step, state)
        queue.append(target)
      }
    }
    return nil
  }
}
