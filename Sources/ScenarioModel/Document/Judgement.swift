// What is right whatever the schedule (`check`) and what this run shall show (`expect`), as written.
import ScenarioSyntax

/// One entry of `check`.
package struct CheckDeclaration: Sendable {
  /// What shall hold, and when.
  package enum Kind: Sendable {
    case always(Expression)
    case finally(Expression)
    case eventually(Expression)
    case neverDeadlock
    case neverDataRace
    case neverStarvation
  }
  /// What shall hold, and when.
  package var kind: Kind
  /// The check's `name`, else its own text.
  package var title: String
  /// Where it is written.
  package var range: SourceRange?
  /// Of endless runs, for `eventually` and `never: starvation`.
  package var fairness: Fairness
  package init(kind: Kind, title: String, range: SourceRange?, fairness: Fairness = .weak) {
    self.kind = kind
    self.title = title
    self.fairness = fairness
    self.range = range
  }
}

/// Which endless runs a check speaks about: those in which nobody is passed over for ever without reason.
package enum Fairness: String, Sendable, CaseIterable {
  /// All of them, also those in which somebody never gets a turn.
  case none
  /// Who can go on from some time on without a break gets a turn.
  case weak
  /// Who can go on again and again gets a turn.
  case strong
}

/// One line of `expect`: a condition over a run's measures, for all cells or for those that the selector names.
package struct ExpectationDeclaration: Sendable {
  /// How measure and bound are compared.
  package enum Comparison: String, Sendable, CaseIterable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  }
  /// What stands left of the comparison.
  package enum Measure: Sendable, Hashable {
    case verdict, time, throughput, speedup, efficiency, maximum, cpu, memory
    /// 0 < p < 100, as in `p99.9`.
    case percentile(Double)
    /// A named counter, a state variable, or an element of a state list; which one is settled against the document.
    case named(String, index: Int?)
  }
  /// What stands right of the comparison.
  package enum Bound: Sendable, Hashable {
    case verdict(Verdict)
    /// Nanoseconds for times, bytes for memory, tasks per second for throughput, else a plain number.
    case number(Double)
    case integer(Int64)
    case boolean(Bool)
  }
  /// What is measured.
  package var measure: Measure
  /// How it is compared.
  package var comparison: Comparison
  /// With what.
  package var bound: Bound
  /// `for process, 2`: executor names and worker counts that a cell must have; empty selects every cell.
  package var executors: [Located<String>]
  /// Worker counts; see `executors`.
  package var workers: [Located<Int>]
  /// The condition as written.
  package var text: String
  /// Where it is written.
  package var range: SourceRange?
  package init(
    measure: Measure, comparison: Comparison, bound: Bound, executors: [Located<String>] = [],
    workers: [Located<Int>] = [], text: String, range: SourceRange?
  ) {
    self.measure = measure
    self.comparison = comparison
    self.bound = bound
    self.executors = executors
    self.workers = workers
    self.text = text
    self.range = range
  }
}
