// What a search has found to be wrong, and how to get there.
import ScenarioModel

/// A kind of violation. Two findings of the same kind are one, and the shortest way to it is kept.
enum ViolationKey: Hashable, Comparable {
  case always(check: Int)
  case assertion(role: Int, pc: Int)
  case taskFailed(role: Int, pc: Int, FailureKind)
  case finally(check: Int)
  /// Nobody can go on; the roles and places of those who have not ended, and how many are at each.
  case deadlock([Int64])
  /// The places of two accesses to one word, the smaller first.
  case dataRace(role: Int, pc: Int, otherRole: Int, otherPC: Int)
  /// Some are stuck for ever while others go on; the roles and places of those who are.
  case partialDeadlock([Int64])
  case eventually(check: Int)
  case starvation(check: Int, role: Int)

  private var order: (Int, [Int64]) {
    switch self {
    case .always(let check): (0, [Int64(check)])
    case .assertion(let role, let pc): (1, [Int64(role), Int64(pc)])
    case .taskFailed(let role, let pc, let kind): (2, [Int64(role), Int64(pc), Int64(kind.rawValue)])
    case .finally(let check): (3, [Int64(check)])
    case .deadlock(let places): (4, places)
    case .dataRace(let role, let pc, let otherRole, let otherPC):
      (5, [Int64(role), Int64(pc), Int64(otherRole), Int64(otherPC)])
    case .partialDeadlock(let places): (6, places)
    case .eventually(let check): (7, [Int64(check)])
    case .starvation(let check, let role): (8, [Int64(check), Int64(role)])
    }
  }

  static func < (left: ViolationKey, right: ViolationKey) -> Bool {
    left.order.0 == right.order.0
      ? left.order.1.lexicographicallyPrecedes(right.order.1) : left.order.0 < right.order.0
  }
}

/// A violation and the moves that lead to it.
struct FoundViolation: Sendable {
  var key: ViolationKey
  /// The state that it was found in or stepped from, and the step, if it was one.
  var state: UInt32
  var move: Move?
  var depth: Int
}

/// Why a search ended before it had seen everything.
package enum SearchLimit: Hashable, Sendable {
  case states(Int), memory(bytes: Int), time(nanoseconds: Int64), interrupted
  /// The model has no room for what a step did.
  case cannotContinue(String)
}

/// What one thread found, merged at the end of each depth.
struct SearchFindings {
  var violations: [ViolationKey: FoundViolation] = [:]
  var warnings = SearchWarnings()
  var cannotContinue: CannotContinue?
  var transitions = 0
  var ends = 0

  mutating func add(_ violation: FoundViolation) {
    if let known = violations[violation.key], !SearchFindings.isBefore(violation, known) { return }
    violations[violation.key] = violation
  }

  /// Shorter first; among equals the one whose number is smaller, so that one thread always finds the same.
  private static func isBefore(_ left: FoundViolation, _ right: FoundViolation) -> Bool {
    (left.depth, left.state, left.move?.bits ?? 0) < (right.depth, right.state, right.move?.bits ?? 0)
  }

  mutating func merge(_ other: SearchFindings) {
    for violation in other.violations.values { add(violation) }
    warnings.merge(other.warnings)
    cannotContinue = cannotContinue ?? other.cannotContinue
    transitions += other.transitions
    ends += other.ends
  }
}
