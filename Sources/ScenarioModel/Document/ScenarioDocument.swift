// The decoded scenario: what one file says for one cell of its comparison, every value with its place.
import ScenarioSyntax

/// One scenario, decoded and with its defaults filled in, for one combination of the values compared.
package struct ScenarioDocument: Sendable {
  package var name: Located<String>
  package var summary: Located<String>?
  package var tags: [Located<String>]
  package var shared: SharedDeclarations
  package var queues: [QueueDeclaration]
  /// In the order written; the short form's only role is called `main`.
  package var roles: [RoleDeclaration]
  package var checks: [CheckDeclaration]
  package var expectations: [ExpectationDeclaration]
  package var measure: MeasureDeclaration

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
  package var state: [StateDeclaration] = []
  package var locks: [LockDeclaration] = []
  package var semaphores: [SemaphoreDeclaration] = []
  package var conditions: [ConditionDeclaration] = []
  package var barriers: [BarrierDeclaration] = []
  package init() {}
}

/// A shared variable: one word, or a fixed list of words.
package struct StateDeclaration: Sendable {
  package enum Kind: Sendable, Hashable { case integer, boolean }
  package var name: Located<String>
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
  package enum Kind: String, Sendable, CaseIterable { case mutex, reentrant, readWrite = "read_write" }
  package var name: Located<String>
  package var kind: Kind
  /// nil: a single lock; else the size of the family, at least 1.
  package var count: Int?
  package init(name: Located<String>, kind: Kind = .mutex, count: Int? = nil) {
    self.name = name
    self.kind = kind
    self.count = count
  }
}

package struct SemaphoreDeclaration: Sendable {
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
  package var name: Located<String>
  package var lock: Located<String>
  package init(name: Located<String>, lock: Located<String>) {
    self.name = name
    self.lock = lock
  }
}

package struct BarrierDeclaration: Sendable {
  package var name: Located<String>
  /// How many must arrive before any goes on, at least 1.
  package var parties: Located<Int64>
  package init(name: Located<String>, parties: Located<Int64>) {
    self.name = name
    self.parties = parties
  }
}

package struct QueueDeclaration: Sendable {
  package enum Order: String, Sendable, CaseIterable { case fifo, lifo, priority }
  package enum WhenFull: String, Sendable, CaseIterable { case block, drop, fail }
  package enum Backend: String, Sendable, CaseIterable { case memory }
  package enum Capacity: Sendable, Hashable {
    /// At most this many items; 0 is a rendezvous.
    case bounded(Int)
    case unbounded
  }
  package var name: Located<String>
  package var capacity: Located<Capacity>
  package var order: Located<Order>
  package var full: Located<WhenFull>
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
