// Where everything lies in the arena, computed once from the graph and stored in its header.
import ScenarioModel

/// Byte offsets and counts; plain data, so that a worker process needs nothing else to find its way.
struct ArenaLayout {
  var wordCount = 0
  /// The shared words, followed by one private copy for each worker that shares nothing.
  var words = 0
  var replicaCount = 1
  /// A byte of `WordFlag`s per word.
  var wordFlags = 0

  var objects = 0
  var objectCount = 0
  /// First object of each kind.
  var locks = 0
  var semaphores = 0
  var conditions = 0
  var barriers = 0
  var awaits = 0
  /// Per queue: room in it, an item of it, a rendezvous offer being taken.
  var room = 0
  var items = 0
  var taken = 0
  /// Per role: a free worker of a dispatcher, and a place in its window of ordered results.
  var freeWorker = 0
  var window = 0
  var interpreter = 0
  /// What who waits for a turn of a forced order waits for.
  var stageObject = 0
  /// Per agent and strand.
  var joins = 0
  /// The objects before this one are accounted for by agents.
  var accountedObjects = 0

  /// A `StageControl`; 0 when no order is forced.
  var stage = 0

  /// A line per event loop: 1 when it should look at its waiting strands.
  var loopWakes = 0
  var loopCount = 0

  /// Of each condition: its lock's object. Int32 each.
  var conditionLocks = 0
  /// Of each word: where the list of its checks and awaits begins in `watchLists`. Int32 each, count + 1 of them.
  var watchIndex = 0
  /// Check numbers, and await objects as their complement (~object). Int32 each.
  var watchLists = 0

  var queues = 0
  var queueCount = 0
  var roles = 0
  var roleCount = 0
  var checks = 0
  var checkCount = 0
  /// A `ProgramImage` per check.
  var checkPrograms = 0

  var agents = 0
  var agentCount = 0
  var agentStride = 0
  // Inside of an agent's block:
  var tallies = 0
  var tallyCount = 0
  var uses = 0
  var histogram = 0
  /// Histograms of what kernels measure, as many as the role with the most of them needs.
  var measures = 0
  var measureCount = 0
  var failures = 0
  var left = 0
  var accesses = 0
  var logs = 0
  var results = 0
  var lastWords = 0
  var strands = 0
  var strandCount = 0
  var registers = 0
  var registerCount = 0
  var scratch = 0

  var size = 0
}

/// Why a word needs more than a plain load or store.
struct WordFlag: OptionSet {
  var rawValue: UInt8
  /// A check reads it: accesses are remembered, for the explanation.
  static let traced = WordFlag(rawValue: 1)
  /// An `always` reads it: writes evaluate the check.
  static let checked = WordFlag(rawValue: 2)
  /// A check or `await` reads it together with other words: writes hold the guard lock.
  static let guarded = WordFlag(rawValue: 4)
  /// An `await` reads it: writes notify.
  static let awaited = WordFlag(rawValue: 8)
}

/// Where a program lies: byte offsets and counts.
struct ProgramImage {
  var instructions = 0
  var instructionCount: Int32 = 0
  var registerCount: Int32 = 0
  var constants = 0
  var handlers = 0
  var handlerCount: Int32 = 0
  /// Of each fork, the index of its first entry in `entries`; count + 1 of them. Int32 each.
  var forks = 0
  var entries = 0
  var distributions = 0
  /// Of each `await`: its object. Int32 each.
  var awaits = 0
  /// Whether it reads more than one word, so that it needs the guard lock. UInt8 each.
  var awaitGuards = 0
}

/// Hands out offsets in order.
struct Bump {
  private(set) var offset: Int
  init(from offset: Int) { self.offset = offset }

  mutating func take(_ bytes: Int, alignment: Int = 64) -> Int {
    let start = (offset + alignment - 1) & ~(alignment - 1)
    offset = start + bytes
    return start
  }

  mutating func take<T: ~Copyable>(_ type: T.Type, count: Int) -> Int {
    take(MemoryLayout<T>.stride * count, alignment: max(64, MemoryLayout<T>.alignment))
  }
}
