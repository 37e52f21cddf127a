// The thread that reads what a plug-in says, and sees to it that nobody waits for one that will say nothing more.
import ScenarioModel

/// Used by its own thread alone, but for `close`.
final class PluginReader: Sendable {
  private let process: LineProcess
  private let books: PluginBooks
  private let declaration: PluginDeclaration
  private let timeout: Int64
  private let limits: PluginLimits
  private let isClosing = Guarded(false)
  private let findings = Guarded(FixtureOutcome())
  private let ended = Guarded<ChildExit?>(nil)

  /// - Parameter timeout: the most time that one task may take, in nanoseconds.
  init(
    _ process: LineProcess, _ books: PluginBooks, _ declaration: PluginDeclaration, timeout: Int64, limits: PluginLimits
  ) {
    self.process = process
    self.books = books
    self.declaration = declaration
    self.timeout = timeout
    self.limits = limits
  }

  /// Any thread: has `run` come to its end.
  func close() {
    isClosing.with { $0 = true }
    process.wakeReader()
  }

  /// What there is to say of the plug-in; complete when `run` has returned.
  var outcome: FixtureOutcome { findings.with { $0 } }

  /// How the plug-in ended, when `run` has returned.
  var exit: ChildExit? { ended.with { $0 } }

  /// Reads until the plug-in is gone or the reader is closed; the plug-in has ended when it returns.
  func run() {
    var pulse = Pulse(limits: limits, now: Clock.now())
    do {
      try converse(&pulse)
      if books.isIdle { try leaveInPeace(&pulse) }
      // Tasks that nobody waits for any more: the run was stopped, and so is the plug-in.
      books.end("was stopped")
    } catch {
      if books.end(error.message) == 0 { findings.with { $0.problems.append("\(books.title) \(error.message)") } }
    }
    let exit = process.finish(grace: limits.termination)
    ended.with { $0 = exit }
    noteErrors()
  }

  /// - Throws: `PluginMistake`: what it did that ends its work.
  private func converse(_ pulse: inout Pulse) throws(PluginMistake) {
    while !isClosing.with({ $0 }) {
      // In this order: what it wrote before the end that is seen here is certainly read next.
      let hasEnded = process.hasEnded
      books.sendWaiting()
      process.receive(until: hasEnded ? 0 : Clock.now() + nap)
      try takeLines(&pulse)
      if hasEnded { try explainEnd() }
      if !process.isOpen { try explainSilence() }
      let now = Clock.now()
      try checkTimeouts(now)
      let mayAsk = declaration.hasHeartbeat || books.isIdle
      if let ping = try pulse.check(now, mayAsk: mayAsk) { process.send(PluginMessage.ping(ping).line) }
    }
  }

  /// How long to sleep when nothing comes: timeouts are seen late by an eighth at most.
  private var nap: Int64 { min(100_000_000, max(1_000_000, timeout / 8)) }

  private func takeLines(_ pulse: inout Pulse) throws(PluginMistake) {
    while let line = process.takeLine() {
      let answer = try PluginAnswer(line)
      switch answer {
      case .done(let results): try books.deliver(results, timeout: timeout)
      case .pong(let number): try pulse.heard(number)
      case .hello, .ready, .refuse:
        throw PluginMistake("sent what belongs to the beginning, in the middle: \(ProgramText.quoted(line))")
      }
      pulse.lastHeard = Clock.now()
    }
  }

  private func explainEnd() throws(PluginMistake) {
    throw PluginMistake(PluginEnding(process, process.finish(grace: 0)).words)
  }

  /// It has closed its output: mostly because it is about to end.
  private func explainSilence() throws(PluginMistake) {
    guard process.waitForEnd(until: Clock.now() + limits.termination) else {
      throw PluginMistake("closed its standard output while it was still needed")
    }
    try explainEnd()
  }

  /// A task that is late may still be answered for a while, and fails then; after that the plug-in counts as hanging.
  private func checkTimeouts(_ now: Int64) throws(PluginMistake) {
    guard let oldest = books.oldest, now - oldest.sent > timeout + min(max(timeout, 20_000_000), 1_000_000_000) else {
      return
    }
    throw PluginMistake(
      "did not answer task \(oldest.task) within its timeout of \(PluginBooks.duration(timeout)) and was killed")
  }

  /// Asks it to end and judges how it does.
  private func leaveInPeace(_ pulse: inout Pulse) throws(PluginMistake) {
    process.send(PluginMessage.stop.line)
    process.closeInput()
    guard process.waitForEnd(until: Clock.now() + limits.stop) else {
      findings.with {
        $0.notes.append(
          "\(books.title) did not end within \(PluginBooks.duration(limits.stop)) of 'stop' and was killed")
      }
      return
    }
    if process.isHeldOpen() {
      findings.with {
        $0.notes.append("\(books.title) left a process behind that held its standard output, and was killed with it")
      }
    }
    // The answer to a last ping may still be among it.
    process.receive(until: 0)
    try takeLines(&pulse)
    let ending = PluginEnding(process, process.finish(grace: 0))
    if ending.exit.cause != .exited(0) { throw PluginMistake(ending.words + " after 'stop'") }
  }

  /// A plug-in that writes very much to standard error should know that nobody reads it.
  private func noteErrors() {
    guard process.errorCount >= 1 << 20 else { return }
    let last = ProgramText.lastLines(of: process.lastWords)
    findings.with {
      $0.notes.append(
        "\(books.title) wrote \(process.errorCount >> 20) MiB to standard error, the last of it: \(last)")
    }
  }
}

/// Whether a plug-in that is silent is alive.
private struct Pulse {
  let limits: PluginLimits
  var lastHeard: Int64
  private var number: Int64 = 0
  private var asked: Int64?

  init(limits: PluginLimits, now: Int64) {
    self.limits = limits
    lastHeard = now
  }

  /// The number of a ping to be sent now, nil for none.
  ///
  /// - Throws: `PluginMistake` when the last one was not answered in time.
  mutating func check(_ now: Int64, mayAsk: Bool) throws(PluginMistake) -> Int64? {
    if let asked {
      guard now - asked > limits.pong, mayAsk else { return nil }
      throw PluginMistake("did not answer a ping within \(PluginBooks.duration(limits.pong)) and was killed")
    }
    guard mayAsk, now - lastHeard > limits.quiet else { return nil }
    number += 1
    asked = now
    return number
  }

  mutating func heard(_ pong: Int64) throws(PluginMistake) {
    guard asked != nil, pong == number else { throw PluginMistake("answered a ping that it was not sent: \(pong)") }
    asked = nil
  }
}
