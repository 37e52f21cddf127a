// The bounds of what one run may hold, in one place.

enum Limits {
  /// Items that an unbounded queue may hold at once; memory is used only for those that it held.
  static let unboundedQueue = 1 << 26
  /// Roles of a scenario, by the bits of a strand's id.
  static let roles = 500
  /// Strands of one task alive at once, the task included: a bit each in its agent's record.
  static let strandsPerTask = 64
  /// Event loops of a run: a bit each in every object.
  static let eventLoops = 64
  /// Arrivals of an open source in one run.
  static let arrivals = 10_000_000
  /// Results that wait for an earlier one before their workers do.
  static let orderedWindow = 1024
  /// Tasks claimed at once, at most.
  static let chunk: Int64 = 1024
}
