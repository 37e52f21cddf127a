// The beginning of a conversation with a plug-in: who it is, how it will be used, whether it is ready.
import ScenarioModel
import ScenarioSyntax

/// Patience with plug-ins, all in nanoseconds.
struct PluginLimits: Sendable {
  /// For each answer before the first task; an interpreter on a busy machine takes its time to start.
  var handshake: Int64 = 10_000_000_000
  /// From `stop` to the program's own end.
  var stop: Int64 = 5_000_000_000
  /// From being asked by a signal to being killed.
  var termination: Int64 = 500_000_000
  /// How long nothing may be heard before a ping is sent.
  var quiet: Int64 = 1_000_000_000
  /// From a ping to its answer.
  var pong: Int64 = 10_000_000_000
}

/// Talks to a plug-in that has no tasks yet. One thread only.
struct PluginHandshake {
  let process: LineProcess
  let limits: PluginLimits
  /// Ends the conversation at once.
  var interruption = Interruption()

  /// Asks who it is.
  ///
  /// - Throws: `PluginMistake`: what it did instead of answering, as the end of a sentence about it.
  func hello() throws(PluginMistake) -> PluginDeclaration {
    process.send(PluginMessage.hello.line)
    let answer = try answer(to: "hello")
    guard case .hello(let value) = answer.message else {
      throw PluginMistake("answered 'hello' with \(ProgramText.quoted(answer.line))")
    }
    guard case .int(let version)? = value["version"], PluginMessage.versions.contains(version) else {
      let known = PluginMessage.versions.map(String.init).joined(separator: ", ")
      throw PluginMistake(
        "chose version \(value["version"]?.text() ?? "none") of the protocol; this program speaks \(known)")
    }
    do {
      return try PluginDeclaration.hello(value)
    } catch {
      throw PluginMistake("said 'hello' with a mistake: \(error.message)")
    }
  }

  /// Says how it will be used and waits until it is ready.
  ///
  /// - Returns: the parameters that it says it will use, nil when it does not say.
  /// - Throws: `PluginMistake`.
  @discardableResult func start(_ start: PluginStart) throws(PluginMistake) -> JSONValue? {
    process.send(PluginMessage.start(start).line)
    let answer = try answer(to: "start")
    switch answer.message {
    case .ready(let parameters): return parameters
    case .refuse(let reason): throw PluginMistake("refuses to work: \(reason)")
    default: throw PluginMistake("answered 'start' with \(ProgramText.quoted(answer.line))")
    }
  }

  /// How long, in nanoseconds, somebody who interrupts may have to wait.
  private static let glance: Int64 = 50_000_000

  /// The next line.
  private func answer(to question: String) throws(PluginMistake) -> (message: PluginAnswer, line: [UInt8]) {
    let deadline = Clock.now() + limits.handshake
    while true {
      let hasEnded = process.hasEnded
      if let line = process.takeLine() { return (try PluginAnswer(line), line) }
      if hasEnded || !process.isOpen {
        // Whoever closes its output is about to end, mostly.
        let isGone = process.waitForEnd(until: min(deadline, Clock.now() + limits.termination))
        process.receive(until: 0)
        if let line = process.takeLine() { return (try PluginAnswer(line), line) }
        guard isGone else { throw PluginMistake("closed its standard output instead of answering '\(question)'") }
        let ending = PluginEnding(process, process.finish(grace: 0))
        throw PluginMistake(ending.words + " instead of answering '\(question)'")
      }
      if Clock.now() >= deadline {
        throw PluginMistake("did not answer '\(question)' within \(PluginBooks.duration(limits.handshake))")
      }
      if interruption.count > 0 { throw PluginMistake("was not waited for: the run was interrupted") }
      process.receive(until: min(deadline, Clock.now() + PluginHandshake.glance))
    }
  }
}

/// How a plug-in ended, in words.
struct PluginEnding {
  let exit: ChildExit
  private let said: String

  init(_ process: LineProcess, _ exit: ChildExit) {
    self.exit = exit
    said = ProgramText.lastLines(of: process.lastWords)
  }

  /// As the end of a sentence about the plug-in.
  var words: String {
    switch exit.cause {
    case .exited(let code): "ended with exit code \(code)" + lastWords
    case .signalled(let signal): "was killed by \(SignalName.of(signal))" + lastWords
    case .unknown: "ended, but how could not be found out" + lastWords
    }
  }

  private var lastWords: String { said.isEmpty ? "" : " (\(said))" }
}
