// Parts of a graph in which a fair run can stay for ever.
import ScenarioModel

/// Finds components in which a run can go round for ever without being unfair to anybody.
///
/// A run that visits a component's states again and again is weakly fair if everybody moves in it or cannot move in some
/// state of it; it is strongly fair if everybody moves in it or cannot move in any state of it. Where somebody stands in
/// the way of strong fairness, the states in which he could move are left out, and what remains is looked at again.
/// Source: Lichtenstein and Pnueli, "Checking that finite state concurrent programs satisfy their linear specification"
/// (1985).
struct FairCycles {
  let graph: LiveGraph
  let fairness: Fairness

  /// How often a component's steps move each actor, and in how many of its states each could.
  private struct Activity {
    var moves: [Bool]
    var able: [Int]
    var hasStep = false
  }

  /// The states of a component, in their order: of all fair ones, that whose first state was found first.
  func nearest(in part: LivePart) -> [Int]? {
    var part = part
    var components = Components(graph)
    var nearest: [Int]?
    var work: [[Int]] = []
    var isMember = [Bool](repeating: false, count: graph.stateCount)
    components.forEach(in: part) { if isCandidate($0, part) { work.append($0.sorted()) } }
    // Those that begin first are looked at first, so that most are not looked at at all.
    work.sort { $0[0] > $1[0] }
    while let states = work.popLast() {
      if let nearest, nearest[0] < states[0] { continue }
      for state in states { isMember[state] = true }
      let activity = activity(of: states, isMember, part)
      for state in states { isMember[state] = false }
      let unfair = (0..<graph.actorCount).filter { isUnfair($0, activity, states.count) }
      if unfair.isEmpty {
        if activity.hasStep { nearest = states }
        continue
      }
      guard fairness == .strong else { continue }
      for state in states where unfair.contains(where: { graph.canMove($0, in: state) }) { part.isIn[state] = false }
      components.forEach(in: part, states: states) { if isCandidate($0, part) { work.append($0.sorted()) } }
    }
    return nearest
  }

  /// One state can only be gone round by a step to itself.
  private func isCandidate(_ states: ArraySlice<Int>, _ part: LivePart) -> Bool {
    guard states.count == 1, let state = states.first else { return true }
    return graph.steps(of: state).contains { graph.target($0) == state && part.allows(state, $0) }
  }

  private func activity(of states: [Int], _ isMember: [Bool], _ part: LivePart) -> Activity {
    var activity = Activity(
      moves: Array(repeating: false, count: graph.actorCount), able: Array(repeating: 0, count: graph.actorCount))
    var last = [Int](repeating: -1, count: graph.actorCount)
    for state in states {
      for step in graph.steps(of: state) {
        let actor = graph.actor(step)
        if last[actor] != state {
          last[actor] = state
          activity.able[actor] += 1
        }
        if isMember[graph.target(step)], part.allows(state, step) {
          activity.moves[actor] = true
          activity.hasStep = true
        }
      }
    }
    return activity
  }

  private func isUnfair(_ actor: Int, _ activity: Activity, _ states: Int) -> Bool {
    guard !activity.moves[actor] else { return false }
    return switch fairness {
    case .none: false
    case .weak: activity.able[actor] == states
    case .strong: activity.able[actor] > 0
    }
  }
}

extension LiveGraph {
  func canMove(_ actor: Int, in state: Int) -> Bool { steps(of: state).contains { self.actor($0) == actor } }
}
