// A strand of a modelled task in one cell.
import ScenarioModel

/// Bits of a strand's cell: where it is, what it waits for, how it fails, whose branch it is. 0: there is none.
struct StrandCell {
  private(set) var bits: Int64

  init(_ bits: Int64) { self.bits = bits }

  init(pc: Int, parent: Int) { bits = Int64(pc + 1) | Int64(parent) << 29 }

  // Instead of a strand, the first cell of a worker's block can say what the worker does without one.
  /// Waits for a task.
  static let idle: Int64 = -1
  static let ended: Int64 = -2
  /// Its task has ended, and the result is on its way.
  static let delivering: Int64 = -3

  static let notFailing: Int64 = 0, assertion: Int64 = 1, otherFailure: Int64 = 2

  var exists: Bool { bits > 0 }

  var pc: Int {
    @inline(__always) get { Int(bits & 0xff_ffff) - 1 }
    @inline(__always) set { bits = bits & ~0xff_ffff | Int64(newValue + 1) }
  }
  /// What it waits for has happened: a signal, a complete barrier, an offer taken.
  var isServed: Bool {
    get { bits & 1 << 24 != 0 }
    set { bits = bits & ~(1 << 24) | (newValue ? 1 << 24 : 0) }
  }
  /// What it is failing of while it cleans up.
  var failing: Int64 {
    get { bits >> 25 & 3 }
    set { bits = bits & ~(3 << 25) | newValue << 25 }
  }
  /// How branches that have ended failed; an other failure outweighs an assertion.
  var childFailure: Int64 {
    get { bits >> 27 & 3 }
    set { bits = bits & ~(3 << 27) | newValue << 27 }
  }
  var parent: Int { Int(bits >> 29 & 0xff) }
  /// Branches that are still running.
  var children: Int64 {
    get { bits >> 37 & 0xff }
    set { bits = bits & ~(0xff << 37) | newValue << 37 }
  }
}

/// What a worker is at whose task has ended, in its delivery cell.
struct DeliveryCell {
  enum Stage: Int64 {
    /// Putting its own result.
    case delivering = 1
    /// Putting the results that are ready, in order.
    case emitting = 2
    /// An item was taken and has no number yet.
    case numbering = 3
  }

  var bits: Int64

  init(_ bits: Int64) { self.bits = bits }
  init(_ stage: Stage) { bits = stage.rawValue }

  var stage: Stage { Stage(rawValue: bits & 3) ?? .delivering }
  /// Position among the role's destinations.
  var destination: Int {
    get { Int(bits >> 4) }
    set { bits = bits & 0xf | Int64(newValue) << 4 }
  }
  /// An offer of it waits at a rendezvous, and then: has been taken.
  var isOffered: Bool {
    get { bits & 4 != 0 }
    set { bits = bits & ~4 | (newValue ? 4 : 0) }
  }
  var isTaken: Bool {
    get { bits & 8 != 0 }
    set { bits = bits & ~8 | (newValue ? 8 : 0) }
  }
}
