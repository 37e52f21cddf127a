// A classical concurrent program, right or wrong, with what is known of it.
import ScenarioModel

/// Written as a scenario in `Programs/`.
package struct ClassicalProgram: Sendable, CustomStringConvertible {
  /// How a run can end.
  package enum End: String, Sendable { case fine, assertFailed, alwaysViolated, deadlock, finallyViolated }

  /// Figures of the graph of all states, dead registers forgotten and nothing else reduced.
  package struct Figures: Sendable, Hashable {
    package var states: Int
    /// Of the shortest counterexample.
    package var steps: Int?
    /// The fewest switches away from a worker that could have gone on, among all counterexamples.
    package var preemptions: Int?

    package init(states: Int, steps: Int? = nil, preemptions: Int? = nil) {
      self.states = states
      self.steps = steps
      self.preemptions = preemptions
    }
  }

  /// Under what fairness of the scheduler something can go on for ever: the strongest one is told.
  package enum Fairness: Sendable, Hashable {
    /// Only if a worker that could go on is left out for ever.
    case unfair
    /// Although whoever can always go on does go on in the end.
    case weak
    /// Although whoever can go on again and again does go on in the end.
    case strong
  }

  package let name: String
  /// Every way in which a run can end; empty for a program that never ends.
  package let ends: Set<End>
  /// As another explorer found them, in a notation in which a step can read one shared variable and write another.
  package let figures: Figures
  /// What is to be found here, where steps are others, and in which way they are.
  package let here: (figures: Figures, because: String)?
  /// Whether a run can go on for ever; nil where all come to an end.
  package let endless: Fairness?
  /// Whether a task can wait for ever while others go on; nil where none can, or nobody has asked.
  package let starving: Fairness?

  init(
    _ name: String, _ ends: Set<End>, _ figures: Figures, here: (figures: Figures, because: String)? = nil,
    endless: Fairness? = nil, starving: Fairness? = nil
  ) {
    self.name = name
    self.ends = ends
    self.figures = figures
    self.here = here
    self.endless = endless
    self.starving = starving
  }

  package var description: String { name }
  package var expected: Figures { here?.figures ?? figures }

  /// The scenario; empty when its file is missing.
  package var yaml: String {
    Golden.bytes(of: "Programs/\(name).yaml").map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The names of all files.
  package static var files: [String] { Golden.names(in: "Programs", suffix: ".yaml") }

  /// How a run ended that came to this. What went wrong first counts: after a failed assert, others may wait for ever.
  package static func end(_ outcome: ReferenceOutcome) -> End? {
    let problems = outcome.problems
    if problems.isEmpty { return .fine }
    if problems.contains(.assertFailed) { return .assertFailed }
    if problems.contains(where: { if case .alwaysViolated = $0 { true } else { false } }) { return .alwaysViolated }
    if problems.contains(.taskFailed) { return nil }
    return problems.contains(.deadlock) ? .deadlock : .finallyViolated
  }
}
