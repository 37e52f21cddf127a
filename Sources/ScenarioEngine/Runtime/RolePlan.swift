// What a role needs in the arena, as its executor sees it.

/// Counts of agents: the records that workers, helpers, dispatchers and event loops write to.
struct RolePlan: Sendable {
  /// Workers, or event loops.
  var workers: Int
  /// Agents that run the branches of `parallel`.
  var helpers = 0
  /// Somebody who starts a worker for each task.
  var hasDispatcher = false
  /// Its strands lie in the arena (threads and processes), not in an event loop's own memory.
  var strandsInArena = true
  /// Every worker has a state of its own.
  var hasPrivateState = false
  /// Needs memory that other processes can map.
  var spansProcesses = false
  /// Event loops, each with a number of its own in the run.
  var loops = 0
  /// It is run by the one loop of all roles of this kind, which the first of them counts as its own.
  var sharesLoop = false
  /// Nanoseconds; 0 without an interpreter lock.
  var interpreterInterval: Int64 = 0

  var isOnLoop: Bool { loops > 0 || sharesLoop }
  var agents: Int { workers + helpers + (hasDispatcher ? 1 : 0) }
}
