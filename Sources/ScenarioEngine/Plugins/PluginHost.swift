// A plug-in process at work for one kernel: started, introduced, given tasks, and ended.
import ScenarioModel
import ScenarioSyntax

/// Any thread may begin tasks; whoever made it closes it once.
final class PluginHost: Sendable {
  struct Settings: Sendable {
    /// The program and its arguments; not empty.
    var words: [String]
    /// What the file sets.
    var parameters: [String: ParameterValue] = [:]
    /// The executor: `thread`.
    var strategy: String
    /// Most tasks in flight at once; nil: any number.
    var inFlight: Int?
    var seed: UInt64 = 0
    /// Most time for one task, in nanoseconds.
    var timeout: Int64 = 30_000_000_000
    /// Most tasks in one message.
    var batch = 64
    var limits = PluginLimits()
    /// Ends the wait for its answers before the first task.
    var interruption = Interruption()
  }

  private let declaration: PluginDeclaration
  let books: PluginBooks
  private let reader: PluginReader
  private let thread: NativeThread

  /// Starts the program and waits until it is ready.
  ///
  /// - Throws: `TaskError` when it cannot be started, does not speak the protocol, or cannot do what is asked; it has
  ///   ended then.
  init(_ settings: Settings, guardian: ChildGuard?) throws {
    let process: LineProcess
    do {
      process = try LineProcess(settings.words, guardian: guardian)
    } catch let error as SystemError {
      throw TaskError(error.message)
    }
    let declaration: PluginDeclaration
    do throws(PluginMistake) {
      declaration = try PluginHost.introduce(process, settings)
    } catch {
      _ = process.finish(grace: settings.limits.termination)
      let command = ProgramText.oneLine(settings.words.joined(separator: " "))
      throw TaskError("plug-in '\(ProgramText.shortened(command, to: 60))' \(error.message)")
    }
    self.declaration = declaration
    books = PluginBooks(process, title: "plug-in '\(declaration.name)'", batch: settings.batch)
    let reader = PluginReader(
      process, books, declaration, timeout: settings.timeout, limits: settings.limits)
    self.reader = reader
    do {
      thread = try NativeThread.start { reader.run() }
    } catch {
      _ = process.finish(grace: settings.limits.termination)
      throw TaskError("a thread to read what the plug-in says could not be started: \(error.reason)")
    }
  }

  /// Ends the plug-in; no task may be begun any more.
  ///
  /// - Returns: what there is to say of it.
  func close() -> FixtureOutcome {
    reader.close()
    thread.join()
    return reader.outcome
  }

  /// How it ended and what it used; nil before `close`.
  var exit: ChildExit? { reader.exit }
  /// As sentences name it.
  var title: String { books.title }

  /// What it says it is bound by, in one sentence.
  var introduction: String { "\(books.title) says that it is bound by \(declaration.boundBy.bound.words)" }

  private static func introduce(
    _ process: LineProcess, _ settings: Settings
  ) throws(PluginMistake) -> PluginDeclaration {
    let handshake = PluginHandshake(
      process: process, limits: settings.limits, interruption: settings.interruption)
    let declaration = try handshake.hello()
    guard declaration.strategies.contains(settings.strategy) else {
      throw PluginMistake(
        "cannot work for '\(settings.strategy)', only for \(declaration.strategies.joined(separator: ", "))")
    }
    let parameters: JSONValue
    do {
      parameters = try declaration.resolve(settings.parameters)
    } catch {
      throw PluginMistake("cannot be given these parameters: \(error.message)")
    }
    try handshake.start(
      PluginStart(
        strategy: settings.strategy, inFlight: settings.inFlight, seed: settings.seed, parameters: parameters))
    return declaration
  }
}
