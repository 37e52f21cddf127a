// What one task of the database workload does, whatever the database: which rows it reads, which it writes.
import ScenarioModel

/// The parameters, ready for use.
struct DatabaseWork: Sendable {
  enum Transactions: String, CaseIterable {
    case task, row

    var summary: String {
      switch self {
      case .task: "one for all that a task reads and writes"
      case .row: "one for each row"
      }
    }
  }
  enum Synchronous: String, CaseIterable {
    case full, normal, off

    var summary: String {
      switch self {
      case .full: "a commit is on the device when it is acknowledged"
      case .normal: "the last commits may be lost when the power fails, the database never; on a server as off"
      case .off: "the system writes when it likes"
      }
    }
  }

  /// What messages call the database: the user's file as it is written.
  let title: String
  /// The name of the run's table.
  let table: String
  /// Rows that a task reads, and bytes of each.
  let reads: Int64
  let readSize: Int
  /// Rows that a task writes, and bytes of each.
  let writes: Int64
  let writeSize: Int
  /// Rows there before the run, of `readSize`, numbered from 1.
  let rows: Int64
  let transactions: Transactions
  let synchronous: Synchronous
  /// Nanoseconds.
  let busyTimeout: Int64

  init(_ specification: KernelSpecification) {
    title = specification.text("file") ?? "scenario.db"
    table = specification.text("table") ?? "rows"
    readSize = Int(specification.size("read") ?? 0)
    writeSize = Int(specification.size("write") ?? 0)
    reads = readSize > 0 ? specification.integer("reads") ?? 1 : 0
    writes = writeSize > 0 ? specification.integer("writes") ?? 1 : 0
    rows = reads > 0 ? specification.integer("rows") ?? 1 : 0
    transactions = Transactions(rawValue: specification.text("transaction") ?? "") ?? .task
    synchronous = Synchronous(rawValue: specification.text("synchronous") ?? "") ?? .full
    busyTimeout = specification.nanoseconds("busy_timeout") ?? 0
  }

  /// The number of the row that a task reads at its `position`: any of those prepared, the same on every executor.
  func row(readBy task: Int64, at position: Int64) -> Int64 {
    let draw = SplitMix64.mix(UInt64(bitPattern: task &* reads &+ position) &+ 0x9E37_79B9_7F4A_7C15)
    return Int64(draw % UInt64(rows)) + 1
  }
}

/// What a task has read and written, as one number that depends on the order.
struct DatabaseDigest {
  private(set) var value: Int64 = 0

  mutating func add(_ checksum: Int64) {
    value = Int64(bitPattern: SplitMix64.mix(UInt64(bitPattern: value &+ 1) ^ UInt64(bitPattern: checksum)))
  }
}
