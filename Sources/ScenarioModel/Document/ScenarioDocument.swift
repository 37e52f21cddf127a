// The decoded scenario: what one file says for one cell of its comparison, every value with its place.
import ScenarioSyntax

/// One scenario, decoded and with its defaults filled in, for one combination of the values compared.
package struct ScenarioDocument: Sendable {
  /// The value of `scenario`.
  package var name: Located<String>
  /// The lesson in one line.
  package var summary: Located<String>?
  /// What `batch --tag` selects by.
  package var tags: [Located<String>]
  /// What the workers share, apart from queues.
  package var shared: SharedDeclarations
  /// The queues between roles.
  package var queues: [QueueDeclaration]
  /// In the order written; the short form's only role is called `main`.
  package var roles: [RoleDeclaration]
  /// What is right, whatever the schedule.
  package var checks: [CheckDeclaration]
  /// What this run shall show; empty for the default.
  package var expectations: [ExpectationDeclaration]
  /// How often and how long to measure.
  package var measure: MeasureDeclaration
  /// What the parts that could not be read may have said.
  package var unread = UnreadNames()

  package init(
    name: Located<String>, summary: Located<String>? = nil, tags: [Located<String>] = [],
    shared: SharedDeclarations = SharedDeclarations(), queues: [QueueDeclaration] = [], roles: [RoleDeclaration] = [],
    checks: [CheckDeclaration] = [], expectations: [ExpectationDeclaration] = [],
    measure: MeasureDeclaration = MeasureDeclaration()
  ) {
    self.name = name
    self.summary = summary
    self.tags = tags
    self.shared = shared
    self.queues = queues
    self.roles = roles
    self.checks = checks
    self.expectations = expectations
    self.measure = measure
  }
}

/// What the workers share, apart from queues.
package struct SharedDeclarations: Sendable {
  /// Shared variables.
  package var state: [StateDeclaration] = []
  /// Locks and families of them.
  package var locks: [LockDeclaration] = []
  /// Semaphores.
  package var semaphores: [SemaphoreDeclaration] = []
  /// Condition variables.
  package var conditions: [ConditionDeclaration] = []
  /// Barriers.
  package var barriers: [BarrierDeclaration] = []
  package init() {}
}

/// A shared variable: one word, or a fixed list of words.
package struct StateDeclaration: Sendable {
  /// The type of its words.
  package enum Kind: Sendable, Hashable { case integer, boolean }
  /// The name that it is declared under.
  package var name: Located<String>
  /// Its kind, the same for all of a list or family.
  package var kind: Kind
  /// True for a list, even of one element; then `initial` has its elements.
  package var isList: Bool
  /// Initial words, booleans as 0 and 1; exactly one unless `isList`.
  package var initial: [Int64]
  package init(name: Located<String>, kind: Kind, isList: Bool, initial: [Int64]) {
    self.name = name
    self.kind = kind
    self.isList = isList
    self.initial = initial
  }
}

/// A lock, or a family of `count` locks addressed as `name[i]`.
package struct LockDeclaration: Sendable {
  /// Who may hold it.
  package enum Kind: String, Sendable, CaseIterable { case mutex, reentrant, readWrite = "read_write" }
  /// The name that it is declared under.
  package var name: Located<String>
  /// Its kind, the same for all of a list or family.
  package var kind: Kind
  /// nil: a single lock; else the size of the family, at least 1.
  package var count: Int?
  package init(name: Located<String>, kind: Kind = .mutex, count: Int? = nil) {
    self.name = name
    self.kind = kind
    self.count = count
  }
}

/// A number of permits.
package struct SemaphoreDeclaration: Sendable {
  /// The name that it is declared under.
  package var name: Located<String>
  /// Permits at the start, 0 or more.
  package var permits: Located<Int64>
  package init(name: Located<String>, permits: Located<Int64>) {
    self.name = name
    self.permits = permits
  }
}

/// A condition variable and the lock that guards it.
package struct ConditionDeclaration: Sendable {
  /// The name that it is declared under.
  package var name: Located<String>
  /// The lock that is released while waiting.
  package var lock: Located<String>
  package init(name: Located<String>, lock: Located<String>) {
    self.name = name
    self.lock = lock
  }
}

/// A meeting point.
package struct BarrierDeclaration: Sendable {
  /// The name that it is declared under.
  package var name: Located<String>
  /// How many must arrive before any goes on, at least 1.
  package var parties: Located<Int64>
  package init(name: Located<String>, parties: Located<Int64>) {
    self.name = name
    self.parties = parties
  }
}

/// A queue between roles.
package struct QueueDeclaration: Sendable {
  /// Which item is taken next.
  package enum Order: String, Sendable, CaseIterable { case fifo, lifo, priority }
  /// What a put does when there is no room.
  package enum WhenFull: String, Sendable, CaseIterable { case block, drop, fail }
  /// Where the items are kept.
  package enum Backend: String, Sendable, CaseIterable { case memory }
  /// How many items it holds.
  package enum Capacity: Sendable, Hashable {
    /// At most this many items; 0 is a rendezvous.
    case bounded(Int)
    case unbounded
  }
  /// The name that it is declared under.
  package var name: Located<String>
  /// How many items it holds.
  package var capacity: Located<Capacity>
  /// Which item is taken next.
  package var order: Located<Order>
  /// What a put does when there is no room.
  package var full: Located<WhenFull>
  /// Where the items are kept.
  package var backend: Located<Backend>
  package init(
    name: Located<String>, capacity: Located<Capacity>, order: Located<Order> = Located(.fifo),
    full: Located<WhenFull> = Located(.block), backend: Located<Backend> = Located(.memory)
  ) {
    self.name = name
    self.capacity = capacity
    self.order = order
    self.full = full
    self.backend = backend
  }
}

/// How often and how long to measure.
package struct MeasureDeclaration: Sendable {
  /// Runs of each cell that are not counted.
  package var warmup: Located<Int> = Located(0)
  /// Counted runs of each cell, at least 1.
  package var repetitions: Located<Int> = Located(1)
  /// How long open sources produce, in nanoseconds; nil where there is none.
  package var duration: Located<Int64>?
  /// After how many nanoseconds a run ends with the verdict `timeout`.
  package var timeout: Located<Int64> = Located(60_000_000_000)
  /// Fixes everything drawn; nil: chosen by the runner and reported.
  package var seed: Located<UInt64>?
  package init() {}
}
