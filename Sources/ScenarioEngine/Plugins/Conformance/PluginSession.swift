// One life of a plug-in under examination: what is sent, and what must come back.
import ScenarioModel
import ScenarioSyntax

/// One thread only. Whoever made it ends it.
final class PluginSession {
  let limits: PluginLimits
  let process: LineProcess
  private(set) var declaration: PluginDeclaration?
  /// Whether it has done something after which nothing is certain.
  var isBroken = false
  private var answered: [Int64: PluginResult.Outcome] = [:]
  private var nextID: Int64 = 1

  /// - Throws: `PluginMistake` when it cannot be started.
  init(_ words: [String], limits: PluginLimits, guards: GuardPost) throws(PluginMistake) {
    self.limits = limits
    do {
      process = try LineProcess(words, guardian: guards.guardian)
    } catch {
      throw PluginMistake((error as? SystemError)?.message ?? "cannot be started")
    }
  }

  deinit { _ = process.finish(grace: limits.termination) }

  func hello() throws(PluginMistake) -> PluginDeclaration {
    let said = try PluginHandshake(process: process, limits: limits).hello()
    declaration = said
    return said
  }

  /// - Returns: the parameters that were sent, and those that it says it will use.
  func start(
    _ strategy: String, _ given: [String: ParameterValue]
  ) throws(PluginMistake) -> (sent: JSONValue, used: JSONValue?) {
    let sent = try declaration?.resolve(given) ?? .object([:])
    let used = try PluginHandshake(process: process, limits: limits).start(
      PluginStart(strategy: strategy, inFlight: 4, seed: 1 << 20, parameters: sent))
    return (sent, used)
  }

  /// So many tasks, each with its number as input.
  func tasks(_ inputs: some Collection<Int64>) -> [PluginTask] {
    inputs.map { input in
      defer { nextID += 1 }
      return PluginTask(id: nextID, task: max(0, input), input: input)
    }
  }

  /// Sends lines, and waits until all tasks in them are answered.
  ///
  /// - Returns: their outcomes, in the order of `tasks`.
  /// - Throws: `PluginMistake`.
  func exchange(_ lines: [String], _ tasks: [PluginTask]) throws(PluginMistake) -> [PluginResult.Outcome] {
    for line in lines { process.send(line) }
    var open = Set(tasks.map(\.id))
    let deadline = Clock.now() + limits.handshake
    while !open.isEmpty {
      guard let answer = try next(until: deadline) else {
        throw PluginMistake("left \(open.count) of \(tasks.count) tasks without an answer")
      }
      guard case .done(let results) = answer else { throw PluginMistake("sent something else than 'done'") }
      for result in results {
        if answered[result.id] != nil { throw PluginMistake("answered id \(result.id) twice") }
        guard open.remove(result.id) != nil else {
          throw PluginMistake("answered id \(result.id), which it was never given")
        }
        answered[result.id] = result.outcome
      }
    }
    return tasks.compactMap { answered[$0.id] }
  }

  /// Waits for the answer to a ping.
  func ping(_ number: Int64) throws(PluginMistake) {
    process.send(PluginMessage.ping(number).line)
    guard case .pong(number)? = try next(until: Clock.now() + limits.handshake) else {
      throw PluginMistake("did not answer {\"ping\":\(number)} with {\"pong\":\(number)}")
    }
  }

  /// Waits for its end, which must be its own and a good one.
  func end() throws(PluginMistake) {
    guard process.waitForEnd(until: Clock.now() + limits.stop) else {
      throw PluginMistake("was still there after \(PluginBooks.duration(limits.stop))")
    }
    let isHeldOpen = process.isHeldOpen()
    process.receive(until: 0)
    let ending = PluginEnding(process, process.finish(grace: 0))
    if ending.exit.cause != .exited(0) { throw PluginMistake(ending.words) }
    if isHeldOpen { throw PluginMistake("left a process behind that holds its standard output") }
  }

  /// What it has said beyond what was asked.
  func leftOver() throws(PluginMistake) {
    if let line = process.takeLine() {
      throw PluginMistake("wrote a line that nothing had asked for: \(ProgramText.quoted(line))")
    }
  }

  /// The next message, nil when none comes in time.
  private func next(until deadline: Int64) throws(PluginMistake) -> PluginAnswer? {
    while true {
      if let line = process.takeLine() { return try PluginAnswer(line) }
      let hasEnded = process.hasEnded
      process.receive(until: hasEnded ? 0 : deadline)
      if let line = process.takeLine() { return try PluginAnswer(line) }
      if hasEnded { throw PluginMistake(PluginEnding(process, process.finish(grace: 0)).words) }
      if !process.isOpen {
        guard process.waitForEnd(until: min(deadline, Clock.now() + limits.termination)) else {
          throw PluginMistake("closed its standard output")
        }
      }
      if Clock.now() >= deadline { return nil }
    }
  }
}
