// The scenario compiled: roles as nodes, queues as edges, programs as code, names resolved to indices.
import ScenarioSyntax

package struct ExecutionGraph: Sendable {
  package var scenario: String
  package var shared: SharedLayout
  package var queues: [GraphQueue]
  /// In topological order of the queues, sources first, ties in the order written.
  package var roles: [GraphRole]
  package var checks: [GraphCheck]
  /// Named counters of `count` steps, in order of first appearance.
  package var counters: [String]
  package var measure: MeasureDeclaration

  package init(
    scenario: String, shared: SharedLayout = SharedLayout(), queues: [GraphQueue] = [], roles: [GraphRole] = [],
    checks: [GraphCheck] = [], counters: [String] = [], measure: MeasureDeclaration = MeasureDeclaration()
  ) {
    self.scenario = scenario
    self.shared = shared
    self.queues = queues
    self.roles = roles
    self.checks = checks
    self.counters = counters
    self.measure = measure
  }
}

/// What the workers share, by index; a family of n locks takes n indices.
package struct SharedLayout: Sendable {
  package struct Variable: Sendable, Hashable {
    package var name: String
    package var isBoolean: Bool
    package var isList: Bool
    /// Its words are `first ..< first + count`.
    package var first: Int
    package var count: Int
    package init(name: String, isBoolean: Bool, isList: Bool, first: Int, count: Int) {
      self.name = name
      self.isBoolean = isBoolean
      self.isList = isList
      self.first = first
      self.count = count
    }
  }
  package struct Lock: Sendable, Hashable {
    /// As a report names it: `account`, `fork[2]`.
    package var name: String
    package var kind: LockDeclaration.Kind
    package init(name: String, kind: LockDeclaration.Kind) {
      self.name = name
      self.kind = kind
    }
  }
  package struct Semaphore: Sendable, Hashable {
    package var name: String
    package var permits: Int64
    package init(name: String, permits: Int64) {
      self.name = name
      self.permits = permits
    }
  }
  package struct Condition: Sendable, Hashable {
    package var name: String
    package var lock: Int
    package init(name: String, lock: Int) {
      self.name = name
      self.lock = lock
    }
  }
  package struct Barrier: Sendable, Hashable {
    package var name: String
    package var parties: Int64
    package init(name: String, parties: Int64) {
      self.name = name
      self.parties = parties
    }
  }
  package var variables: [Variable] = []
  /// Initial value of every word.
  package var words: [Int64] = []
  package var locks: [Lock] = []
  package var semaphores: [Semaphore] = []
  package var conditions: [Condition] = []
  package var barriers: [Barrier] = []
  /// How many `await` steps there are in all programs.
  package var awaitCount = 0
  package init() {}
}

package struct GraphQueue: Sendable {
  package var name: String
  package var capacity: QueueDeclaration.Capacity
  package var order: QueueDeclaration.Order
  package var full: QueueDeclaration.WhenFull
  package var backend: QueueDeclaration.Backend
  /// Roles that put into it by `into` or a `put` step; it closes when the last of them has finished.
  package var producers: [Int]
  /// Roles that take from it by `from` or a `get` step.
  package var consumers: [Int]
  package var range: SourceRange?
  package init(
    name: String, capacity: QueueDeclaration.Capacity, order: QueueDeclaration.Order = .fifo,
    full: QueueDeclaration.WhenFull = .block, backend: QueueDeclaration.Backend = .memory, producers: [Int] = [],
    consumers: [Int] = [], range: SourceRange? = nil
  ) {
    self.name = name
    self.capacity = capacity
    self.order = order
    self.full = full
    self.backend = backend
    self.producers = producers
    self.consumers = consumers
    self.range = range
  }
}

package struct GraphRole: Sendable {
  /// Where a role's tasks come from.
  package enum Source: Sendable, Hashable {
    /// Tasks 0 ..< n, each with its index as input.
    case count(Int)
    case items([Int64])
    /// Tasks arrive whether or not a worker is free.
    case open(RateProfile, arrivals: RoleDeclaration.Arrivals)
    /// One task per item of these queues.
    case queues([Int])
  }
  package var name: String
  package var program: Program
  package var executor: String
  package var options: [String: ParameterValue]
  package var workers: RoleDeclaration.Workers
  package var source: Source
  package var into: [Int]
  package var collect: RoleDeclaration.Collect
  /// The workload's type, for reports, and whether it is bound by the CPU or by waiting.
  package var workload: String
  package var range: SourceRange?
  package init(
    name: String, program: Program, executor: String, options: [String: ParameterValue] = [:],
    workers: RoleDeclaration.Workers = .count(1), source: Source = .count(1), into: [Int] = [],
    collect: RoleDeclaration.Collect = .ordered, workload: String, range: SourceRange? = nil
  ) {
    self.name = name
    self.program = program
    self.executor = executor
    self.options = options
    self.workers = workers
    self.source = source
    self.into = into
    self.collect = collect
    self.workload = workload
    self.range = range
  }
}

/// A compiled check: its program ends with the condition's truth value as its result.
///
/// A `finally` may also read counters: counter `i` is word `shared.words.count + i`.
package struct GraphCheck: Sendable {
  package enum Kind: String, Sendable {
    case always, finally, eventually, neverDeadlock, neverDataRace, neverStarvation
  }
  package var kind: Kind
  package var title: String
  /// Only `load`, pure instructions and `end`; the result of `end` is the truth value.
  package var program: Program?
  /// The shared words it reads.
  package var words: [Int]
  package var range: SourceRange?
  /// Of the endless runs that it speaks about.
  package var fairness: Fairness
  package init(
    kind: Kind, title: String, program: Program? = nil, words: [Int] = [], range: SourceRange? = nil,
    fairness: Fairness = .weak
  ) {
    self.kind = kind
    self.title = title
    self.fairness = fairness
    self.program = program
    self.words = words
    self.range = range
  }
}
