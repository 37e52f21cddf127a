// The conformance suite: has a plug-in do all that the protocol asks of it, and says what it did.
import ScenarioModel
import ScenarioSyntax

/// Examines one plug-in.
package final class PluginConformance {
  private let words: [String]
  private let given: [String: ParameterValue]
  private let limits: PluginLimits
  private let guards: GuardPost
  private var checks: [PluginCheck] = []

  /// - Parameters:
  ///   - words: the program and its arguments; not empty.
  ///   - parameters: those that it cannot do without.
  ///   - patience: most nanoseconds for each answer and for its end.
  ///   - guards: who ends the plug-in should this process be killed.
  package init(
    _ words: [String], parameters: [String: ParameterValue] = [:], patience: Int64 = 10_000_000_000,
    guards: GuardPost = GuardPost(program: nil)
  ) {
    self.words = words
    self.guards = guards
    given = parameters
    var limits = PluginLimits()
    limits.handshake = patience
    limits.stop = patience
    self.limits = limits
  }

  /// Runs all checks, in the order in which the protocol's page tells of them.
  package func run() -> [PluginCheck] {
    guard let declaration = introduction() else { return checks }
    var strategies: [String] = []
    for name in declaration.strategies where !strategies.contains(name) { strategies.append(name) }
    let first = work(strategies[0])
    again(strategies[0], first)
    for strategy in strategies { host(strategy) }
    return checks
  }

  /// - Returns: what it says of itself; nil when nothing more can be asked of it.
  private func introduction() -> PluginDeclaration? {
    var declaration: PluginDeclaration?
    check("says who it is", "hello") { () throws(PluginMistake) in
      declaration = try PluginSession(words, limits: limits, guards: guards).hello()
    }
    return declaration
  }

  /// One life with everything in it.
  ///
  /// - Returns: what its tasks came to.
  private func work(_ strategy: String) -> [PluginResult.Outcome]? {
    var session: PluginSession?
    var echo: (sent: JSONValue, used: JSONValue?)?
    var outcomes: [PluginResult.Outcome]?
    check("is ready when told how it will be used", "start") { () throws(PluginMistake) in
      let opened = try PluginSession(words, limits: limits, guards: guards)
      _ = try opened.hello()
      echo = try opened.start(strategy, given)
      session = opened
    }
    echoed(echo)
    check("does a task", "run", session) { session throws(PluginMistake) in
      let tasks = session.tasks(0..<1)
      _ = try session.exchange([PluginMessage.run(tasks[...]).line], tasks)
    }
    check("does several tasks of one message", "run", session) { session throws(PluginMistake) in
      let tasks = session.tasks(0..<8)
      outcomes = try session.exchange([PluginMessage.run(tasks[...]).line], tasks)
    }
    check("does many tasks at once, whatever their ids", "run", session) { session throws(PluginMistake) in
      let tasks = Array(session.tasks(0..<32).reversed())
      _ = try session.exchange(tasks.map { PluginMessage.run([$0]).line }, tasks)
    }
    check("answers an unusual input with a result or an error", "run", session) { session throws(PluginMistake) in
      let tasks = session.tasks([-1])
      _ = try session.exchange([PluginMessage.run(tasks[...]).line], tasks)
    }
    check("ignores members and messages that it does not know", "messages", session) { session throws(PluginMistake) in
      let task = session.tasks(0..<1)
      let line = "{\"run\":[{\"id\":\(task[0].id),\"task\":0,\"input\":0,\"later\":[true]}],\"later\":{}}"
      _ = try session.exchange(["{\"later\":{\"more\":1}}", line], task)
    }
    check("answers a ping when it has nothing to do", "ping", session) { session throws(PluginMistake) in
      try session.ping(7)
    }
    check("ends by itself with exit code 0 when told to stop", "stop", session) { session throws(PluginMistake) in
      session.process.send(PluginMessage.stop.line)
      try session.end()
    }
    check("writes nothing that nothing has asked for", "messages", session) { session throws(PluginMistake) in
      try session.leftOver()
    }
    return outcomes
  }

  private func echoed(_ echo: (sent: JSONValue, used: JSONValue?)?) {
    let name = "uses the parameters that it was sent"
    guard let used = echo?.used else {
      checks.append(PluginCheck(name: name, section: "start", outcome: .skipped("'ready' does not say which")))
      return
    }
    check(name, "start") { () throws(PluginMistake) in
      guard used == echo?.sent else {
        throw PluginMistake("was sent \(echo?.sent.text() ?? "") and says it uses \(used.text())")
      }
    }
  }

  /// Another life with the same tasks, which ends without a word.
  private func again(_ strategy: String, _ first: [PluginResult.Outcome]?) {
    var session: PluginSession?
    check("gives equal results for equal tasks", "run") { () throws(PluginMistake) in
      let opened = try opened(strategy)
      let tasks = opened.tasks(0..<8)
      let outcomes = try opened.exchange([PluginMessage.run(tasks[...]).line], tasks)
      session = opened
      for (index, pair) in zip(first ?? [], outcomes).enumerated() where pair.0 != pair.1 {
        throw PluginMistake("answered task \(index) with \(pair.0.words), and another time with \(pair.1.words)")
      }
    }
    check("ends when its standard input does", "stop", session) { session throws(PluginMistake) in
      session.process.closeInput()
      try session.end()
    }
  }

  /// A life under one of the executors that it says it can work for.
  private func host(_ strategy: String) {
    check("works for '\(strategy)'", "start") { () throws(PluginMistake) in
      let session = try opened(strategy)
      let tasks = session.tasks(0..<16)
      _ = try session.exchange(tasks.map { PluginMessage.run([$0]).line }, tasks)
      session.process.send(PluginMessage.stop.line)
      try session.end()
      try session.leftOver()
    }
  }

  private func opened(_ strategy: String) throws(PluginMistake) -> PluginSession {
    let session = try PluginSession(words, limits: limits, guards: guards)
    _ = try session.hello()
    _ = try session.start(strategy, given)
    return session
  }

  // MARK: Notes

  private func check(_ name: String, _ section: String, _ body: () throws(PluginMistake) -> Void) {
    var outcome = PluginCheck.Outcome.passed
    do {
      try body()
    } catch {
      outcome = .failed(error.message)
    }
    checks.append(PluginCheck(name: name, section: section, outcome: outcome))
  }

  /// A check of a session that must have got that far: after a failure nothing is certain any more.
  private func check(
    _ name: String, _ section: String, _ session: PluginSession?, _ body: (PluginSession) throws(PluginMistake) -> Void
  ) {
    guard let session, !session.isBroken else {
      checks.append(PluginCheck(name: name, section: section, outcome: .skipped("not reached")))
      return
    }
    check(name, section) { () throws(PluginMistake) in
      do throws(PluginMistake) {
        try body(session)
      } catch {
        session.isBroken = true
        throw error
      }
    }
  }
}

extension PluginResult.Outcome {
  fileprivate var words: String {
    switch self {
    case .result(let value): "\(value)"
    case .error(let reason): "the error '\(reason)'"
    }
  }
}
