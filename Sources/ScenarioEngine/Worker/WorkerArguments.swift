// The command line of a worker process, as the executor writes it and the worker reads it.

/// What a worker is told. The run itself lies in the arena.
struct WorkerArguments: Sendable, Equatable {
  /// How a worker process lives.
  enum Mode: String, Sendable {
    /// Takes tasks until there are none.
    case pool
    /// Runs branches of `parallel` steps.
    case helper
    /// Runs the one task that lies in its agent's record.
    case task
  }

  /// The hidden first argument that makes the program a worker.
  static let command = "worker"
  /// Descriptors that a worker is started with: the arena's memory file, the lifeline's end for reading, and from
  /// `firstLoop` on the event descriptors of the run's loops.
  static let arena: Int32 = 3, lifeline: Int32 = 4, firstLoop: Int32 = 5

  var mode: Mode
  var role: Int
  var agent: Int
  /// How many event loops the run has.
  var loops: Int

  /// All arguments, the program's name included.
  var commandLine: [String] {
    [
      "scenario", WorkerArguments.command, "--mode", mode.rawValue, "--role", "\(role)", "--agent", "\(agent)",
      "--loops", "\(loops)",
    ]
  }
}

extension WorkerArguments {
  /// - Parameter arguments: what follows the command; nil unless it is exactly what `commandLine` writes.
  init?(parsing arguments: [String]) {
    guard arguments.count == 8, arguments[0] == "--mode", let mode = Mode(rawValue: arguments[1]),
      let role = WorkerArguments.count(arguments[2...3], "--role"),
      let agent = WorkerArguments.count(arguments[4...5], "--agent"),
      let loops = WorkerArguments.count(arguments[6...7], "--loops")
    else { return nil }
    self.init(mode: mode, role: role, agent: agent, loops: loops)
  }

  private static func count(_ pair: ArraySlice<String>, _ flag: String) -> Int? {
    guard pair.first == flag, let value = pair.last.flatMap({ Int($0) }), value >= 0 else { return nil }
    return value
  }
}

/// How a worker process ends by itself.
enum WorkerExit {
  static let finished: Int32 = 0
  /// Started by somebody else than `scenario`.
  static let notStartedByUs: Int32 = 64
  /// It could not begin; why is in its agent's last words.
  static let couldNotBegin: Int32 = 70
  /// The arena could not be mapped, so there was no place for words.
  static let withoutArena: Int32 = 71
}
