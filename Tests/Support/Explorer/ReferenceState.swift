// One moment of a modelled run: everything that decides what can happen next.
import ScenarioModel

/// Who holds, waits and offers: a task of a role, and its strand (0 is the task itself, others are branches).
struct StrandKey: Hashable, Comparable {
  var role: Int
  var task: Int64
  var strand: Int

  static func < (left: StrandKey, right: StrandKey) -> Bool {
    (left.role, left.task, left.strand) < (right.role, right.task, right.strand)
  }
}

/// Plain values, copied for every step.
struct ReferenceState: Hashable {
  struct Lock: Hashable {
    /// The holder of a mutex, a reentrant lock, or the writer of a read_write lock.
    var owner: StrandKey?
    var depth = 0
    /// Sorted, one entry for each time it was taken.
    var readers: [StrandKey] = []
  }
  struct Condition: Hashable {
    /// Sorted: a signal may wake any of them.
    var waiting: [StrandKey] = []
    var served: [StrandKey] = []
  }
  struct Barrier: Hashable {
    var arrived: Int64 = 0
    var generation: Int64 = 0
  }
  struct Offer: Hashable {
    var value: Int64
    var by: StrandKey
  }
  struct Queue: Hashable {
    var items: [Int64] = []
    /// Of a rendezvous: what is held out now, and whose offers have been taken.
    var offer: Offer?
    var taken: [StrandKey] = []
    var isClosed = false
    /// Roles that may still put.
    var producers: Int
  }
  struct Role: Hashable {
    /// The next task, or how many items have been taken.
    var next: Int64 = 0
    /// Workers without a task, sorted. All are called 0 where programs cannot tell workers apart.
    var idle: [Int]
    /// Workers that have not ended.
    var active: Int
    /// Ordered delivery: the next task whose result leaves, results that wait for their turn, and whether a worker is
    /// putting them.
    var nextOut: Int64 = 0
    var ready: [Result] = []
    var isEmitting = false
  }
  /// nil for a task that failed.
  struct Result: Hashable {
    var task: Int64
    var value: Int64?
  }
  struct Strand: Hashable {
    var id: Int
    var pc: Int
    var parent: Int?
    /// What it is failing of while it cleans up.
    var failing: Failure?
    /// Branches that are still running, and how those that ended with a failure failed.
    var children = 0
    var childFailure: Failure?
  }
  enum Failure: Hashable { case assertion, other }
  enum Phase: Hashable {
    /// An item was taken and has no number yet.
    case numbering
    case running
    /// Putting its own result into destination number …; `isOffered` while an offer waits to be taken.
    case delivering(Int64, destination: Int, isOffered: Bool)
    case depositing(Int64?)
    case electing
    /// Putting the results that are ready, in order.
    case emitting(destination: Int, isOffered: Bool)
  }
  /// A task in hand.
  struct Task: Hashable {
    var role: Int
    var number: Int64
    var worker: Int
    var registers: [Int64]
    /// Sorted by id.
    var strands: [Strand]
    var phase = Phase.running
  }

  var words: [Int64]
  var counters: [Int64]
  var locks: [Lock]
  var permits: [Int64]
  var conditions: [Condition]
  var barriers: [Barrier]
  var queues: [Queue]
  var roles: [Role]
  /// Sorted by role and number.
  var tasks: [Task] = []
  var problems: Set<ReferenceOutcome.Problem> = []
}

/// One way in which a run can end.
package struct ReferenceOutcome: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    case assertFailed, taskFailed, deadlock
    /// The check with this number.
    case alwaysViolated(Int)
    case finallyViolated(Int)
  }
  /// Final shared words, lists word by word.
  package var words: [Int64]
  /// In the graph's order.
  package var counters: [Int64]
  package var problems: Set<Problem>

  package init(words: [Int64], counters: [Int64], problems: Set<Problem>) {
    self.words = words
    self.counters = counters
    self.problems = problems
  }

  /// The verdict of a run that ends so.
  package var verdict: Verdict {
    problems.map { problem -> Verdict in
      switch problem {
      case .assertFailed, .alwaysViolated, .finallyViolated: .violated
      case .taskFailed: .error
      case .deadlock: .deadlock
      }
    }.max() ?? .ok
  }
}
