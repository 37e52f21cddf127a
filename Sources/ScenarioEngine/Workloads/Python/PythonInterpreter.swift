// One CPython interpreter that serves tasks: started, told what to run, given channels, and ended.
import ScenarioSyntax

/// A child process that runs host.py. Any thread may call it.
final class PythonInterpreter: Sendable {
  /// Nanoseconds that an interpreter may take to start and to import what the user's code imports.
  static let startTime: Int64 = 30_000_000_000
  /// Nanoseconds that it may take to end by itself, when it has nothing to do any more.
  private static let grace: Int64 = 1_000_000_000
  /// How long, in nanoseconds, somebody who interrupts may have to wait.
  private static let glance: Int64 = 50_000_000

  /// What is started, told to whom, and with how much at hand.
  struct Setup {
    /// A program, looked up in PATH unless it contains a slash.
    var interpreter: String
    /// As host.py reads them.
    var settings: [String: JSONValue]
    /// Channels that are there from the start; more are made when they are needed.
    var channels: Int
    /// Kills the interpreter should this process die before it.
    var guardian: ChildGuard?
    /// Ends the wait for it to be ready.
    var interruption = Interruption()
    /// Told, once it has ended, how it ended and what it used.
    var onEnd: @Sendable (ChildExit) -> Void = { _ in }
  }

  private final class State {
    let child: ChildProcess
    let control: PythonChannel
    var idle: [PythonChannel] = []
    /// How it ended, as a sentence goes on.
    var ending: String?
    /// Whether calls were given up: it is not asked to end then.
    var isAbandoned = false

    init(child: ChildProcess, control: PythonChannel) {
      self.child = child
      self.control = control
    }
  }

  private let state: Guarded<State>
  private let guardian: ChildGuard?
  private let onEnd: @Sendable (ChildExit) -> Void

  /// Returns when the interpreter is ready to serve.
  ///
  /// - Throws: `TaskError` when it cannot be started or cannot load the user's code; nothing is left of it then.
  init(_ setup: Setup, startTime: Int64 = PythonInterpreter.startTime) throws {
    guardian = setup.guardian
    onEnd = setup.onEnd
    do {
      state = Guarded(try PythonInterpreter.spawn(setup))
      try begin(setup, until: Clock.now() + startTime)
    } catch let error as SystemError {
      throw TaskError(error.message)
    }
  }

  deinit { end() }

  /// A channel without a request under way; nil when none can be had right now: ask again a moment later.
  ///
  /// - Throws: `TaskError` when the interpreter has ended, or this process has no descriptors left.
  func takeChannel() throws -> PythonChannel? {
    try state.with { state in
      if let channel = state.idle.popLast() { return channel }
      if state.ending == nil {
        let (channel, transfer) = try open(state)
        if transfer != .ended { return channel }
        awaitEnd(state, PythonInterpreter.grace)
      }
      throw TaskError("the Python interpreter \(state.ending ?? "ended"); it is not started again")
    }
  }

  private func open(_ state: State) throws(TaskError) -> (PythonChannel?, Descriptor.Transfer) {
    do {
      return try state.control.open()
    } catch {
      throw TaskError(error.message)
    }
  }

  /// To be called when a request was answered.
  func giveBack(_ channel: PythonChannel) { state.with { $0.idle.append(channel) } }

  /// The interpreter has something to do that nobody waits for any more: it is not asked to end, but killed.
  func abandon() { state.with { $0.isAbandoned = true } }

  /// How the interpreter ended, as a sentence goes on: "ended with exit code 3"; nil while it runs.
  func ending() -> String? {
    state.with { state in
      if state.ending == nil, state.child.hasEnded() { reap(state) }
      return state.ending
    }
  }

  /// Has it end: by itself if it can, else by force. Does nothing the second time.
  func end() {
    state.with { state in
      guard state.ending == nil else { return }
      state.control.close()
      state.idle = []
      awaitEnd(state, state.isAbandoned ? 0 : PythonInterpreter.grace)
    }
  }

  /// Waits for its end for so many nanoseconds, and then makes one.
  private func awaitEnd(_ state: State, _ patience: Int64) {
    _ = state.child.waitForEnd(until: Clock.now() + patience)
    reap(state)
  }

  private func reap(_ state: State) {
    state.idle = []
    // What it has left running in its group ends with it.
    state.child.signalGroup(SignalNumber.kill)
    guardian?.forget(group: state.child.pid)
    let exit = state.child.reap()
    onEnd(exit)
    switch exit.cause {
    case .exited(let code): state.ending = "ended with exit code \(code)"
    case .signalled(let signal): state.ending = "was killed by \(SignalName.of(signal))"
    case .unknown: state.ending = "ended"
    }
  }
}

// MARK: - Starting

extension PythonInterpreter {
  /// Reads the text of host.py from descriptor 3 and becomes it, so that no file is needed and lists of processes stay
  /// readable. Understood by any version, so that one that is too old can say so.
  private static let bootstrap = """
    import os, struct, sys
    n = struct.unpack("<I", os.read(3, 4))[0]
    s = b""
    while len(s) < n: s += os.read(3, n - len(s)) or sys.exit(1)
    t = ("Python 3.9 or newer is needed, and this is Python %d.%d" % sys.version_info[:2]).encode()
    if sys.version_info < (3, 9): os.write(3, struct.pack("<IIqq", 1, len(t), 0, 0) + t)
    else: exec(compile(s, "scenario", "exec"))
    """

  /// Standard input is empty, and what is written to standard output goes to standard error.
  private static func spawn(_ setup: Setup) throws -> State {
    let sockets = try Descriptor.socketPair()
    let null = try Descriptor.null()
    let (theirs, empty) = (sockets.theirs.number, null.number)
    let child = try ChildProcess.spawnGuarded(
      [setup.interpreter, "-c", bootstrap],
      descriptors: [.init(empty, as: 0), .init(2, as: 1), .init(2, as: 2), .init(theirs, as: 3)],
      guardian: setup.guardian)
    return State(child: child, control: PythonChannel(sockets.ours))
  }

  private func begin(_ setup: Setup, until deadline: Int64) throws {
    let sentence = state.with { state in
      let refusal = greet(state, setup, until: deadline)
      if refusal != nil { state.isAbandoned = true }
      return refusal
    }
    guard let sentence else { return }
    end()
    throw TaskError(sentence)
  }

  /// Sends everything that the interpreter needs and waits until it serves; else why it does not.
  private func greet(_ state: State, _ setup: Setup, until deadline: Int64) -> String? {
    var settings = setup.settings
    settings["channels"] = .int(Int64(setup.channels))
    for text in [PythonHostProgram.text, JSONValue.object(settings).text()] {
      let bytes = Array(text.utf8)
      let length = withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) }
      guard state.control.send(length + bytes, until: deadline) else { return excuse(state, setup) }
    }
    for _ in 0..<setup.channels {
      guard let (channel, _) = try? state.control.open(), let channel else { return excuse(state, setup) }
      state.idle.append(channel)
    }
    while true {
      switch state.control.receive(until: min(deadline, Clock.now() + PythonInterpreter.glance)) {
      case .answer(let answer):
        if case .failure(let refusal) = answer.outcome { return refusal.message }
        return nil
      case .notYet where setup.interruption.count > 0:
        return "the Python interpreter '\(setup.interpreter)' was not waited for: the run was interrupted"
      case .notYet where Clock.now() < deadline: continue
      case .ended, .notYet: return excuse(state, setup)
      }
    }
  }

  /// Why an interpreter does not take what it needs, or says nothing.
  private func excuse(_ state: State, _ setup: Setup) -> String {
    if case .answer(let answer) = state.control.receive(), case .failure(let refusal) = answer.outcome {
      return refusal.message
    }
    if state.child.waitForEnd(until: Clock.now() + 100_000_000) {
      reap(state)
      return "the Python interpreter '\(setup.interpreter)' \(state.ending ?? "ended") before it was ready"
    }
    return "the Python interpreter '\(setup.interpreter)' was not ready in time: what its program imports may never end"
  }
}
